package relais.meter.alert.state;

import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a field's metadata say about its values.
 *
 * @param unknownLimit how many intervals without a known value are borne
 */
public record Bounds(@Nullable Range warning, @Nullable Range critical, int unknownLimit) {
    /** As in munin. */
    private static final int UNKNOWN_LIMIT = 3;

    /** From munin's attributes of a field; empty where it has neither bound. */
    public static Optional<Bounds> of(Map<String, String> attributes) {
        Range warning = range(attributes.get("warning"));
        Range critical = range(attributes.get("critical"));
        if (warning == null && critical == null) {
            return Optional.empty();
        }
        return Optional.of(new Bounds(warning, critical, limit(attributes.get("unknown_limit"))));
    }

    private static @Nullable Range range(@Nullable String text) {
        return text == null ? null : Range.parse(text).orElse(null);
    }

    private static int limit(@Nullable String text) {
        return text != null && text.strip().matches("[1-9]\\d{0,3}")
                ? Integer.parseInt(text.strip())
                : UNKNOWN_LIMIT;
    }

    /**
     * What a value means, given what it was found to be before: it gets better only when it is
     * inside its bound by the margin.
     */
    public Observation judge(double value, @Nullable Severity before) {
        if (critical != null && outside(critical, value, before == Severity.CRITICAL)) {
            return new Observation.Wrong(Severity.CRITICAL, value, critical.text());
        }
        boolean warned = before == Severity.CRITICAL || before == Severity.WARNING;
        if (warning != null && outside(warning, value, warned)) {
            return new Observation.Wrong(Severity.WARNING, value, warning.text());
        }
        return new Observation.Fine(value);
    }

    private static boolean outside(Range range, double value, boolean before) {
        return before ? !range.holdsClearly(value) : !range.holds(value);
    }
}
