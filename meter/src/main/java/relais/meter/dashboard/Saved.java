package relais.meter.dashboard;

/** How a change of a dashboard ended. */
public sealed interface Saved {
    record Ok(long id) implements Saved {}

    record Missing() implements Saved {}

    /**
     * @param code stable, for the API
     */
    record Refused(String code, String field, String detail) implements Saved {}
}
