package relais.meter.store;

/** A store does not answer; it may again. */
public final class StoreAway extends RuntimeException {
    private static final long serialVersionUID = 1;

    public StoreAway(String reason, Throwable cause) {
        super(reason, cause);
    }

    public StoreAway(String reason) {
        super(reason);
    }
}
