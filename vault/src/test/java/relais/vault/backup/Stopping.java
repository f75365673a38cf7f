package relais.vault.backup;

import java.io.IOException;
import java.io.InputStream;
import java.util.OptionalLong;
import java.util.function.Consumer;
import relais.vault.store.BlobStore;

/** A store in which something else may happen before and after each listing and each mark. */
record Stopping(BlobStore in, Step before, Step after) implements BlobStore {
    interface Step {
        void done(String what) throws IOException;
    }

    /** The half of a place in which backups are. */
    static Place place(Place of, Step before, Step after) {
        return new Place(
                of.objects(), new Stopping(of.backups(), before, after), of.toString(), null);
    }

    @Override
    public String name() {
        return in.name();
    }

    @Override
    public Draft begin(String key) throws IOException {
        return in.begin(key);
    }

    @Override
    public void write(String key, InputStream content, long size) throws IOException {
        before.done(key);
        in.write(key, content, size);
        after.done(key);
    }

    @Override
    public InputStream read(String key, long offset, long length) throws IOException {
        return in.read(key, offset, length);
    }

    @Override
    public OptionalLong size(String key) throws IOException {
        return in.size(key);
    }

    @Override
    public void delete(String key) throws IOException {
        in.delete(key);
    }

    @Override
    public void list(String prefix, Consumer<Entry> each) throws IOException {
        before.done("list");
        in.list(prefix, each);
        after.done("list");
    }

    @Override
    public void close() {
        in.close();
    }
}
