package relais.vault.policy;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A store as it is shown; its secret never is.
 *
 * @param state new, up, full (takes no more), away, wrong (another store answers there), elsewhere
 *     (in the home of another process)
 * @param own whether it is the folder in this process's home
 * @param blobs objects in it
 * @param waiting copies that it is still to get
 * @param leaving copies that are still to be deleted there
 * @param lastVerified when a copy of it was last read again and found equal
 */
public record StoreShown(
        long id,
        String name,
        StoreKind kind,
        StoreSettings settings,
        boolean own,
        String state,
        String detail,
        @Nullable Instant since,
        long blobs,
        long bytes,
        @Nullable Long freeBytes,
        long waiting,
        long leaving,
        @Nullable Instant lastVerified,
        boolean hasSecret,
        Prices prices) {}
