package relais.meter.promql.expr;

/**
 * Where in time a selector looks.
 *
 * @param offset milliseconds back; negative looks ahead
 */
public record Shift(long offset, Anchor anchor) {
    public static final Shift NONE = new Shift(0, new Anchor.Evaluation());

    /** The moment that ranges and offsets count from. */
    public sealed interface Anchor {
        /** The time of the evaluation: no {@code @} was written. */
        record Evaluation() implements Anchor {}

        /** A fixed time in milliseconds since 1970. */
        record At(long time) implements Anchor {}

        /** The first step of the whole query. */
        record Start() implements Anchor {}

        /** The last step of the whole query. */
        record End() implements Anchor {}
    }

    public boolean pinned() {
        return !(anchor instanceof Anchor.Evaluation);
    }
}
