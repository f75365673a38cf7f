package relais.vault.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderStoreTest extends BlobStoreContract {
    @TempDir Path folder;

    @Override
    protected BlobStore open() throws Exception {
        return new FolderStore("folder", folder);
    }

    @Override
    protected void powerCut() {}

    @Test
    void whatADeadProcessLeftIsTakenAwayAfterADay() throws Exception {
        Path old = folder.resolve(Keys.UNFINISHED).resolve("old");
        Path fresh = folder.resolve(Keys.UNFINISHED).resolve("fresh");
        Files.write(old, new byte[10]);
        Files.write(fresh, new byte[10]);
        FileTime now = Files.getLastModifiedTime(fresh);
        Files.setLastModifiedTime(old, FileTime.from(now.toInstant().minus(Duration.ofHours(25))));
        open();
        assertThat(old).doesNotExist();
        assertThat(fresh).exists();
    }

    @Test
    void itSaysHowMuchMoreItCanTake() throws Exception {
        assertThat(open().freeBytes().orElse(0)).isPositive();
    }

    @Test
    void whatVanishesWhileItIsListedIsNoFailure() throws Exception {
        BlobStore store = open();
        for (int i = 0; i < 50; i++) {
            store.write("x/a/" + i, new ByteArrayInputStream(new byte[] {1}), 1);
        }
        List<String> told = new ArrayList<>();
        store.list(
                "x/",
                entry -> {
                    told.add(entry.key());
                    for (int i = 0; i < 50; i++) {
                        folder.resolve("x/a/" + i).toFile().delete();
                    }
                });
        assertThat(told).hasSize(1);
    }
}
