package relais.vault.testing;

import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import relais.vault.store.BlobStore;
import relais.vault.store.Note;

/**
 * Another store as it is, for who changes one thing of it. {@link #write} is not handed on: it goes
 * by {@link #begin}, so that who changes that changes both.
 */
public abstract class PassThrough implements BlobStore {
    private final BlobStore in;

    protected PassThrough(BlobStore in) {
        this.in = in;
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
        in.list(prefix, each);
    }

    @Override
    public void listAll(String prefix, Consumer<Entry> each) throws IOException {
        in.listAll(prefix, each);
    }

    @Override
    public boolean settled(String key) throws IOException {
        return in.settled(key);
    }

    @Override
    public Note found(String key, @Nullable Instant lookAt) throws IOException {
        return in.found(key, lookAt);
    }

    @Override
    public OptionalLong freeBytes() throws IOException {
        return in.freeBytes();
    }

    @Override
    public void close() {
        in.close();
    }
}
