package relais.vault.policy;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import org.jspecify.annotations.Nullable;

/** Reads an object from the first store that gives it, and goes on at the next where one fails. */
final class FallingReader extends InputStream {
    private final Sources sources;
    private final long end;
    private long at;
    private @Nullable InputStream in;
    private @Nullable OpenStore from;
    private @Nullable IOException last;

    FallingReader(Sources sources, Range range) throws IOException {
        this.sources = sources;
        this.at = range.offset();
        this.end = range.length() > Long.MAX_VALUE - at ? Long.MAX_VALUE : at + range.length();
        next();
    }

    record Range(long offset, long length) {}

    private void next() throws IOException {
        for (OpenStore store = sources.next(); store != null; store = sources.next()) {
            try {
                long length = end == Long.MAX_VALUE ? Long.MAX_VALUE : end - at;
                in = store.use(s -> s.read(sources.key(), at, length));
                from = store;
                return;
            } catch (IOException e) {
                fell(store, e);
            }
        }
        IOException why = last;
        if (why != null && !(why instanceof NoSuchFileException)) {
            throw why;
        }
        if (sources.isElsewhere()) {
            throw new IOException("cannot be read from here now: " + sources.key());
        }
        throw why == null ? new NoSuchFileException(sources.key()) : why;
    }

    private void fell(OpenStore store, IOException why) {
        IOException before = last;
        // That a store is away is the better reason than that another never had it.
        if (before == null || before instanceof NoSuchFileException) {
            last = why;
        }
        sources.failed(store, why);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        while (true) {
            InputStream now = in;
            OpenStore store = from;
            if (now == null || store == null) {
                throw new IOException("closed");
            }
            try {
                int count = now.read(into, offset, length);
                if (count < 0 && at < end && endsEarly()) {
                    throw new EOFException(
                            "%s ends early in %s, at %d"
                                    .formatted(sources.key(), store.row().name(), at));
                }
                at += Math.max(0, count);
                return count;
            } catch (EOFException shortened) {
                close();
                fell(store, shortened);
                next();
            } catch (IOException cut) {
                store.failed(cut);
                close();
                fell(store, cut);
                next();
            }
        }
    }

    /** A range may reach beyond the object; where its size is not known, nobody can tell. */
    private boolean endsEarly() {
        long size = sources.size();
        return size != Long.MAX_VALUE && at < size;
    }

    @Override
    public void close() {
        InputStream old = in;
        in = null;
        if (old != null) {
            try {
                old.close();
            } catch (IOException e) {
                // nothing more is wanted of it
            }
        }
    }
}
