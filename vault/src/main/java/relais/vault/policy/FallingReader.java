package relais.vault.policy;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.util.Iterator;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Reads an object from the first store that gives it, and goes on at the next where one fails. */
final class FallingReader extends InputStream {
    private final String key;
    private final Iterator<OpenStore> stores;
    private final BiConsumer<OpenStore, IOException> failed;
    private final long end;
    private long at;
    private @Nullable InputStream in;
    private @Nullable OpenStore from;
    private @Nullable IOException last;

    /**
     * @param size the object's; Long.MAX_VALUE where nobody knows
     * @param failed told of a store that did not give what it should have
     */
    FallingReader(
            String key,
            List<OpenStore> stores,
            Range range,
            long size,
            BiConsumer<OpenStore, IOException> failed)
            throws IOException {
        this.key = key;
        this.stores = stores.iterator();
        this.failed = failed;
        this.at = Math.min(range.offset(), size);
        this.end = range.length() > size - at ? size : at + range.length();
        next();
    }

    record Range(long offset, long length) {}

    private void next() throws IOException {
        while (stores.hasNext()) {
            OpenStore store = stores.next();
            try {
                long length = end == Long.MAX_VALUE ? Long.MAX_VALUE : end - at;
                in = store.use(s -> s.read(key, at, length));
                from = store;
                return;
            } catch (IOException e) {
                fell(store, e);
            }
        }
        IOException why = last;
        throw why == null ? new NoSuchFileException(key) : why;
    }

    private void fell(OpenStore store, IOException why) {
        IOException before = last;
        // That a store is away is the better reason than that another never had it.
        if (before == null || before instanceof NoSuchFileException) {
            last = why;
        }
        failed.accept(store, why);
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
                if (count < 0 && end != Long.MAX_VALUE && at < end) {
                    throw new EOFException("ended %d bytes early".formatted(end - at));
                }
                at += Math.max(0, count);
                return count;
            } catch (IOException cut) {
                store.failed(cut);
                close();
                fell(store, cut);
                next();
            }
        }
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
