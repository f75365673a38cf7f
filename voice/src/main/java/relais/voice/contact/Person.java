package relais.voice.contact;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Someone we can write to, as one caller sees them.
 *
 * @param address as {@link Sight#shown}
 * @param language BCP 47 primary tag; none: the poll's default
 * @param place first-level division
 * @param groups ids of the groups the caller may see
 * @param stoppedAt since when nothing is sent to them, because they asked
 */
public record Person(
        long id,
        @Nullable String name,
        String address,
        @Nullable String language,
        @Nullable String place,
        List<Long> groups,
        Map<String, String> fields,
        @Nullable Instant stoppedAt,
        Instant createdAt) {}
