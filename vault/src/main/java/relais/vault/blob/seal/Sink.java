package relais.vault.blob.seal;

import java.io.IOException;
import java.nio.ByteBuffer;

/** An object being written. */
@FunctionalInterface
public interface Sink {
    /** Takes all that remains in the buffer. */
    void write(ByteBuffer bytes) throws IOException;
}
