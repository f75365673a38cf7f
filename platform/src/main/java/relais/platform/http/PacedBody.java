package relais.platform.http;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;

/**
 * A request's body that may be neither too long nor too slow: a client that sends a byte now and
 * then would otherwise hold its request for ever, since the idle timeout never strikes.
 */
final class PacedBody extends FilterInputStream {
    private final long mostBytes;
    private final long freeNanos;
    private final int bytesPerSecond;
    private final long start = System.nanoTime();
    private long read;

    /**
     * @param free how long it may take whatever its size
     * @param bytesPerSecond what it must keep up after that; 0: it must be whole by then
     */
    PacedBody(InputStream in, long mostBytes, Duration free, int bytesPerSecond) {
        super(in);
        this.mostBytes = mostBytes;
        this.freeNanos = free.toNanos();
        this.bytesPerSecond = bytesPerSecond;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        int count = super.read(into, offset, length);
        if (count > 0) {
            read += count;
            checkSize();
            checkPace();
        }
        return count;
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    @Override
    public long skip(long count) throws IOException {
        return readNBytes((int) Math.min(count, 8192)).length;
    }

    private void checkSize() {
        if (read > mostBytes) {
            throw new Refusal(
                    413, "body-too-large", "the body is larger than " + mostBytes + " bytes");
        }
    }

    private void checkPace() {
        long late = System.nanoTime() - start - freeNanos;
        if (late > 0 && read < late / 1_000_000_000.0 * bytesPerSecond
                || late > 0 && bytesPerSecond == 0) {
            throw new Refusal(408, "body-too-slow", "the body arrived too slowly");
        }
    }
}
