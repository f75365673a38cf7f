package relais.vault.blob;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import relais.platform.db.Database;
import relais.platform.secrets.Secrets;
import relais.platform.testing.SettableClock;
import relais.platform.testing.TestDatabase;
import relais.vault.store.FolderStore;

/** Contents in one folder, and the care of them. */
abstract class CaredFor {
    static final Duration GRACE = Duration.ofDays(1);

    @TempDir Path folder;
    final SettableClock clock = new SettableClock(Instant.parse("2026-11-01T08:00:00Z"));
    Database database;
    FolderStore store;
    Blobs blobs;
    Care care;

    @BeforeEach
    void open() throws IOException {
        store = new FolderStore("local", folder.resolve("store"));
        database = TestDatabase.fresh("vault");
        begin();
    }

    /** A process begins, on what is there now. */
    void begin() throws IOException {
        blobs =
                new Blobs(
                        new Blobs.Setup(
                                database,
                                store,
                                Secrets.open(folder.resolve("vault.key")),
                                clock,
                                hold(),
                                mending()));
        care = blobs.care(GRACE);
    }

    Hold hold() {
        return Hold.NONE;
    }

    Mending mending() {
        return Mending.NONE;
    }

    @AfterEach
    void close() {
        store.close();
        database.close();
    }

    byte[] read(BlobId id) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        blobs.copy(id, 0, Long.MAX_VALUE, out);
        return out.toByteArray();
    }

    /** What the objects in the folder are called. */
    List<String> keys() throws IOException {
        List<String> keys = new ArrayList<>();
        store.list("blob/", entry -> keys.add(entry.key()));
        return keys;
    }
}
