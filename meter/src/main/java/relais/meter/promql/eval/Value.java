package relais.meter.promql.eval;

import java.util.List;

/** What an expression gives at the steps of a timeline. */
sealed interface Value {
    /** An instant vector per step. */
    record Grid(List<Row> rows) implements Value {}

    /** A number per step. */
    record Scalars(double[] values) implements Value {}

    record Text(String text) implements Value {}
}
