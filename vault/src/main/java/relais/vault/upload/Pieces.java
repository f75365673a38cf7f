package relais.vault.upload;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import relais.vault.blob.BlobId;
import relais.vault.blob.Blobs;

/** Contents one after another, each opened when it is its turn. */
final class Pieces extends InputStream {
    private final Blobs blobs;
    private final Deque<BlobId> waiting;
    private InputStream open = InputStream.nullInputStream();

    Pieces(Blobs blobs, Collection<BlobId> ids) {
        this.blobs = blobs;
        this.waiting = new ArrayDeque<>(ids);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        int count = open.read(into, offset, length);
        while (count < 0 && !waiting.isEmpty()) {
            open.close();
            open = blobs.open(waiting.removeFirst());
            count = open.read(into, offset, length);
        }
        return count;
    }

    @Override
    public void close() throws IOException {
        open.close();
    }
}
