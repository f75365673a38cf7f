package relais.vault.backup;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import relais.vault.store.BlobStore;

/** A part of a backup being written. Closing it means that no more comes, not that it is there. */
public final class Part extends OutputStream {
    private final BlobStore.Draft draft;

    Part(BlobStore.Draft draft) {
        this.draft = draft;
    }

    @Override
    public void write(int one) throws IOException {
        write(new byte[] {(byte) one}, 0, 1);
    }

    @Override
    public void write(byte[] from, int offset, int length) throws IOException {
        draft.write(ByteBuffer.wrap(from, offset, length));
    }

    /** On return it is there. */
    public void commit() throws IOException {
        draft.commit();
    }

    /** Leaves nothing behind of what was not committed. */
    public void discard() throws IOException {
        draft.close();
    }
}
