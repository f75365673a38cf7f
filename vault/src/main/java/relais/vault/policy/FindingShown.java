package relais.vault.policy;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A finding as it is shown.
 *
 * @param kind unknown (in the store, not in the database), missing, wrong-size, damaged,
 *     many-missing (too many to be repaired unasked)
 * @param state suspected, open, repaired, done
 */
public record FindingShown(
        long id,
        long storeId,
        String store,
        String key,
        String kind,
        @Nullable Long size,
        String state,
        Instant foundAt,
        Instant seenAt) {}
