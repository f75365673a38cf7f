package relais.vault.blob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import relais.platform.db.Database;
import relais.platform.secrets.Secrets;
import relais.platform.testing.TestDatabase;
import relais.vault.store.FolderStore;

/** A new master key rewrites a few small objects, never a content. */
class KeyRotationTest {
    @TempDir Path folder;

    @Test
    void afterANewMasterKeyTheOldOneIsNotNeededAnyMore() throws IOException {
        Path file = folder.resolve("vault.key");
        byte[] content = BlobsTest.noise(new Random(1), 400_000);
        try (Database database = TestDatabase.fresh("vault");
                FolderStore store = new FolderStore("local", folder.resolve("store"))) {
            BlobId id = blobs(database, store, file).keep(new ByteArrayInputStream(content)).id();
            long objects = modified("blob");
            String old = Files.readString(file);
            String next = "0000beef " + Base64.getEncoder().encodeToString(new byte[32]) + "\n";
            Files.writeString(file, old + next);
            assertThat(blobs(database, store, file).open(id).readAllBytes()).isEqualTo(content);
            try (Stream<Path> keys = Files.list(folder.resolve("store/key"))) {
                assertThat(keys).allMatch(key -> key.toString().endsWith(".0000beef"));
            }
            Files.writeString(file, next);
            Blobs renewed = blobs(database, store, file);
            assertThat(renewed.open(id).readAllBytes()).isEqualTo(content);
            assertThat(modified("blob")).isEqualTo(objects);
            BlobId small = renewed.keep(new ByteArrayInputStream(new byte[10])).id();
            try (Database lost = TestDatabase.fresh("vault")) {
                Blobs again = blobs(lost, store, file);
                again.care(Care.GRACE).rebuild();
                assertThat(again.open(id).readAllBytes()).isEqualTo(content);
                assertThat(again.open(small).readAllBytes()).hasSize(10);
            }
            Files.writeString(file, "0000cafe " + "A".repeat(43) + "=\n");
            assertThatThrownBy(() -> blobs(database, store, file))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("master key");
        }
    }

    @Test
    void processesThatStartTogetherAgreeOnOneKey() throws Exception {
        Path file = folder.resolve("vault.key");
        Secrets.open(file);
        try (Database database = TestDatabase.fresh("vault");
                FolderStore store = new FolderStore("local", folder.resolve("store"));
                ExecutorService starting = Executors.newFixedThreadPool(4)) {
            List<Future<Blobs>> all = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                all.add(starting.submit(() -> blobs(database, store, file)));
            }
            BlobId id = all.get(0).get().keep(new ByteArrayInputStream(new byte[9])).id();
            for (Future<Blobs> one : all) {
                assertThat(one.get().open(id).readAllBytes()).hasSize(9);
            }
            assertThat(
                            database.<Integer, RuntimeException>with(
                                    h ->
                                            h.createQuery("SELECT count(*) FROM vault_key")
                                                    .mapTo(Integer.class)
                                                    .one()))
                    .isEqualTo(1);
        }
    }

    @Test
    void aWrappingKeyDamagedInTheStoreOrTheDatabaseComesFromTheOther() throws IOException {
        Path file = folder.resolve("vault.key");
        byte[] content = BlobsTest.noise(new Random(1), 1000);
        try (Database database = TestDatabase.fresh("vault");
                FolderStore store = new FolderStore("local", folder.resolve("store"))) {
            BlobId id = blobs(database, store, file).keep(new ByteArrayInputStream(content)).id();
            database.useTransaction(tx -> tx.execute("UPDATE vault_key SET sealed = '\\x0102'"));
            assertThat(blobs(database, store, file).open(id).readAllBytes()).isEqualTo(content);
            try (Stream<Path> keys = Files.list(folder.resolve("store/key"))) {
                Files.write(keys.findFirst().orElseThrow(), new byte[5]);
            }
            assertThat(blobs(database, store, file).open(id).readAllBytes()).isEqualTo(content);
            try (Stream<Path> keys = Files.list(folder.resolve("store/key"))) {
                Path key = keys.findFirst().orElseThrow();
                Files.delete(key);
                Files.createSymbolicLink(key, Path.of("/proc/self/mem")); // EIO at its first byte
            }
            assertThat(blobs(database, store, file).open(id).readAllBytes()).isEqualTo(content);
        }
    }

    private static Blobs blobs(Database database, FolderStore store, Path file) throws IOException {
        return new Blobs(
                new Blobs.Setup(
                        database,
                        store,
                        Secrets.open(file),
                        InstantSource.system(),
                        Hold.NONE,
                        Mending.NONE));
    }

    private long modified(String below) throws IOException {
        try (Stream<Path> files = Files.walk(folder.resolve("store").resolve(below))) {
            return files.filter(Files::isRegularFile)
                    .mapToLong(path -> path.toFile().lastModified())
                    .sum();
        }
    }
}
