package relais.vault.policy;

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
    @Override
    public String toString() {
        return "StoreWanted[" + name + "]";
    }
}
