package relais.meter.promql.value;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * The shape of Prometheus' {@code data} member: maps, lists, texts and numbers that any JSON writer
 * writes as {@code {"resultType":…,"result":…}}. Values are texts, times are seconds.
 */
public final class AnswerShape {
    private static final double SIX_DECIMALS = 1e6;
    private static final double FIFTEEN_DIGITS = 1e15;

    /** Sign, digits and point. */
    private static final int LONGEST_DECIMAL = 18;

    private AnswerShape() {}

    public static Map<String, Object> of(QueryResult result) {
        return of(result, AnswerShape::points);
    }

    /**
     * @param points what stands for the pairs of time and value of a series
     */
    public static Map<String, Object> of(QueryResult result, Function<Series, Object> points) {
        return switch (result) {
            case QueryResult.Vector v ->
                    shape("vector", v.samples().stream().map(s -> sample(v.time(), s)).toList());
            case QueryResult.Matrix m ->
                    shape("matrix", m.series().stream().map(s -> series(s, points)).toList());
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

    private static Map<String, Object> series(Series series, Function<Series, Object> points) {
        return Map.of("metric", series.labels().asMap(), "values", points.apply(series));
    }

    private static List<Object> points(Series series) {
        return IntStream.range(0, series.size())
                .mapToObj(i -> (Object) pair(series.times()[i], number(series.values()[i])))
                .toList();
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
        String decimal = shortDecimal(value);
        return decimal.isEmpty()
                ? new BigDecimal(Double.toString(value)).stripTrailingZeros().toPlainString()
                : decimal;
    }

    /**
     * Most of what is measured has few decimals. Of decimals with at most 15 digits no two are read
     * back as the same double, so one that is read back as this one is the shortest.
     *
     * @return empty where the value has more than six decimals or is too large
     */
    private static String shortDecimal(double value) {
        double parts = Math.rint(value * SIX_DECIMALS);
        if (Math.abs(parts) >= FIFTEEN_DIGITS || parts / SIX_DECIMALS != value) {
            return "";
        }
        long whole = (long) Math.abs(parts);
        char[] text = new char[LONGEST_DECIMAL];
        int at = text.length;
        long fraction = whole % (long) SIX_DECIMALS;
        int digits = 6;
        while (fraction % 10 == 0) {
            fraction /= 10;
            digits--;
        }
        for (; digits > 0; digits--, fraction /= 10) {
            text[--at] = (char) ('0' + fraction % 10);
        }
        text[--at] = '.';
        long units = whole / (long) SIX_DECIMALS;
        do {
            text[--at] = (char) ('0' + units % 10);
            units /= 10;
        } while (units > 0);
        if (value < 0) {
            text[--at] = '-';
        }
        return new String(text, at, text.length - at);
    }
}
