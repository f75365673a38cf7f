package relais.meter.promql.value;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One condition of a selector on one label. A missing label counts as the empty text. */
public final class Matcher {
    /** How the label's value is compared. */
    public enum Kind {
        EQUAL("="),
        NOT_EQUAL("!="),
        LIKE("=~"),
        NOT_LIKE("!~");

        private final String sign;

        Kind(String sign) {
            this.sign = sign;
        }

        public String sign() {
            return sign;
        }
    }

    private final String label;
    private final Kind kind;
    private final String value;
    private final @Nullable LabelPattern pattern;

    /**
     * @throws QueryException if the pattern of a LIKE or NOT_LIKE is not a valid expression
     */
    public Matcher(String label, Kind kind, String value) {
        this.label = label;
        this.kind = kind;
        this.value = value;
        boolean like = kind == Kind.LIKE || kind == Kind.NOT_LIKE;
        this.pattern = like ? new LabelPattern(value) : null;
    }

    public static Matcher equal(String label, String value) {
        return new Matcher(label, Kind.EQUAL, value);
    }

    public String label() {
        return label;
    }

    public Kind kind() {
        return kind;
    }

    public String value() {
        return value;
    }

    public boolean matches(String text) {
        if (pattern != null) {
            return pattern.matches(text) == (kind == Kind.LIKE);
        }
        return value.equals(text) == (kind == Kind.EQUAL);
    }

    public boolean matches(Labels labels) {
        return matches(labels.get(label));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Matcher m
                && m.label.equals(label)
                && m.kind == kind
                && m.value.equals(value);
    }

    @Override
    public int hashCode() {
        return Objects.hash(label, kind, value);
    }

    @Override
    public String toString() {
        return label + kind.sign() + Quoted.text(value);
    }
}
