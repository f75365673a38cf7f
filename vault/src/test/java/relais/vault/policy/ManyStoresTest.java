package relais.vault.policy;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import relais.vault.store.BlobStore;
import relais.vault.store.BlobStoreContract;

/** Many stores are one to who uses them. */
class ManyStoresTest extends BlobStoreContract {
    @TempDir Path folder;
    private @Nullable Keeping at;

    @Override
    protected BlobStore open() throws Exception {
        if (at == null) {
            at = new Keeping(folder, Long.MAX_VALUE);
            long bucket = at.addBucket();
            at.rules(new Rule("all", 0, 0, 2, 2, java.util.List.of(at.own(), bucket)));
        } else {
            at.keeping.close();
            at.keeping = at.open();
        }
        return at.keeping.all();
    }

    @Override
    protected void powerCut() {}

    /** Not a test here: each of its stores does so in a suite of its own. */
    @Override
    protected void anObjectBeyondFourGigabytesIsReadOnBothSidesOfTheBorder() {}

    @AfterEach
    void close() throws Exception {
        at.close();
    }
}
