package relais.vault.store;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;

/** A stream over a line that may be cut: it goes on where it was, a bounded number of times. */
public final class Resumed extends InputStream {
    private final Source source;
    private final int most;
    private InputStream in;
    private long at;
    private int resumed;

    /** Opens the same bytes from {@code offset} on. */
    @FunctionalInterface
    public interface Source {
        InputStream open(long offset, long length) throws IOException;
    }

    private final long end;

    /**
     * @param most how often it is opened again; cuts that got on in between count too
     */
    public Resumed(Source source, long offset, long length, int most) throws IOException {
        this.source = source;
        this.most = most;
        this.at = offset;
        this.end = length > Long.MAX_VALUE - offset ? Long.MAX_VALUE : offset + length;
        this.in = source.open(offset, length);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        while (true) {
            try {
                int count = in.read(into, offset, length);
                at += Math.max(0, count);
                return count;
            } catch (NoSuchFileException gone) {
                throw gone;
            } catch (IOException cut) {
                again(cut);
            }
        }
    }

    private void again(IOException cut) throws IOException {
        if (++resumed > most) {
            throw cut;
        }
        closeQuietly();
        try {
            in = source.open(at, end == Long.MAX_VALUE ? Long.MAX_VALUE : end - at);
        } catch (IOException e) {
            e.addSuppressed(cut);
            throw e;
        }
    }

    private void closeQuietly() {
        try {
            in.close();
        } catch (IOException cut) {
            // the line is gone, and with it what was to be closed
        }
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
