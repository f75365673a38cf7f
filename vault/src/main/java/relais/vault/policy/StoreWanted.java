package relais.vault.policy;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A store as somebody wants it.
 *
 * @param secret password of a share, secret of a bucket's key; absent in a change: as it was
 */
public record StoreWanted(
        String name,
        StoreKind kind,
        StoreSettings settings,
        @Nullable String secret,
        @Nullable Prices prices) {
    /** A folder of this machine, which costs nothing. */
    public static StoreWanted folder(String name, Path folder) {
        return new StoreWanted(
                name, StoreKind.FOLDER, StoreSettings.folder(folder.toString()), null, null);
    }

    @Override
    public String toString() {
        return "StoreWanted[" + name + "]";
    }
}
