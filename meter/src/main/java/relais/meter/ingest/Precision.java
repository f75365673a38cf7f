package relais.meter.ingest;

import java.util.Locale;
import java.util.Optional;

/** What the times of Influx lines count. */
public enum Precision {
    NS(1, 1_000_000),
    US(1, 1_000),
    MS(1, 1),
    S(1_000, 1),
    M(60_000, 1),
    H(3_600_000, 1);

    /** The year 33,658 in milliseconds; what is beyond is a mistake in the unit. */
    private static final long MOST = 1_000_000_000_000_000L;

    private final long times;
    private final long parts;

    Precision(long times, long parts) {
        this.times = times;
        this.parts = parts;
    }

    /** By Influx' words; nanoseconds where none is said. */
    public static Optional<Precision> of(String word) {
        return switch (word.toLowerCase(Locale.ROOT)) {
            case "", "n", "ns" -> Optional.of(NS);
            case "u", "us", "µ" -> Optional.of(US);
            case "ms" -> Optional.of(MS);
            case "s" -> Optional.of(S);
            case "m" -> Optional.of(M);
            case "h" -> Optional.of(H);
            default -> Optional.empty();
        };
    }

    long millis(long units) {
        if (Math.abs(units / parts) > MOST / times) {
            throw new IllegalArgumentException("a time beyond all times: is the precision right?");
        }
        return Math.floorDiv(units, parts) * times;
    }
}
