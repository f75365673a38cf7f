package relais.vault.blob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import relais.platform.testing.TestDatabase;
import relais.vault.store.BlobStore;
import relais.vault.testing.PassThrough;

/** What is damaged, missing or restored from an older state loses nothing that is still there. */
class LossTest extends CaredFor {
    @Test
    void whatIsDamagedIsMendedByBringingItAgain() throws IOException {
        byte[] small = BlobsTest.noise(new Random(1), 20_000);
        byte[] large = BlobsTest.noise(new Random(2), 3_000_000);
        byte[] cut = BlobsTest.words(new Random(3), 12 << 20);
        for (byte[] content : List.of(small, large, cut)) {
            BlobId id = blobs.keep(new ByteArrayInputStream(content)).id();
            database.useTransaction(tx -> blobs.refer(tx, id));
            read(id);
            spoil(blobs.facts(id).objects().getFirst());
            assertThat(care.verify(Long.MAX_VALUE).damaged()).isEqualTo(1);
            assertThat(blobs.known(id)).isEmpty();
            assertThat(blobs.keep(new ByteArrayInputStream(content)).id()).isEqualTo(id);
            assertThat(read(id)).isEqualTo(content);
            assertThat(blobs.known(id)).isPresent();
            clock.advance(GRACE.plusMinutes(1));
            care.collect();
            clock.advance(Duration.ofMinutes(6));
            care.collect();
            assertThat(care.verify(Long.MAX_VALUE).damaged()).isZero();
            assertThat(read(id)).isEqualTo(content);
        }
    }

    @Test
    void whatLayInChunksMayComeAgainWholeAndTheOtherWayRound() throws IOException {
        byte[] content = BlobsTest.words(new Random(4), 7 << 20);
        BlobId id = blobs.keep(new ByteArrayInputStream(content)).id();
        for (long size : new long[] {content.length, -1}) {
            assertThat(read(id)).isEqualTo(content);
            for (String key : blobs.facts(id).objects()) {
                spoil(key);
            }
            care.verify(Long.MAX_VALUE);
            blobs.keep(new ByteArrayInputStream(content), size);
            assertThat(read(id)).isEqualTo(content);
        }
    }

    @Test
    void theOtherChunksOfAnIncompleteContentStayUntilItComesAgain() throws IOException {
        byte[] shared = BlobsTest.words(new Random(5), 10 << 20);
        byte[] more = Arrays.copyOf(shared, 12 << 20);
        System.arraycopy(BlobsTest.words(new Random(6), 2 << 20), 0, more, 10 << 20, 2 << 20);
        blobs.keep(new ByteArrayInputStream(shared));
        String first = keys().getFirst();
        BlobId id = blobs.keep(new ByteArrayInputStream(more)).id();
        database.close();
        database = TestDatabase.fresh("vault");
        Path file = folder.resolve("store").resolve(first);
        Path aside = folder.resolve("aside");
        Files.move(file, aside);
        begin();
        assertThat(care.rebuild().incomplete()).isEqualTo(1);
        database.useTransaction(tx -> blobs.refer(tx, id));
        care.rebuilt();
        long before = rows("SELECT count(*) FROM vault_blob");
        for (int day = 0; day < 3; day++) {
            clock.advance(GRACE.minusHours(1));
            care.adopt();
            care.collect();
        }
        assertThat(rows("SELECT count(*) FROM vault_blob")).isEqualTo(before);
        Files.move(aside, file);
        clock.advance(GRACE.minusHours(1));
        assertThat(care.adopt().incomplete()).isZero();
        assertThat(read(id)).isEqualTo(more);
    }

    private void spoil(String key) throws IOException {
        Path file = folder.resolve("store").resolve(key);
        byte[] bad = Files.readAllBytes(file);
        Arrays.fill(bad, bad.length / 2, bad.length / 2 + 9, (byte) 77);
        Files.write(file, bad);
    }

