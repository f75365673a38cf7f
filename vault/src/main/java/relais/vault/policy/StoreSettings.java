package relais.vault.policy;

import org.jspecify.annotations.Nullable;

/**
 * Where a store is and who we are there, without its secret. What its kind does not use is absent.
 *
 * @param folder a folder: its absolute path, absent for the one in the home; a share or a bucket:
 *     the folder inside, absent for none
 * @param user of a share: the account; of a bucket: the key's id
 * @param encrypt whether a line to a share must be encrypted
 * @param pathStyle whether the bucket's name goes into the path (the default)
 * @param checksums whether the SDK's checksums are sent always (not by default)
 */
public record StoreSettings(
        @Nullable String folder,
        @Nullable String host,
        @Nullable Integer port,
        @Nullable String share,
        @Nullable String domain,
        @Nullable String user,
        @Nullable Boolean encrypt,
        @Nullable String endpoint,
        @Nullable String region,
        @Nullable String bucket,
        @Nullable Boolean pathStyle,
        @Nullable Boolean checksums) {

    static StoreSettings folder(String path) {
        return new StoreSettings(
                path, null, null, null, null, null, null, null, null, null, null, null);
    }

    /** The folder in the home of the process that made it. */
    static final StoreSettings OWN =
            new StoreSettings(
                    null, null, null, null, null, null, null, null, null, null, null, null);
}
