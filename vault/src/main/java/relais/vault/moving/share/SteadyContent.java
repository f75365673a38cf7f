package relais.vault.moving.share;

import java.io.FilterInputStream;
import java.io.IOException;

/** A file's content that is only whole if the file was left alone while it was read. */
public final class SteadyContent extends FilterInputStream {
    private final Source source;
    private final Found before;
    private final boolean lent;

    /** Somebody wrote to the file meanwhile; it is read again in the next round. */
    static final class Changed extends IOException {
        private static final long serialVersionUID = 1;

        Changed() {
            super("changed while it was read");
        }
    }

    SteadyContent(Source source, Found before) throws IOException {
        this(source, before, false);
    }

    private SteadyContent(Source source, Found before, boolean lent) throws IOException {
        super(source.open(before.path()));
        this.source = source;
        this.before = before;
        this.lent = lent;
    }

    /** One of several of the same share, which its caller closes. */
    public static SteadyContent oneOf(Source source, Found now) throws IOException {
        return new SteadyContent(source, now, false);
    }

    /** One that closes the share with it. */
    public static SteadyContent lent(Source source, Found now) throws IOException {
        return new SteadyContent(source, now, true);
    }

    @Override
    public void close() throws IOException {
        try {
            super.close();
        } finally {
            if (lent) {
                source.close();
            }
        }
    }

    @Override
    public int read() throws IOException {
        return ended(super.read());
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        return ended(super.read(into, offset, length));
    }

    private int ended(int read) throws IOException {
        if (read < 0) {
            Found after = source.look(before.path());
            if (after.size() != before.size() || !after.changed().equals(before.changed())) {
                throw new Changed();
            }
        }
        return read;
    }
}