    @Test
    void aDatabaseOlderThanACompactionFindsWhatWasMoved() throws IOException {
        Map<BlobId, byte[]> all = new HashMap<>();
        for (int i = 0; i < 10; i++) {
            byte[] content = BlobsTest.noise(new Random(i), 1000 + i);
            all.put(blobs.keep(new ByteArrayInputStream(content)).id(), content);
        }
        database.useTransaction(tx -> all.keySet().forEach(id -> blobs.refer(tx, id)));
        database.useTransaction(
                tx ->
                        tx.execute(
                                """
                                CREATE TABLE saved_object AS SELECT * FROM vault_object;
                                CREATE TABLE saved_blob AS SELECT * FROM vault_blob
                                """));
        clock.advance(Duration.ofMinutes(11));
        assertThat(care.compact()).isEqualTo(10);
        clock.advance(Duration.ofMinutes(6));
        care.collect();
        assertThat(keys()).hasSize(1);
        database.useTransaction(
                tx ->
                        tx.execute(
                                """
                                DELETE FROM vault_blob;
                                DELETE FROM vault_object;
                                INSERT INTO vault_object SELECT * FROM saved_object;
                                INSERT INTO vault_blob SELECT * FROM saved_blob
                                """));
        begin();
        clock.advance(Duration.ofHours(25));
        assertThat(care.adopt()).isEqualTo(new Rebuilt(1, 10, 0, 0));
        care.collect();
        clock.advance(Duration.ofMinutes(6));
        care.collect();
        for (Map.Entry<BlobId, byte[]> content : all.entrySet()) {
            assertThat(read(content.getKey())).isEqualTo(content.getValue());
        }
        assertThat(rows("SELECT count(*) FROM vault_object")).isEqualTo(1);
        assertThat(rows("SELECT count(*) FROM vault_damage WHERE mended_at IS NULL")).isZero();
    }

    @Test
    void anObjectThatCannotBeReadDoesNotKeepOthersFromBeingVerified() throws IOException {
        byte[] content = BlobsTest.noise(new Random(1), 5000);
        BlobId unreadable = blobs.keep(new ByteArrayInputStream(content)).id();
        clock.advance(Duration.ofMinutes(1));
        content[0] ^= 1;
        BlobId right = blobs.keep(new ByteArrayInputStream(content)).id();
        Path file = folder.resolve("store").resolve(blobs.facts(unreadable).objects().getFirst());
        Files.delete(file);
        Files.createSymbolicLink(file, file); // the system refuses to follow it
        assertThat(care.verify(Long.MAX_VALUE).damaged()).isZero();
        assertThat(blobs.facts(right).verifiedAt()).isEqualTo(clock.instant());
        assertThat(blobs.facts(unreadable).verifiedAt()).isNull();
    }

    @Test
    @Timeout(value = 20, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void anErrorWhileSmallContentsAreWrittenReachesWhoWaits() throws IOException {
        AtomicBoolean broken = new AtomicBoolean(true);
        BlobStore failing =
                new PassThrough(store) {
                    @Override
                    public Draft begin(String key) throws IOException {
                        if (broken.get()) {
                            throw new LinkageError("broken");
                        }
                        return super.begin(key);
                    }
                };
        Blobs some = new Blobs(database, failing, folder, clock);
        byte[] content = {1, 2, 3};
        for (int i = 0; i < 5; i++) {
            assertThatThrownBy(() -> some.keep(new ByteArrayInputStream(content)))
                    .isInstanceOf(IOException.class)
                    .hasCauseInstanceOf(LinkageError.class);
        }
        broken.set(false);
        BlobId id = some.keep(new ByteArrayInputStream(content)).id();
        assertThat(some.open(id).readAllBytes()).isEqualTo(content);
    }

    private long rows(String count) {
        return database.with(handle -> handle.createQuery(count).mapTo(Long.class).one());
    }
}
