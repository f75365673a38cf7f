package relais.vault.store.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Properties;
import java.util.Random;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import relais.platform.testing.FaultyLine;
import relais.vault.testing.S3Service;

/** A bucket behind a bad line. */
@Timeout(120)
class S3FaultsTest {
    private static final Duration SILENCE = Duration.ofSeconds(1);

    @TempDir Path folder;
    private S3Service service;
    private FaultyLine line;
    private S3Store store;

    @BeforeEach
    void start() throws Exception {
        service = new S3Service(folder, new Properties());
        line = new FaultyLine(service.port());
        store = new S3Store("bucket", service.bucket(line.port(), "in"), SILENCE);
    }

    @AfterEach
    void close() throws Exception {
        store.close();
        line.close();
        service.close();
    }

    private static byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        new Random(count).nextBytes(bytes);
        return bytes;
    }

    private void put(String key, byte[] bytes) throws IOException {
        store.write(key, new ByteArrayInputStream(bytes), bytes.length);
    }

    private static void givesUp(ThrowingCallable asked, Duration most) {
        long began = System.nanoTime();
        assertThatThrownBy(asked)
                .isInstanceOf(IOException.class)
                .hasMessageContaining("says nothing");
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(most);
    }

    @Test
    void aServiceThatSaysNothingIsGivenUpAfterOneSilence() throws Exception {
        put("blob/a", bytes(10));
        line.silence();
        Duration most = SILENCE.multipliedBy(3);
        givesUp(() -> store.size("blob/a"), most);
        givesUp(() -> store.read("blob/a", 0, Long.MAX_VALUE), most);
        givesUp(() -> store.list("blob/", entry -> {}), most);
        givesUp(() -> store.delete("blob/none"), most);
        givesUp(() -> put("blob/b", bytes(1_000)), most);
        line.mend();
        assertThat(store.size("blob/a")).hasValue(10);
    }

    /** The socket bounds only reading: what is written into a silent line used to hang for ever. */
    @Test
    void aLargeObjectIsNotWrittenIntoASilentLineForEver() throws Exception {
        put("blob/a", bytes(10));
        line.silence();
        givesUp(() -> put("blob/large", bytes(15_000_000)), SILENCE.multipliedBy(9));
        line.mend();
        put("blob/large", bytes(15_000_000));
        assertThat(store.size("blob/large")).hasValue(15_000_000);
    }

    @Test
    void aSilentServiceIsGivenUpInFifteenSecondsAllTriesTogether() throws Exception {
        try (S3Store usual = new S3Store("bucket", service.bucket(line.port(), "in"))) {
            put("blob/a", bytes(10));
            line.silence();
            givesUp(() -> usual.size("blob/a"), Duration.ofSeconds(16));
        }
    }

    @Test
    void whatIsLongOnItsWayIsNotCut() throws Exception {
        line.slow(1_000_000);
        byte[] bytes = bytes(1_500_000);
        long began = System.nanoTime();
        put("blob/slow", bytes);
        try (InputStream in = store.read("blob/slow", 0, Long.MAX_VALUE)) {
            assertThat(in.readAllBytes()).isEqualTo(bytes);
        }
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThan(SILENCE);
    }
}
