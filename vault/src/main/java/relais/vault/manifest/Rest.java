package relais.vault.manifest;

import java.time.Duration;
import java.time.Instant;

/**
 * How long a manifest is not written again. What keeps changing is written less and less often, so
 * that a busy day leaves hundreds of manifests and not tens of thousands; after a quiet while the
 * next change is told at once.
 *
 * @param until the end of it
 */
record Rest(Duration length, Instant until) {
    private static final Duration LEAST = Duration.ofSeconds(2);

    /** What a short manifest may be behind, at most. */
    private static final Duration MOST_OF_SHORT = Duration.ofMinutes(1);

    private static final Duration MOST = Duration.ofMinutes(5);

    /** Bytes of lines for which a manifest rests a second: who changes much of it waits for all. */
    private static final long BYTES_A_SECOND = 200_000;

    /**
     * The next one.
     *
     * @param bytes of the lines that were written
     */
    Rest after(Instant now, long bytes) {
        boolean busy = now.isBefore(until.plus(length));
        Duration longer = busy ? least(length.multipliedBy(2), MOST_OF_SHORT) : LEAST;
        Duration large = least(Duration.ofSeconds(bytes / BYTES_A_SECOND), MOST);
        Duration rest = longer.compareTo(LEAST) < 0 ? LEAST : longer;
        rest = rest.compareTo(large) < 0 ? large : rest;
        return new Rest(rest, now.plus(rest));
    }

    private static Duration least(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
