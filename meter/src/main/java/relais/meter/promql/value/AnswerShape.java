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
    /** Sign, 15 digits, a zero before the point and the point. */
    public static final int LONGEST_DECIMAL = 18;

    private static final double MILLIONTHS = 1e6;
    private static final double FIFTEEN_DIGITS = 1e15;

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
        char[] text = new char[LONGEST_DECIMAL];
        int size = decimal(value, text, 0);
        return size == 0
                ? new BigDecimal(Double.toString(value)).stripTrailingZeros().toPlainString()
                : new String(text, 0, size);
    }

    /**
     * Writes what {@link #number} says of a value with at most six decimals, as most of what is
     * measured has. Of decimals with at most 15 digits no two are read back as the same double, so
     * one that is read back as this one is the shortest.
     *
     * @param into with {@link #LONGEST_DECIMAL} chars of room at {@code at}
     * @return where it ends; {@code at} where the value is none of those, and nothing is written
     */
    public static int decimal(double value, char[] into, int at) {
        double parts = Math.rint(value * MILLIONTHS);
        boolean zero = parts == 0; // of which there are two
        if (zero || Math.abs(parts) >= FIFTEEN_DIGITS || parts / MILLIONTHS != value) {
            return at;
        }
        long whole = (long) Math.abs(parts);
        int end = at;
        if (value < 0) {
            into[end++] = '-';
        }
        end = digits(whole / (long) MILLIONTHS, into, end);
        long fraction = whole % (long) MILLIONTHS;
        if (fraction > 0) {
            into[end++] = '.';
            for (long unit = (long) MILLIONTHS / 10; fraction > 0; unit /= 10) {
                into[end++] = (char) ('0' + fraction / unit);
                fraction %= unit;
            }
        }
        return end;
    }

    /**
     * Writes a number that is not negative.
     *
     * @return where it ends
     */
    public static int digits(long number, char[] into, int at) {
        int end = at + 1;
        for (long rest = number; rest >= 10; rest /= 10) {
            end++;
        }
        long rest = number;
        for (int i = end - 1; i >= at; i--) {
            into[i] = (char) ('0' + rest % 10);
            rest /= 10;
        }
        return end;
    }
}
