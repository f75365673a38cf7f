package relais.vault.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every kind of store keeps to. */
public abstract class BlobStoreContract {
    private static final int BIG = 96 * 1024 * 1024;

    protected BlobStore store;

    /** A store over the same place each time in a test, and over another in the next. */
    protected abstract BlobStore open() throws Exception;

    /** The service behind the store goes down without warning and comes back; nothing for none. */
    protected abstract void powerCut() throws Exception;

    @BeforeEach
    void openIt() throws Exception {
        store = open();
    }

    @AfterEach
    void closeIt() {
        store.close();
    }

    protected static byte[] bytes(int count, long seed) {
        byte[] bytes = new byte[count];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    protected void put(String key, byte[] bytes) throws IOException {
        store.write(key, new ByteArrayInputStream(bytes), bytes.length);
    }

    protected byte[] get(String key) throws IOException {
        try (InputStream in = store.read(key, 0, Long.MAX_VALUE)) {
            return in.readAllBytes();
        }
    }

    @Test
    void whatWasWrittenIsThereAlsoForTheNextWhoOpensIt() throws Exception {
        byte[] bytes = bytes(100_000, 1);
        put("blob/ab/one", bytes);
        store.close();
        powerCut();
        store = open();
        assertThat(get("blob/ab/one")).isEqualTo(bytes);
        assertThat(store.size("blob/ab/one")).hasValue(100_000);
    }

    @Test
    void aStoreThatGoesAndComesBackIsUsedOn() throws Exception {
        put("blob/before", bytes(10, 20));
        powerCut();
        assertThat(get("blob/before")).isEqualTo(bytes(10, 20));
        powerCut();
        put("blob/after", bytes(10, 21));
        powerCut();
        assertThat(keys("")).containsOnlyKeys("blob/before", "blob/after");
    }

    @Test
    void anEmptyObjectIsAnObject() throws Exception {
        put("blob/empty", new byte[0]);
        assertThat(store.size("blob/empty")).hasValue(0);
        assertThat(get("blob/empty")).isEmpty();
    }

    @Test
    void writingTheSameAgainLeavesIt() throws Exception {
        byte[] bytes = bytes(5_000, 2);
        put("blob/same", bytes);
        put("blob/same", bytes);
        assertThat(get("blob/same")).isEqualTo(bytes);
        assertThat(keys("blob/")).containsExactly(Map.entry("blob/same", 5_000L));
    }

    @Test
    void anyRangeIsGivenAndNoByteMore() throws Exception {
        byte[] bytes = bytes(70_000, 3);
        put("blob/range", bytes);
        long[][] ranges = {
            {0, 1},
            {0, 70_000},
            {69_999, 1},
            {1, 65_536},
            {60_000, 50_000},
            {70_000, 5},
            {9, 0},
            {80_000, 10},
            {3, Long.MAX_VALUE}
        };
        for (long[] range : ranges) {
            int from = (int) Math.min(range[0], bytes.length);
            int until = (int) (range[1] > bytes.length - from ? bytes.length : from + range[1]);
            try (InputStream in = store.read("blob/range", range[0], range[1])) {
                assertThat(in.readAllBytes())
                        .as("%d+%d", range[0], range[1])
                        .isEqualTo(Arrays.copyOfRange(bytes, from, until));
            }
        }
    }

    @Test
    void whatIsNotThereIsSaidSoAndIsDeletedAlready() throws Exception {
        assertThat(store.size("blob/none")).isEmpty();
        assertThatThrownBy(() -> get("blob/none")).isInstanceOf(NoSuchFileException.class);
        assertThatThrownBy(() -> get("no/such/folder")).isInstanceOf(NoSuchFileException.class);
        store.delete("blob/none");
        store.delete("no/such/folder");
        assertThat(keys("")).isEmpty();
    }

    @Test
    void whatIsDeletedIsGone() throws Exception {
        put("blob/a", bytes(10, 4));
        put("blob/b", bytes(10, 5));
        store.delete("blob/a");
        assertThat(store.size("blob/a")).isEmpty();
        assertThat(keys("")).containsOnlyKeys("blob/b");
        put("blob/a", bytes(12, 6));
        assertThat(get("blob/a")).isEqualTo(bytes(12, 6));
    }

    @Test
    void aWrongSizeIsRefusedAndLeavesWhatWasThere() throws Exception {
        byte[] old = bytes(1_000, 7);
        put("blob/old", old);
        for (long size : new long[] {0, 999, 1_001, 1_000_000}) {
            for (String key : List.of("blob/old", "blob/new")) {
                assertThatThrownBy(() -> store.write(key, new ByteArrayInputStream(old), size))
                        .isInstanceOf(IOException.class);
            }
        }
        assertThat(get("blob/old")).isEqualTo(old);
        assertThat(keys("")).containsOnlyKeys("blob/old");
    }

    @Test
    void aDraftShowsNothingBeforeItsCommitAndLeavesNothingWithout() throws Exception {
        for (int size : new int[] {10, 20 * 1024 * 1024}) {
            try (BlobStore.Draft draft = store.begin("pack/draft")) {
                draft.write(ByteBuffer.wrap(bytes(size, 8)));
                assertThat(store.size("pack/draft")).isEmpty();
                assertThat(keys("")).isEmpty();
            }
            assertThat(keys("")).isEmpty();
        }
        try (BlobStore.Draft draft = store.begin("pack/draft")) {
            draft.write(ByteBuffer.wrap(bytes(10, 9)));
            draft.write(ByteBuffer.wrap(bytes(90, 10)));
            draft.commit();
        }
        assertThat(store.size("pack/draft")).hasValue(100);
    }

    @Test
    void aContentThatBreaksOffLeavesNothing() throws Exception {
        InputStream broken =
                new SequenceInputStream(
                        new ByteArrayInputStream(bytes(9_000_000, 11)),
                        new InputStream() {
                            @Override
                            public int read() throws IOException {
                                throw new IOException("the client hung up");
                            }
                        });
        assertThatThrownBy(() -> store.write("blob/broken", broken, 10_000_000))
                .hasMessageContaining("hung up");
        assertThat(store.size("blob/broken")).isEmpty();
        assertThat(keys("")).isEmpty();
    }

    @Test
    void manyObjectsAreListedOnceEachByTheirPrefix() throws Exception {
        Map<String, Long> all = new TreeMap<>();
        for (int i = 0; i < 1_200; i++) {
            all.put("blob/%02x/%d".formatted(i % 16, i), (long) (i % 7));
        }
        try (var threads = Executors.newFixedThreadPool(8)) {
            List<Callable<Boolean>> writes = new ArrayList<>();
            all.forEach((key, size) -> writes.add(() -> written(key, size)));
            for (Future<Boolean> write : threads.invokeAll(writes)) {
                write.get();
            }
        }
        put("pack/one", bytes(3, 12));
        assertThat(keys("blob/")).isEqualTo(all);
        assertThat(keys("pack/")).containsOnlyKeys("pack/one");
        assertThat(keys("blob/0a/10")).containsKeys("blob/0a/10", "blob/0a/106").hasSize(9);
        assertThat(keys("other/")).isEmpty();
        all.put("pack/one", 3L);
        assertThat(keys("")).isEqualTo(all);
    }

    private boolean written(String key, long size) throws IOException {
        put(key, new byte[(int) size]);
        return true;
    }

    protected Map<String, Long> keys(String prefix) throws IOException {
        Map<String, Long> found = new TreeMap<>();
        store.list(
                prefix,
                entry -> assertThat(found.put(entry.key(), entry.size())).as(entry.key()).isNull());
        return found;
    }

    @Test
    void manyWhoWriteTheSameLeaveOneWhole() throws Exception {
        byte[] bytes = bytes(300_000, 13);
        try (var threads = Executors.newFixedThreadPool(8)) {
            List<Callable<Integer>> writes = new ArrayList<>();
            for (int i = 0; i < 24; i++) {
                writes.add(
                        () -> {
                            put("blob/race", bytes);
                            return get("blob/race").length;
                        });
            }
            for (Future<Integer> write : threads.invokeAll(writes)) {
                assertThat(write.get()).isEqualTo(bytes.length);
            }
        }
        assertThat(get("blob/race")).isEqualTo(bytes);
    }

    @Test
    void namesThatMeanSomethingElseSomewhereAreRefused() {
        for (String name :
                List.of(
                        "",
                        "/a",
                        "a/",
                        "a//b",
                        "../a",
                        "a/../b",
                        "a/..",
                        ".",
                        "a/.",
                        "a\\b",
                        "a b",
                        "é",
                        "a\0",
                        "unfinished/x",
                        "a.",
                        "a:b",
                        "x".repeat(201))) {
            assertThatThrownBy(() -> store.size(name))
                    .as(name)
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> put(name, new byte[1]))
                    .as(name)
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void ordinaryNamesAreTaken() throws Exception {
        for (String name : List.of("a", "A-b_c.d", "k/b/c/d/e", "x".repeat(200), "p/a.manifest")) {
            put(name, name.getBytes(StandardCharsets.US_ASCII));
            assertThat(get(name)).asString(StandardCharsets.US_ASCII).isEqualTo(name);
        }
    }

    @Test
    void aBigObjectGoesThroughWithoutBeingHeld() throws Exception {
        store.write("blob/big", new Run(BIG), BIG);
        assertThat(store.size("blob/big")).hasValue(BIG);
        try (InputStream in = store.read("blob/big", 0, Long.MAX_VALUE)) {
            assertThat(new Run(BIG).sameAs(in)).isTrue();
        }
        int from = BIG - 1_000_000;
        try (InputStream in = store.read("blob/big", from, 1_000)) {
            Run skipped = new Run(BIG);
            skipped.skipNBytes(from);
            assertThat(in.readAllBytes()).isEqualTo(skipped.readNBytes(1_000));
        }
    }

    /** An offset of 32 bits anywhere on the way shows here. */
    @Test
    protected void anObjectBeyondFourGigabytesIsReadOnBothSidesOfTheBorder() throws Exception {
        long free = Path.of(System.getProperty("java.io.tmpdir")).toFile().getUsableSpace();
        Assumptions.assumeTrue(free > 9L << 30, "needs 9 GB of disk, there are " + free);
        byte[] block = bytes(1 << 20, 8);
        int blocks = 4096;
        try (BlobStore.Draft draft = store.begin("blob/film")) {
            for (int i = 0; i < blocks; i++) {
                ByteBuffer.wrap(block).putInt(i);
                draft.write(ByteBuffer.wrap(block));
            }
            draft.write(ByteBuffer.wrap(new byte[] {42}));
            draft.commit();
        }
        assertThat(store.size("blob/film")).hasValue((1L << 32) + 1);
        for (int i : List.of(0, 2047, 2048, 4095)) {
            ByteBuffer.wrap(block).putInt(i);
            try (InputStream in = store.read("blob/film", (long) i << 20, block.length)) {
                assertThat(in.readAllBytes()).isEqualTo(block);
            }
        }
        try (InputStream in = store.read("blob/film", 1L << 32, Long.MAX_VALUE)) {
            assertThat(in.readAllBytes()).containsExactly(42);
        }
        store.delete("blob/film");
    }

    @Test
    void whoStopsReadingEarlyLeavesNothingOpen() throws Exception {
        store.write("blob/early", new Run(BIG / 4), BIG / 4);
        for (int i = 0; i < 200; i++) {
            try (InputStream in = store.read("blob/early", i, Long.MAX_VALUE)) {
                assertThat(in.read()).isNotNegative();
            }
        }
        store.delete("blob/early");
        assertThat(store.size("blob/early")).isEmpty();
    }

    /** A long run of bytes that is nowhere held. */
    protected static final class Run extends InputStream {
        private long left;
        private long state = 1;

        public Run(long count) {
            this.left = count;
        }

        @Override
        public int read() {
            if (left == 0) {
                return -1;
            }
            left--;
            state = state * 6364136223846793005L + 1442695040888963407L;
            return (int) (state >>> 56);
        }

        public boolean sameAs(InputStream in) throws IOException {
            byte[] theirs = new byte[65_536];
            for (int count; (count = in.readNBytes(theirs, 0, theirs.length)) > 0; ) {
                if (!Arrays.equals(Arrays.copyOf(theirs, count), readNBytes(count))) {
                    return false;
                }
            }
            return left == 0;
        }
    }
}
