package relais.vault.backup;

import java.io.IOException;
import java.io.InputStream;
import java.util.OptionalLong;
import java.util.function.Consumer;
import relais.vault.store.BlobStore;

/** A store that tells before each object that is taken away, and may be kept from it. */
record Telling(BlobStore in, Told told) implements BlobStore {
    interface Told {
        void before(String key) throws IOException;
    }

    /** Both halves of a place. */
    static Place place(Place of, Told told) {
        return new Place(
                new Telling(of.objects(), told),
                new Telling(of.backups(), told),
                of.toString(),
                null);
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
        told.before(key);
        in.delete(key);
    }

    @Override
    public void list(String prefix, Consumer<Entry> each) throws IOException {
        in.list(prefix, each);
    }

    @Override
    public void close() {
        in.close();
    }
}
