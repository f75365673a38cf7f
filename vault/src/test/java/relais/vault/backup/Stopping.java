package relais.vault.backup;

import java.io.IOException;
import java.io.InputStream;
import java.util.function.Consumer;
import relais.vault.store.BlobStore;
import relais.vault.testing.PassThrough;

/** A store in which something else may happen before and after each listing and each mark. */
final class Stopping extends PassThrough {
    private final Step before;
    private final Step after;

    interface Step {
        void done(String what) throws IOException;
    }

    private Stopping(BlobStore in, Step before, Step after) {
        super(in);
        this.before = before;
        this.after = after;
    }

    /** The half of a place in which backups are. */
    static Place place(Place of, Step before, Step after) {
        return new Place(
                of.objects(), new Stopping(of.backups(), before, after), of.toString(), null);
    }

    @Override
    public void write(String key, InputStream content, long size) throws IOException {
        before.done(key);
        super.write(key, content, size);
        after.done(key);
    }

    @Override
    public void list(String prefix, Consumer<Entry> each) throws IOException {
        before.done("list");
        super.list(prefix, each);
        after.done("list");
    }
}
