package relais.vault.blob;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import relais.platform.db.Database;
import relais.platform.testing.TestDatabase;
import relais.vault.store.FolderStore;

/** A real full disk: a small tmpfs, where this user may mount one. */
class FullDiskTest {
    @TempDir Path folder;

    @Test
    void aFullDiskIsAnErrorThatLeavesNothingAndKeepsWhatWasThere() throws Exception {
        Assumptions.assumeTrue(
                run("mount", "-t", "tmpfs", "-o", "size=6m", "tmpfs", folder.toString()),
                "may not mount a tmpfs here");
        try (Database database = TestDatabase.fresh("vault");
                FolderStore store = new FolderStore("local", folder.resolve("store"))) {
            Blobs blobs =
                    new Blobs(database, store, folder.resolve("room"), InstantSource.system());
            Map<BlobId, byte[]> kept = new HashMap<>();
            int refused = 0;
            for (int i = 0; i < 60; i++) {
                byte[] content = BlobsTest.noise(new Random(i), i % 3 == 0 ? 900_000 : 40_000);
                try {
                    kept.put(blobs.keep(new ByteArrayInputStream(content)).id(), content);
                } catch (IOException full) {
                    refused++;
                }
            }
            assertThat(kept).hasSizeGreaterThan(5);
            assertThat(refused).isGreaterThan(5);
            try (Stream<Path> left = Files.list(folder.resolve("store/unfinished"))) {
                assertThat(left).isEmpty();
            }
            for (Map.Entry<BlobId, byte[]> content : kept.entrySet()) {
                assertThat(blobs.open(content.getKey()).readAllBytes())
                        .isEqualTo(content.getValue());
            }
        } finally {
            assertThat(run("umount", folder.toString())).isTrue();
        }
    }

    private static boolean run(String... command) throws Exception {
        try {
            return new ProcessBuilder(command)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException missing) {
            return false;
        }
    }
}
