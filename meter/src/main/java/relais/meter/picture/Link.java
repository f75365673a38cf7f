package relais.meter.picture;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A picture that is shown to whoever has its address. The address itself is not kept.
 *
 * @param path of the picture, with its query
 * @param madeBy user
 */
public record Link(
        long id,
        String path,
        long madeBy,
        Instant madeAt,
        Instant expiresAt,
        @Nullable Instant usedAt) {}
