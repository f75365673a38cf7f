package relais.meter.picture;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import relais.meter.host.Sight;

/**
 * A picture that is shown to whoever has its address. The address itself is not kept.
 *
 * @param path of the picture, with its query
 * @param title of what it shows, as it was called when it was made
 * @param madeBy user
 * @param maker the user's name then
 * @param sight the maker's when it was made: nothing else is shown
 */
public record Link(
        long id,
        String path,
        String title,
        long madeBy,
        String maker,
        Sight sight,
        Instant madeAt,
        Instant expiresAt,
        @Nullable Instant usedAt) {}
