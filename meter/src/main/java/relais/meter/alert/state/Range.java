package relais.meter.alert.state;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Values that are well, as munin writes them in {@code warning} and {@code critical}: {@code
 * min:max}, either of them may be left out, and a single number is the maximum. The ends are well
 * themselves.
 *
 * @param text as it was written
 */
public record Range(double min, double max, String text) {
    private static final Pattern NUMBER =
            Pattern.compile(
                    "[-+]?(?:\\d{1,40}(?:\\.\\d{0,40})?|\\.\\d{1,40})(?:[eE][-+]?\\d{1,3})?");

    /**
     * What a value must come back inside by before it is well again, as a part of the bound: a
     * value that trembles around its bound is one alert, not a hundred.
     */
    static final double MARGIN = 0.02;

    /** Empty where the text is no range: plugins write all sorts of things. */
    public static Optional<Range> parse(String text) {
        String range = text.strip();
        int colon = range.indexOf(':');
        String low = colon < 0 ? "" : range.substring(0, colon).strip();
        String high = colon < 0 ? range : range.substring(colon + 1).strip();
        if (low.isEmpty() && high.isEmpty()) {
            return Optional.empty();
        }
        if (!(low.isEmpty() || NUMBER.matcher(low).matches())
                || !(high.isEmpty() || NUMBER.matcher(high).matches())) {
            return Optional.empty();
        }
        return Optional.of(
                new Range(
                        low.isEmpty() ? Double.NEGATIVE_INFINITY : Double.parseDouble(low),
                        high.isEmpty() ? Double.POSITIVE_INFINITY : Double.parseDouble(high),
                        range));
    }

    public boolean holds(double value) {
        return value >= min && value <= max;
    }

    /** Whether the value is inside by the margin. */
    public boolean holdsClearly(double value) {
        double low = Double.isInfinite(min) ? min : min + Math.abs(min) * MARGIN;
        double high = Double.isInfinite(max) ? max : max - Math.abs(max) * MARGIN;
        // In a narrow range the two margins may leave nothing between them.
        return low > high ? holds(value) : value >= low && value <= high;
    }
}
