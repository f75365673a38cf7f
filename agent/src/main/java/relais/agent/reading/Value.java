package relais.agent.reading;

/** What was measured, or that it could not be. */
public sealed interface Value {

    /** Any double, bit by bit as it was read. */
    record Known(double number) implements Value {}

    /** Munin's U: the plugin answered and does not know. */
    record Unknown() implements Value {}

    /** The one value that says nothing. */
    Value UNKNOWN = new Unknown();

    static Value of(double number) {
        return new Known(number);
    }
}
