package relais.vault.blob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import relais.platform.db.Database;
import relais.platform.testing.TestDatabase;
import relais.vault.blob.seal.Hashes;
import relais.vault.store.FolderStore;

/** What is kept comes back, whatever its size and kind; equal contents lie there once. */
class BlobsTest {
    @TempDir Path folder;
    private Database database;
    private FolderStore store;
    private Blobs blobs;

    @BeforeEach
    void open() throws IOException {
        database = TestDatabase.fresh("vault");
        store = new FolderStore("local", folder.resolve("store"));
        blobs = new Blobs(database, store, folder.resolve("room"), InstantSource.system());
    }

    @AfterEach
    void close() {
        store.close();
        database.close();
    }

    @Test
    void contentsOfEverySizeComeBackWholeAndInRanges() throws IOException {
        Random random = new Random(1);
        int frame = 256 * 1024;
        for (int size :
                new int[] {
                    0, 1, 100, 65_536, 131_071, 131_072, 131_073, frame - 1, frame, frame + 1,
                    3 * frame, 5_000_000
                }) {
            for (byte[] content : List.of(noise(random, size), words(random, size))) {
                Kept kept = blobs.keep(new ByteArrayInputStream(content), size);
                assertThat(kept.size()).isEqualTo(size);
                assertThat(kept.id().bytes()).isEqualTo(Hashes.sha256().digest(content));
                assertThat(read(kept.id(), 0, Long.MAX_VALUE)).isEqualTo(content);
                assertThat(blobs.open(kept.id()).readAllBytes()).isEqualTo(content);
                for (int i = 0; i < 10; i++) {
                    int from = random.nextInt(size + 1);
                    int length = random.nextInt(size + 10);
                    assertThat(read(kept.id(), from, length))
                            .isEqualTo(
                                    Arrays.copyOfRange(
                                            content, from, Math.min(size, from + length)));
                }
                assertThat(blobs.keep(new ByteArrayInputStream(content)).known()).isTrue();
            }
        }
    }

    /** Where nothing says where to cut, chunks end with the buffer: that is not the end. */
    @Test
    void aLargeTextThatRepeatsItselfComesBackWhole() throws IOException {
        byte[] content =
                "the same line again and again\n".repeat(400_000).getBytes(StandardCharsets.UTF_8);
        for (int size : new int[] {2 << 20, (2 << 20) + 1, 4 << 20, content.length}) {
            byte[] part = Arrays.copyOf(content, size);
            Kept kept = blobs.keep(new ByteArrayInputStream(part));
            assertThat(kept.size()).isEqualTo(size);
            assertThat(kept.id().bytes()).isEqualTo(Hashes.sha256().digest(part));
            assertThat(blobs.open(kept.id()).readAllBytes()).isEqualTo(part);
        }
    }

    @Test
    void versionsOfALargeTextShareWhatDidNotChange() throws IOException {
        byte[] first = words(new Random(2), 24 << 20);
        long before = stored();
        Kept one = blobs.keep(new ByteArrayInputStream(first), first.length);
        long once = stored() - before;
        byte[] second = new byte[first.length + 11];
        int middle = 9_000_001;
        System.arraycopy(first, 0, second, 0, middle);
        System.arraycopy("a new line\n".getBytes(StandardCharsets.UTF_8), 0, second, middle, 11);
        System.arraycopy(first, middle, second, middle + 11, first.length - middle);
        Kept two = blobs.keep(new ByteArrayInputStream(second));
        assertThat(once).isLessThan(first.length / 2);
        assertThat(stored() - before - once).isLessThan(once / 8);
        assertThat(read(two.id(), 0, Long.MAX_VALUE)).isEqualTo(second);
        assertThat(read(one.id(), 0, Long.MAX_VALUE)).isEqualTo(first);
        assertThat(read(two.id(), middle - 1_000_000, 2_000_000))
                .isEqualTo(Arrays.copyOfRange(second, middle - 1_000_000, middle + 1_000_000));
        assertThat(blobs.keep(new ByteArrayInputStream(second), second.length).known()).isTrue();
    }

    @Test
    void manyWritersOfSmallContentsShareObjectsAndNothingGetsMixedUp() throws Exception {
        try (ExecutorService many = Executors.newFixedThreadPool(32)) {
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < 32; i++) {
                long seed = i;
                all.add(many.submit(() -> keepSome(new Random(seed))));
            }
            for (Future<?> one : all) {
                one.get();
            }
        }
        try (Stream<Path> files = Files.walk(folder.resolve("store/blob"))) {
            assertThat(files.filter(Files::isRegularFile).count()).isLessThan(600);
        }
    }

    private Void keepSome(Random random) throws IOException {
        for (int i = 0; i < 30; i++) {
            // every tenth is brought by several writers at once
            Random of = i % 10 == 0 ? new Random(i) : random;
            byte[] content = noise(of, of.nextInt(20_000));
            Kept kept = blobs.keep(new ByteArrayInputStream(content));
            assertThat(read(kept.id(), 0, Long.MAX_VALUE)).isEqualTo(content);
        }
        return null;
    }

    @Test
    void nothingOfAContentNorItsHashIsToBeSeenInTheStore() throws IOException {
        byte[] content =
                "the very secret name of the informant "
                        .repeat(40)
                        .getBytes(StandardCharsets.UTF_8);
        Kept kept = blobs.keep(new ByteArrayInputStream(content));
        try (Stream<Path> files = Files.walk(folder.resolve("store"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String bytes = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
                assertThat(bytes).doesNotContain("secret").doesNotContain("informant");
                assertThat(bytes)
                        .doesNotContain(new String(kept.id().bytes(), StandardCharsets.ISO_8859_1));
                assertThat(file.toString()).doesNotContain(kept.id().hex());
            }
        }
    }

    @Test
    void anUnknownContentIsNoFile() {
        BlobId none = new BlobId("ab".repeat(32));
        assertThatThrownBy(() -> read(none, 0, 1)).isInstanceOf(NoSuchFileException.class);
        assertThatThrownBy(() -> blobs.open(none)).isInstanceOf(NoSuchFileException.class);
    }

    private byte[] read(BlobId id, long from, long length) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        blobs.copy(id, from, length, out);
        return out.toByteArray();
    }

    private long stored() throws IOException {
        long[] bytes = new long[1];
        store.list("blob/", entry -> bytes[0] += entry.size());
        return bytes[0];
    }

    static byte[] noise(Random random, int size) {
        byte[] bytes = new byte[size];
        random.nextBytes(bytes);
        return bytes;
    }

    static byte[] words(Random random, int size) {
        StringBuilder text = new StringBuilder();
        while (text.length() < size) {
            text.append(Integer.toString(random.nextInt(1000), 36)).append(" lorem ipsum ");
        }
        return Arrays.copyOf(text.toString().getBytes(StandardCharsets.US_ASCII), size);
    }
}
