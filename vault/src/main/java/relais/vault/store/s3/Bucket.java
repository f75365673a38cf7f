package relais.vault.store.s3;

import java.net.URI;

/**
 * Where a bucket is and who we are there.
 *
 * @param folder put before every key, parts joined by {@code /}; empty for none
 * @param region what the service expects to be signed; many take any
 * @param pathStyle whether the bucket's name is in the path, not in the host's name
 * @param checksums whether the SDK's own checksums (CRC32) are sent always; many services that are
 *     not Amazon's refuse them. A Content-MD5 is sent in any case.
 */
public record Bucket(
        URI endpoint,
        String region,
        String bucket,
        String folder,
        String keyId,
        String secret,
        boolean pathStyle,
        boolean checksums) {
    @Override
    public String toString() {
        return endpoint + " " + bucket + (folder.isEmpty() ? "" : "/" + folder);
    }
}
