package relais.vault.blob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import relais.platform.testing.TestDatabase;

/** Collecting, compacting, verifying, rebuilding: what is needed stays, what is not goes. */
class CareTest extends CaredFor {
    private final Set<BlobId> held = new HashSet<>();
    private final Map<String, byte[]> copies = new HashMap<>();

    @Override
    Hold hold() {
        return (tx, contents) -> intersection(contents);
    }

    @Override
    Mending mending() {
        return this::mend;
    }

    private Set<BlobId> intersection(Collection<BlobId> contents) {
        Set<BlobId> both = new HashSet<>(contents);
        both.retainAll(held);
        return both;
    }

    private boolean mend(String key) throws IOException {
        byte[] copy = copies.get(key);
        if (copy != null) {
            Files.write(folder.resolve("store").resolve(key), copy);
        }
        return copy != null;
    }

    @Test
    void whatNobodyRefersToGoesAfterTheGraceAndWhatSomebodyRefersToStays() throws IOException {
        BlobId wanted = keep(1, 50_000);
        BlobId held = keep(2, 300_000);
        BlobId unwanted = keep(3, 300_000);
        BlobId released = keep(4, 2_000);
        database.useTransaction(
                tx -> {
                    blobs.refer(tx, wanted);
                    blobs.refer(tx, released);
                    blobs.release(tx, released);
                });
        this.held.add(held);
        clock.advance(GRACE.minusMinutes(1));
        assertThat(care.collect()).isZero();
        clock.advance(Duration.ofMinutes(2));
        assertThat(care.collect()).isEqualTo(2);
        clock.advance(Duration.ofMinutes(6));
        care.collect();
        assertThat(isThere(wanted)).isTrue();
        assertThat(isThere(held)).isTrue();
        assertThatThrownBy(() -> read(unwanted)).isInstanceOf(NoSuchFileException.class);
        assertThatThrownBy(() -> read(released)).isInstanceOf(NoSuchFileException.class);
        assertThat(objects()).isEqualTo(2);
        assertThatThrownBy(() -> database.useTransaction(tx -> blobs.refer(tx, unwanted)))
                .isInstanceOf(IllegalStateException.class);
        assertThat(keep(3, 300_000)).isEqualTo(unwanted);
        assertThat(isThere(unwanted)).isTrue();
    }

