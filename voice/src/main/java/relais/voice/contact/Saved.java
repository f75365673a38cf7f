package relais.voice.contact;

/** What became of a change to a person or a group. */
public sealed interface Saved {
    record Ok(long id) implements Saved {}

    /** Not there, or not for this caller's eyes. */
    record Missing() implements Saved {}

    /**
     * Not accepted.
     *
     * @param code kebab case, translated by the console
     * @param detail what is wrong and what to do
     */
    record Refused(String code, String detail) implements Saved {}
}
