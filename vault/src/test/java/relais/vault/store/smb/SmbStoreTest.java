package relais.vault.store.smb;

import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import relais.vault.store.BlobStore;
import relais.vault.store.BlobStoreContract;
import relais.vault.testing.Samba;

class SmbStoreTest extends BlobStoreContract {
    @TempDir static Path folder;
    private static Samba samba;

    private final String inside = UUID.randomUUID().toString();

    @BeforeAll
    static void start() throws Exception {
        samba = new Samba(folder);
    }

    @AfterAll
    static void stop() throws Exception {
        if (samba != null) {
            samba.close();
        }
    }

    @Override
    protected BlobStore open() {
        return new SmbStore("share", samba.address(inside + "/keep"));
    }

    @Override
    protected void powerCut() throws Exception {
        samba.kill();
        samba.startAgain();
    }
}
