package relais.vault.blob.seal;

import java.io.IOException;
import java.io.InputStream;

/** An object to read from. */
@FunctionalInterface
public interface Source {
    /** Bytes from {@code offset} on, at most {@code length} of them. */
    InputStream read(long offset, long length) throws IOException;

    /** Exactly so many bytes; fewer are damage. */
    default byte[] exactly(long offset, int length) throws IOException {
        try (InputStream in = read(offset, length)) {
            byte[] bytes = in.readNBytes(length);
            if (bytes.length < length) {
                throw new DamagedEntry("the object ends at " + (offset + bytes.length));
            }
            return bytes;
        }
    }
}
