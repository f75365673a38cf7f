package relais.vault.moving.share;

import java.io.FilterInputStream;
import java.io.IOException;

/** A file's content that is only whole if the file was left alone while it was read. */
final class SteadyContent extends FilterInputStream {
    private final Source source;
    private final Found before;

    /** Somebody wrote to the file meanwhile; it is read again in the next round. */
    static final class Changed extends IOException {
        private static final long serialVersionUID = 1;

        Changed() {
            super("changed while it was read");
        }
    }

    SteadyContent(Source source, Found before) throws IOException {
        super(source.open(before.path()));
        this.source = source;
        this.before = before;
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
