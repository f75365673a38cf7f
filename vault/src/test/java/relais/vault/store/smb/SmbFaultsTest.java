package relais.vault.store.smb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import relais.platform.testing.FaultyLine;
import relais.vault.testing.Samba;

/** A file server behind a bad line. */
@Timeout(180)
class SmbFaultsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    @TempDir static Path folder;
    private static Samba samba;

    private final String inside = UUID.randomUUID().toString();
    private FaultyLine line;
    private SmbStore store;

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

    @BeforeEach
    void connect() throws Exception {
        line = new FaultyLine(samba.port());
        store = new SmbStore("share", samba.address(line.port(), inside));
    }

    @AfterEach
    void close() throws Exception {
        store.close();
        line.close();
    }

    private static byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        new Random(count).nextBytes(bytes);
        return bytes;
    }

    private void put(String key, byte[] bytes) throws IOException {
        store.write(key, new ByteArrayInputStream(bytes), bytes.length);
    }

    @Test
    void aReaderGoesOnWhereTheLineWasCut() throws Exception {
        byte[] bytes = bytes(12_000_000);
        put("blob/a", bytes);
        line.cutAfter(5_000_000);
        try (InputStream in = store.read("blob/a", 0, Long.MAX_VALUE)) {
            assertThat(in.readAllBytes()).isEqualTo(bytes);
        }
    }

    /** Whether the closing itself finds the cut is a matter of moments: hence many times. */
    @Test
    void aReaderWhoseLineWasCutIsClosedWithoutAWord() throws Exception {
        byte[] bytes = bytes(2_000_000);
        put("blob/a", bytes);
        for (int i = 0; i < 30; i++) {
            try (InputStream in = store.read("blob/a", 0, Long.MAX_VALUE)) {
                assertThat(in.readNBytes(1_000)).isEqualTo(java.util.Arrays.copyOf(bytes, 1_000));
                line.hiccup();
            }
        }
    }

    @Test
    void aReaderGoesOnOverARestartOfTheServer() throws Exception {
        byte[] bytes = bytes(12_000_000);
        put("blob/a", bytes);
        try (InputStream in = store.read("blob/a", 0, Long.MAX_VALUE)) {
            byte[] first = in.readNBytes(3_000_000);
            samba.kill();
            samba.startAgain();
            assertThat(first).isEqualTo(java.util.Arrays.copyOf(bytes, first.length));
            assertThat(in.readAllBytes())
                    .isEqualTo(java.util.Arrays.copyOfRange(bytes, 3_000_000, bytes.length));
        }
    }

    @Test
    void aSmallObjectIsWrittenThoughTheLineIsCutInItsMiddle() throws Exception {
        put("blob/first", bytes(10));
        byte[] bytes = bytes(2_000_000);
        line.cutAfter(1_000_000);
        put("blob/small", bytes);
        try (InputStream in = store.read("blob/small", 0, Long.MAX_VALUE)) {
            assertThat(in.readAllBytes()).isEqualTo(bytes);
        }
    }

    @Test
    void aLargeObjectFailsWithItsLineAndNothingOfItShows() throws Exception {
        put("blob/first", bytes(10));
        line.cutAfter(8_000_000);
        assertThatThrownBy(() -> put("blob/large", bytes(20_000_000)))
                .isInstanceOf(IOException.class);
        assertThat(store.size("blob/large")).isEmpty();
        put("blob/large", bytes(20_000_000));
        assertThat(store.size("blob/large")).hasValue(20_000_000);
    }

    @Test
    void aServerThatSaysNothingIsGivenUpInTime() throws Exception {
        put("blob/first", bytes(10));
        ShareAddress address = samba.address(line.port(), inside);
        try (SmbStore impatient = new SmbStore("share", address, PATIENCE)) {
            assertThat(impatient.size("blob/first")).hasValue(10);
            line.silence();
            long began = System.nanoTime();
            assertThatThrownBy(() -> impatient.size("blob/first")).isInstanceOf(IOException.class);
            assertThat(Duration.ofNanos(System.nanoTime() - began))
                    .isLessThan(Duration.ofSeconds(20));
        }
        line.mend();
        assertThat(store.size("blob/first")).hasValue(10);
    }

    @Test
    void aSlowLineIsSlowAndNoMore() throws Exception {
        line.slow(4_000_000);
        put("blob/slow", bytes(1_500_000));
        assertThat(store.size("blob/slow")).hasValue(1_500_000);
    }

    @Test
    void aServerThatIsAwayIsSaidToBeAndIsBackWhenItIsBack() throws Exception {
        put("blob/first", bytes(10));
        line.cut();
        assertThatThrownBy(() -> put("blob/second", bytes(20)))
                .isInstanceOf(IOException.class)
                .hasMessageNotContaining("s3cret");
        line.mend();
        put("blob/second", bytes(20));
        assertThat(store.size("blob/second")).hasValue(20);
    }

    @Test
    void aFolderThatWasTakenAwayIsMadeAgain() throws Exception {
        put("blob/aa/one", bytes(10));
        Path made = samba.shared().resolve(inside).resolve("blob/aa");
        Files.delete(made.resolve("one"));
        Files.delete(made);
        put("blob/aa/two", bytes(20));
        assertThat(Files.size(made.resolve("two"))).isEqualTo(20);
    }

    @Test
    void aWrongPasswordIsSaidWithoutShowingIt() throws Exception {
        ShareAddress right = samba.address(inside);
        ShareAddress wrong =
                new ShareAddress(
                        right.host(),
                        right.port(),
                        "files",
                        inside,
                        "",
                        right.user(),
                        "not-this-one",
                        false);
        try (SmbStore refused = new SmbStore("share", wrong)) {
            assertThatThrownBy(() -> refused.size("blob/a"))
                    .hasMessageContaining("LOGON_FAILURE")
                    .hasMessageNotContaining("not-this-one");
        }
        assertThat(wrong.toString()).doesNotContain("not-this-one");
    }
}
