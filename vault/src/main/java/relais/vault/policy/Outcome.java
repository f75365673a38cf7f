package relais.vault.policy;

/** What came of a change to stores. */
public sealed interface Outcome {
    /** Done; the store's id, or 0 where it is about none. */
    record Done(long id) implements Outcome {}

    /** There is none. */
    record Missing() implements Outcome {}

    /** What is asked for is not complete or not sensible. */
    record Invalid(String field, String why) implements Outcome {}

    /** Nothing usable answers there. */
    record NoAnswer(String why) implements Outcome {}

    /** Another store of ours is at that place. */
    record AlreadyOurs(String name) implements Outcome {}

    /** It holds copies, or rules name it. */
    record InUse(String why) implements Outcome {}
}
