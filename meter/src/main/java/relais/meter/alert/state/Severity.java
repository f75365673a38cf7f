package relais.meter.alert.state;

import java.util.Locale;
import java.util.Optional;

/** How bad it is. Compared by {@link #rank}: missing data is as bad as critical. */
public enum Severity {
    /** The value cannot be told. */
    UNKNOWN(1),
    WARNING(2),
    CRITICAL(3),
    /** A host or a graph says nothing any more. */
    MISSING(3);

    private final int rank;

    Severity(int rank) {
        this.rank = rank;
    }

    public int rank() {
        return rank;
    }

    /** As in the API. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<Severity> of(String code) {
        for (Severity each : values()) {
            if (each.code().equals(code)) {
                return Optional.of(each);
            }
        }
        return Optional.empty();
    }
}
