package relais.vault.store;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class FolderStoreTest extends BlobStoreContract {
    @TempDir Path folder;

    @Override
    protected BlobStore open() throws Exception {
        return new FolderStore("folder", folder);
    }

    @Override
    protected void powerCut() {}
}
