package relais.meter.promql.expr;

import java.util.List;

/**
 * How the series of two vectors find each other.
 *
 * @param on whether the labels are the ones compared, or else the ones ignored
 * @param include labels taken from the "one" side
 */
public record Matching(
        Cardinality cardinality, boolean on, List<String> labels, List<String> include) {
    /** How many series of each side may meet. */
    public enum Cardinality {
        ONE_TO_ONE,
        MANY_TO_ONE,
        ONE_TO_MANY,
        MANY_TO_MANY
    }

    public static final Matching DEFAULT =
            new Matching(Cardinality.ONE_TO_ONE, false, List.of(), List.of());

    public Matching {
        labels = List.copyOf(labels);
        include = List.copyOf(include);
    }

    Matching with(Cardinality other) {
        return new Matching(other, on, labels, include);
    }
}
