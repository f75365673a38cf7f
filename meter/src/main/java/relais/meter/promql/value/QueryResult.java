package relais.meter.promql.value;

import java.util.List;

/** What a query gives: the four types of Prometheus' HTTP API. Times in milliseconds since 1970. */
public sealed interface QueryResult {
    /**
     * One value per series at one moment, in an order that {@code sort} and {@code topk} decide.
     */
    record Vector(long time, List<Sample> samples) implements QueryResult {
        public Vector {
            samples = List.copyOf(samples);
        }
    }

    /** Many values per series, ordered by labels. */
    record Matrix(List<Series> series) implements QueryResult {
        public Matrix {
            series = List.copyOf(series);
        }
    }

    record Scalar(long time, double value) implements QueryResult {}

    record Text(long time, String value) implements QueryResult {}

    record Sample(Labels labels, double value) {}
}
