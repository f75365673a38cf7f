package relais.vault.blob;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What can be said of a content.
 *
 * @param size in bytes
 * @param keptAt last brought in or released
 * @param verifiedAt when the last of its pieces was last read and found right; null where one of
 *     them never was
 * @param damaged whether one of its pieces is wrong, and not mended yet
 * @param objects the keys in the stores of all in which it lies
 */
public record Facts(
        BlobId id,
        long size,
        Instant keptAt,
        @Nullable Instant verifiedAt,
        boolean damaged,
        List<String> objects) {
    public Facts {
        objects = List.copyOf(objects);
    }
}
