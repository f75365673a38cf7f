package relais.vault.backup;

import java.io.IOException;
import relais.vault.store.BlobStore;
import relais.vault.testing.PassThrough;

/** A store that tells before each object that is taken away, and may be kept from it. */
final class Telling extends PassThrough {
    private final Told told;

    interface Told {
        void before(String key) throws IOException;
    }

    private Telling(BlobStore in, Told told) {
        super(in);
        this.told = told;
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
    public void delete(String key) throws IOException {
        told.before(key);
        super.delete(key);
    }
}
