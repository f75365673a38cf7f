package relais.vault.store.s3;

import java.nio.file.Path;
import java.util.Properties;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import relais.vault.store.BlobStore;
import relais.vault.store.BlobStoreContract;
import relais.vault.testing.S3Service;

class S3StoreTest extends BlobStoreContract {
    @TempDir static Path folder;
    private static S3Service service;

    private final String inside = UUID.randomUUID().toString();

    @BeforeAll
    static void start() throws Exception {
        service = new S3Service(folder, new Properties());
    }

    @AfterAll
    static void stop() throws Exception {
        service.close();
    }

    @Override
    protected BlobStore open() {
        return new S3Store("bucket", service.bucket(inside));
    }

    @Override
    protected void powerCut() throws Exception {
        service.stop();
        service.startAgain();
    }
}
