package relais.meter.promql.value;

import java.math.BigDecimal;
import java.util.AbstractList;
import java.util.List;
import java.util.Map;

/**
 * The shape of Prometheus' {@code data} member: maps, lists, texts and numbers that any JSON writer
 * writes as {@code {"resultType":…,"result":…}}. Values are texts, times are seconds.
 */
public final class AnswerShape {
    private AnswerShape() {}

    public static Map<String, Object> of(QueryResult result) {
        return switch (result) {
            case QueryResult.Vector v ->
                    shape("vector", v.samples().stream().map(s -> sample(v.time(), s)).toList());
            case QueryResult.Matrix m ->
                    shape("matrix", m.series().stream().map(AnswerShape::series).toList());
            case QueryResult.Scalar s -> shape("scalar", pair(s.time(), number(s.value())));
            case QueryResult.Text t -> shape("string", pair(t.time(), t.value()));
        };
    }

    private static Map<String, Object> shape(String type, Object result) {
        return Map.of("resultType", type, "result", result);
    }

    private static Map<String, Object> sample(long time, QueryResult.Sample sample) {
        return Map.of(
                "metric", sample.labels().asMap(), "value", pair(time, number(sample.value())));
    }

    private static Map<String, Object> series(Series series) {
        // A view, so that a large answer is written without being held twice.
        List<Object> points =
                new AbstractList<>() {
                    @Override
                    public Object get(int i) {
                        return pair(series.times()[i], number(series.values()[i]));
                    }

                    @Override
                    public int size() {
                        return series.size();
                    }
                };
        return Map.of("metric", series.labels().asMap(), "values", points);
    }

    private static List<Object> pair(long time, String value) {
        return List.of(seconds(time), value);
    }

    /** Milliseconds as exact seconds. */
    public static BigDecimal seconds(long millis) {
        BigDecimal seconds = BigDecimal.valueOf(millis, 3).stripTrailingZeros();
        return seconds.scale() < 0 ? seconds.setScale(0) : seconds;
    }

    /** Shortest decimal without exponent that reads back as the same double; NaN, +Inf, -Inf. */
    public static String number(double value) {
        if (Double.isNaN(value)) {
            return "NaN";
        }
        if (Double.isInfinite(value)) {
            return value > 0 ? "+Inf" : "-Inf";
        }
        if (value == Math.rint(value) && Math.abs(value) < 1e15) {
            long whole = (long) value;
            return whole == 0 && 1 / value < 0 ? "-0" : Long.toString(whole);
        }
        BigDecimal plain = new BigDecimal(Double.toString(value)).stripTrailingZeros();
        return plain.toPlainString();
    }
}
