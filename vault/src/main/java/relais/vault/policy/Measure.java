package relais.vault.policy;

import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32C;
import relais.vault.store.BlobStore;

/**
 * What an object is, by its bytes.
 *
 * @param size of them
 * @param crc CRC-32C of them
 */
record Measure(long size, int crc) {
    /** Of an object as it lies in a store. */
    static Measure of(OpenStore store, String key) throws IOException {
        CRC32C crc = new CRC32C();
        long size = 0;
        byte[] piece = new byte[BlobStore.COPIED_AT_ONCE];
        try (InputStream in = store.use(s -> s.read(key, 0, Long.MAX_VALUE))) {
            for (int count = in.read(piece); count >= 0; count = in.read(piece)) {
                crc.update(piece, 0, count);
                size += count;
            }
        }
        return new Measure(size, (int) crc.getValue());
    }
}
