package relais.vault.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
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
}
