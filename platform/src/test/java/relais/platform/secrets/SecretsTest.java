package relais.platform.secrets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretsTest {
    @TempDir Path folder;
    private Path file;

    @BeforeEach
    void name() {
        file = folder.resolve("secrets.key");
    }

    @Test
    void whatIsSealedOpensAgainAfterARestart() throws Exception {
        Sealed sealed = Secrets.open(file).seal("pässword", "channel:3");
        assertThat(Secrets.open(file).openText(Sealed.of(sealed.text()), "channel:3"))
                .isEqualTo("pässword");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(folder).isDirectoryNotContaining("glob:**.part");
    }

    @Test
    void itOpensForItsOwnPlaceAlone() {
        Secrets secrets = Secrets.open(file);
        Sealed sealed = secrets.seal("password", "channel:3");
        assertThatThrownBy(() -> secrets.open(sealed, "channel:4"))
                .hasMessage("the secret of channel:4 was changed");
    }

    @Test
    void everyFlippedBitAndEveryCutIsNoticed() {
        Secrets secrets = Secrets.open(file);
        byte[] sealed = secrets.seal("password", "c").bytes();
        for (int i = 0; i < sealed.length * 8; i++) {
            byte[] changed = sealed.clone();
            changed[i / 8] ^= (byte) (1 << (i % 8));
            assertThatThrownBy(() -> secrets.open(new Sealed(changed), "c"))
                    .isInstanceOf(IllegalStateException.class);
        }
        for (int i = 0; i < sealed.length; i++) {
            byte[] cut = java.util.Arrays.copyOf(sealed, i);
            assertThatThrownBy(() -> secrets.open(new Sealed(cut), "c"))
                    .isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void aNewKeySealsAndTheOldOneStillOpens() throws Exception {
        Secrets before = Secrets.open(file);
        Sealed old = before.seal("password", "c");
        Path other = folder.resolve("other.key");
        Secrets.open(other);
        Files.writeString(file, Files.readString(file) + Files.readString(other));
        Secrets after = Secrets.open(file);
        assertThat(after.openText(old, "c")).isEqualTo("password");
        assertThat(after.isOld(old)).isTrue();
        Sealed fresh = after.seal("password", "c");
        assertThat(after.isOld(fresh)).isFalse();
        assertThatThrownBy(() -> before.open(fresh, "c"))
                .hasMessageContaining("not in the key file");
    }

    @Test
    void aFileThatOthersCanReadOrThatIsDamagedIsRefusedWithoutShowingIt() throws Exception {
        Secrets.open(file);
        String key = Files.readString(file);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        assertThatThrownBy(() -> Secrets.open(file)).hasMessageContaining("chmod 600");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        Files.writeString(file, key.substring(0, 30));
        assertThatThrownBy(() -> Secrets.open(file))
                .hasMessageContaining("damaged")
                .hasNoCause()
                .hasMessageNotContaining(key.substring(0, 20));
        Files.writeString(file, "");
        assertThatThrownBy(() -> Secrets.open(file)).hasMessageContaining("empty");
    }

    @Test
    void processesStartingAtOnceShareOneKey() throws Exception {
        try (var threads = Executors.newFixedThreadPool(8)) {
            var starts =
                    threads.invokeAll(
                            IntStream.range(0, 8)
                                    .<java.util.concurrent.Callable<Secrets>>mapToObj(
                                            i -> () -> Secrets.open(file))
                                    .toList());
            Sealed sealed = starts.getFirst().get().seal("x", "c");
            for (Future<Secrets> start : starts) {
                assertThat(start.get().openText(sealed, "c")).isEqualTo("x");
            }
        }
    }

    @Test
    void theSameSecretNeverLooksTheSameAndNothingPrintsIt() {
        Secrets secrets = Secrets.open(file);
        Set<String> looks = new HashSet<>();
        for (int i = 0; i < 1000; i++) {
            looks.add(secrets.seal("password", "c").text());
        }
        assertThat(looks).hasSize(1000);
        assertThat(secrets.seal("password", "c") + " " + secrets).doesNotContain("password");
    }
}
