package relais.meter.host;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A machine that is watched.
 *
 * @param name the label {@code host} of its series; never changes
 * @param title what people call it
 * @param seenAt its last push, on our clock; null before the first
 */
public record Host(
        long id,
        String name,
        String title,
        Instant pairedAt,
        @Nullable Instant revokedAt,
        @Nullable Instant seenAt) {}
