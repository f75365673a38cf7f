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
 * @param checked how long ago that was, of all that is in it
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
        Checked checked,
        boolean hasSecret,
        Prices prices) {

    /** Copies by when they were last found equal: each is counted once, in the first that fits. */
    public record Checked(long day, long week, long month, long before, long never) {
        static final Checked NOTHING = new Checked(0, 0, 0, 0, 0);
    }
}