    @Test
    void aReferenceThatWasNotCountedStillProtects() throws IOException {
        BlobId wanted = keep(1, 50_000);
        database.useTransaction(
                tx ->
                        tx.execute(
                                """
                                CREATE TABLE vault_elsewhere AS SELECT hash FROM vault_blob;
                                ALTER TABLE vault_elsewhere ADD FOREIGN KEY (hash)
                                    REFERENCES vault_blob (hash)
                                """));
        BlobId unwanted = keep(2, 50_000);
        clock.advance(GRACE.plusMinutes(1));
        assertThat(care.collect()).isEqualTo(1);
        assertThat(isThere(wanted)).isTrue();
        assertThatThrownBy(() -> read(unwanted)).isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void chunksGoWithTheLastContentThatHasThem() throws IOException {
        byte[] first = BlobsTest.words(new Random(5), 12 << 20);
        byte[] second = first.clone();
        second[6 << 20] ^= 1;
        BlobId one = blobs.keep(new ByteArrayInputStream(first)).id();
        BlobId two = blobs.keep(new ByteArrayInputStream(second)).id();
        database.useTransaction(tx -> blobs.refer(tx, two));
        clock.advance(GRACE.plusMinutes(1));
        assertThat(care.collect()).isBetween(2, 5);
        assertThatThrownBy(() -> read(one)).isInstanceOf(NoSuchFileException.class);
        assertThat(read(two)).isEqualTo(second);
        database.useTransaction(tx -> blobs.release(tx, two));
        clock.advance(GRACE.plusMinutes(1));
        care.collect();
        clock.advance(Duration.ofMinutes(6));
        care.collect();
        assertThat(objects()).isZero();
    }

    @Test
    void scatteredContentsAreBroughtTogetherWhileTheyAreRead() throws Exception {
        Map<BlobId, byte[]> all = new HashMap<>();
        for (int i = 0; i < 60; i++) {
            byte[] content = BlobsTest.noise(new Random(i), 10_000 + i);
            all.put(blobs.keep(new ByteArrayInputStream(content)).id(), content);
        }
        assertThat(objects()).isEqualTo(60);
        clock.advance(Duration.ofMinutes(11));
        assertThat(care.compact()).isEqualTo(60);
        assertThat(objects()).isEqualTo(61);
        for (Map.Entry<BlobId, byte[]> content : all.entrySet()) {
            assertThat(read(content.getKey())).isEqualTo(content.getValue());
        }
        clock.advance(Duration.ofMinutes(6));
        care.collect();
        assertThat(objects()).isEqualTo(1);
        for (Map.Entry<BlobId, byte[]> content : all.entrySet()) {
            assertThat(read(content.getKey())).isEqualTo(content.getValue());
        }
        List<BlobId> ids = new ArrayList<>(all.keySet());
        database.useTransaction(tx -> ids.subList(0, 20).forEach(id -> blobs.refer(tx, id)));
        clock.advance(GRACE.plusMinutes(1));
        assertThat(care.collect()).isEqualTo(40);
        assertThat(care.compact()).isEqualTo(1);
        clock.advance(Duration.ofMinutes(6));
        care.collect();
        assertThat(objects()).isEqualTo(1);
        for (BlobId id : ids.subList(0, 20)) {
            assertThat(read(id)).isEqualTo(all.get(id));
        }
    }

    @Test
    void damageIsFoundByVerifyingAndMendedFromACopy() throws IOException {
        BlobId small = keep(1, 20_000);
        BlobId large = keep(2, 3_000_000);
        assertThat(care.verify(Long.MAX_VALUE)).isEqualTo(new Scrubbed(2, bytes(), 0));
        assertThat(blobs.facts(large).verifiedAt()).isEqualTo(clock.instant());
        for (BlobId id : List.of(small, large)) {
            String key = blobs.facts(id).objects().getFirst();
            Path file = folder.resolve("store").resolve(key);
            byte[] good = Files.readAllBytes(file);
            byte[] bad = good.clone();
            bad[bad.length / 2] ^= 4;
            Files.write(file, bad);
            assertThat(care.verify(Long.MAX_VALUE).damaged()).isEqualTo(1);
            assertThat(blobs.facts(id).damaged()).isTrue();
            assertThatThrownBy(() -> read(id)).isInstanceOf(DamagedContent.class);
            copies.put(key, good);
            read(id);
            Files.write(file, bad);
            assertThat(care.verify(Long.MAX_VALUE).damaged()).isZero();
            assertThat(blobs.facts(id).damaged()).isFalse();
            Files.delete(file);
            read(id);
        }
    }

    @Test
    void theRowsCanBeMadeAgainFromTheStoreAlone() throws IOException {
        Map<BlobId, byte[]> all = new HashMap<>();
        for (int size : new int[] {0, 10, 70_000, 400_000}) {
            byte[] content = BlobsTest.noise(new Random(size), size);
            all.put(blobs.keep(new ByteArrayInputStream(content)).id(), content);
        }
        byte[] text = BlobsTest.words(new Random(9), 9 << 20);
        all.put(blobs.keep(new ByteArrayInputStream(text)).id(), text);
        database.close();
        database = TestDatabase.fresh("vault");
        begin();
        Rebuilt rebuilt = care.rebuild();
        assertThat(rebuilt.objects()).isEqualTo(5);
        assertThat(rebuilt.incomplete() + rebuilt.damaged()).isZero();
        for (Map.Entry<BlobId, byte[]> content : all.entrySet()) {
            assertThat(read(content.getKey())).isEqualTo(content.getValue());
        }
        assertThat(care.rebuild().objects()).isZero();
        clock.advance(GRACE.plusMinutes(1));
        assertThat(care.collect()).as("the rebuild has not come to its end").isZero();
        care.rebuilt();
        clock.advance(GRACE.plusMinutes(1));
        care.collect();
        clock.advance(Duration.ofMinutes(6));
        care.collect();
        assertThat(objects()).isZero();
    }

    @Test
    void keepingReferringAndCollectingAtOnceLosesNothing() throws Exception {
        Map<BlobId, byte[]> referred = new ConcurrentHashMap<>();
        AtomicBoolean over = new AtomicBoolean();
        care = blobs.care(Duration.ZERO); // the harshest grace: whatever is not referred to may go
        try (ExecutorService many = Executors.newFixedThreadPool(9)) {
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                long seed = i;
                all.add(many.submit(() -> keepAndRefer(new Random(seed), referred)));
            }
            Future<?> collecting =
                    many.submit(
                            () -> {
                                while (!over.get()) {
                                    clock.advance(Duration.ofMinutes(10));
                                    care.collect();
                                    care.compact();
                                }
                                return null;
                            });
            for (Future<?> one : all) {
                one.get();
            }
            over.set(true);
            collecting.get();
        }
        assertThat(referred).hasSizeGreaterThan(20);
        for (Map.Entry<BlobId, byte[]> content : referred.entrySet()) {
            assertThat(read(content.getKey())).isEqualTo(content.getValue());
        }
    }

    private Void keepAndRefer(Random random, Map<BlobId, byte[]> referred) throws IOException {
        for (int i = 0; i < 40; i++) {
            int which = random.nextInt(30);
            byte[] content = BlobsTest.noise(new Random(which), which % 5 == 0 ? 200_000 : 3000);
            BlobId id = blobs.keep(new ByteArrayInputStream(content)).id();
            try {
                database.useTransaction(tx -> blobs.refer(tx, id));
                referred.put(id, content);
            } catch (IllegalStateException collected) {
                continue; // it says so, and the caller keeps it again
            }
        }
        return null;
    }

    private BlobId keep(long seed, int size) throws IOException {
        byte[] content = BlobsTest.noise(new Random(seed), size);
        return blobs.keep(new ByteArrayInputStream(content)).id();
    }

    private boolean isThere(BlobId id) throws IOException {
        return read(id).length > 0;
    }

    private int objects() throws IOException {
        return keys().size();
    }

    private long bytes() throws IOException {
        long[] bytes = new long[1];
        store.list("blob/", entry -> bytes[0] += entry.size());
        return bytes[0];
    }
}
