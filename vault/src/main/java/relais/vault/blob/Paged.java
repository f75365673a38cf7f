package relais.vault.blob;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;

/** A content as a stream: a page at a time, each verified before a byte of it is given. */
final class Paged extends InputStream {
    private final Reading reading;
    private final BlobId id;
    private final long size;
    private final int most;
    private byte[] page = new byte[0];
    private int at;
    private long position;

    Paged(Reading reading, BlobId id, long size, int most) {
        this.reading = reading;
        this.id = id;
        this.size = size;
        this.most = most;
    }

    @Override
    public int read() throws IOException {
        return fill() ? page[at++] & 0xff : -1;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (!fill()) {
            return -1;
        }
        int count = Math.min(length, page.length - at);
        System.arraycopy(page, at, into, offset, count);
        at += count;
        return count;
    }

    @Override
    public long skip(long count) {
        long left = page.length - at;
        long skipped = Math.clamp(count, 0, left + size - position);
        if (skipped <= left) {
            at += (int) skipped;
        } else {
            position += skipped - left;
            at = page.length;
        }
        return skipped;
    }

    @Override
    public int available() {
        return page.length - at;
    }

    private boolean fill() throws IOException {
        if (at == page.length && position < size) {
            int wanted = (int) Math.min(most - position % most, size - position);
            ByteArrayOutputStream bytes = new ByteArrayOutputStream(wanted);
            reading.copy(id, position, wanted, bytes);
            page = bytes.toByteArray();
            position += page.length;
            at = 0;
        }
        return at < page.length;
    }
}
