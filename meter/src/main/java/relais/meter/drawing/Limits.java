package relais.meter.drawing;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * When a field's value worries somebody, and the line its author wants drawn.
 *
 * @param line a constant line, null for none
 */
public record Limits(Bounds warning, Bounds critical, @Nullable Constant line) {
    public static final Limits NONE = new Limits(Bounds.NONE, Bounds.NONE, null);

    /** Fine from low to high; NaN is no bound. */
    public record Bounds(double low, double high) {
        public static final Bounds NONE = new Bounds(Double.NaN, Double.NaN);

        public boolean broken(double value) {
            return value < low || value > high;
        }

        /** munin writes {@code high}, {@code low:high}, {@code low:} or {@code :high}. */
        static Bounds munin(String text) {
            int colon = text.indexOf(':');
            String low = colon < 0 ? "" : text.substring(0, colon);
            return new Bounds(
                    Numbers.parse(low, Double.NaN),
                    Numbers.parse(text.substring(colon + 1), Double.NaN));
        }
    }

    /** A horizontal line; colour as in {@link Look}. */
    public record Constant(double value, int colour, String label) {}

    static Limits munin(Map<String, String> attributes) {
        String[] parts = attributes.getOrDefault("line", "").split(":", 3);
        double value = Numbers.parse(parts[0], Double.NaN);
        Constant line =
                Double.isNaN(value)
                        ? null
                        : new Constant(
                                value,
                                parts.length > 1 ? Look.colour(parts[1]) : Look.UNCHOSEN,
                                parts.length > 2 ? parts[2] : "");
        return new Limits(
                Bounds.munin(attributes.getOrDefault("warning", "")),
                Bounds.munin(attributes.getOrDefault("critical", "")),
                line);
    }
}
