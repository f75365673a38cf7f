package relais.vault.blob;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import relais.platform.db.Database;
import relais.platform.testing.TestDatabase;
import relais.vault.store.BlobStore;
import relais.vault.testing.PassThrough;

/** Objects that the database does not know become known, whatever is wrong with some of them. */
class AdoptTest extends CaredFor {
    /** An object in which several small contents lie. */
    private List<BlobId> together(int count) throws Exception {
        CyclicBarrier barrier = new CyclicBarrier(count);
        List<BlobId> ids = new ArrayList<>();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            byte[] content = BlobsTest.noise(new Random(i), 30_000 + i);
            threads.add(
                    Thread.ofPlatform()
                            .start(
                                    () -> {
                                        try {
                                            barrier.await(20, TimeUnit.SECONDS);
                                            BlobId id =
                                                    blobs.keep(new ByteArrayInputStream(content))
                                                            .id();
                                            synchronized (ids) {
                                                ids.add(id);
                                            }
                                        } catch (Exception e) {
                                            // Boundary of the thread: the count tells.
                                            throw new AssertionError(e);
                                        }
                                    }));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(ids).hasSize(count);
        return ids;
    }

    private void forgetAll() {
        database.useTransaction(
                tx ->
                        tx.execute(
                                "DELETE FROM vault_blob; DELETE FROM vault_damage;"
                                        + " DELETE FROM vault_object"));
        clock.advance(Duration.ofDays(2));
    }

    private Path largest() throws IOException {
        List<Path> files = new ArrayList<>();
        store.list("blob/", e -> files.add(folder.resolve("store").resolve(e.key())));
        files.sort((a, b) -> Long.compare(b.toFile().length(), a.toFile().length()));
        return files.getFirst();
    }

    @Test
    void whatWasCutOffAndIsCopiedOnLaterIsFoundThen() throws Exception {
        List<BlobId> ids = together(40);
        Path file = largest();
        byte[] whole = Files.readAllBytes(file);
        assertThat(whole.length).as("several in one object").isGreaterThan(100_000);
        forgetAll();
        Files.write(file, Arrays.copyOf(whole, whole.length * 2 / 3));
        blobs.care(Care.GRACE).adopt();
        Files.write(file, whole);
        clock.advance(Duration.ofDays(2));
        blobs.care(Care.GRACE).adopt();
        for (BlobId id : ids) {
            assertThat(blobs.open(id).readAllBytes()).hasSizeGreaterThan(29_999);
        }
        assertThat(blobs.care(Care.GRACE).verify(Long.MAX_VALUE).damaged()).isZero();
    }

    @Test
    void oneThatCannotBeReadKeepsNoOtherFromBeingFound() throws Exception {
        List<BlobId> ids = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            byte[] content = BlobsTest.noise(new Random(i), 3000);
            ids.add(blobs.keep(new ByteArrayInputStream(content)).id());
        }
        Set<String> unreadable = new HashSet<>();
        for (BlobId id : ids.subList(0, 3)) {
            unreadable.add(blobs.facts(id).objects().getFirst());
        }
        forgetAll();
        BlobStore failing =
                new PassThrough(store) {
                    @Override
                    public InputStream read(String key, long offset, long length)
                            throws IOException {
                        if (unreadable.contains(key)) {
                            throw new IOException("a bad sector");
                        }
                        return super.read(key, offset, length);
                    }
                };
        blobs = new Blobs(database, failing, folder, clock);
        blobs.care(Care.GRACE).adopt();
        for (BlobId id : ids.subList(3, 6)) {
            assertThat(blobs.open(id).readAllBytes()).hasSize(3000);
        }
    }

    @Test
    void aNewDatabaseOverOldFilesLeavesThemAloneUntilTheyAreBroughtBack() throws Exception {
        BlobId old = blobs.keep(new ByteArrayInputStream(new byte[] {1, 2, 3})).id();
        clock.advance(Duration.ofDays(1));
        try (Database anew = TestDatabase.fresh("vault")) {
            Blobs young = new Blobs(anew, store, folder, clock);
            Care care = young.care(Care.GRACE);
            care.begin();
            Unkept crashed = (Unkept) young.take(new ByteArrayInputStream(new byte[] {4, 5, 6}), 3);
            assertThat(young.write(List.of(young.seal(crashed)))).isPresent();
            clock.advance(Duration.ofDays(2));
            care.adopt();
            assertThat(young.facts(crashed.id()).objects()).as("its own").hasSize(1);
            clock.advance(Duration.ofDays(40));
            care.begin();
            assertThat(care.collect()).as("what a crash left of its own").isEqualTo(1);
            assertThat(blobs.open(old).readAllBytes()).containsExactly(1, 2, 3);

            care.rebuild();
            assertThat(young.facts(old).objects()).as("taken in").hasSize(1);
            assertThat(warned(care)).as("all is known").isZero();
            care.undo(); // nothing was brought back
            assertThat(young.known(old)).isEmpty();
            assertThat(warned(care)).isEqualTo(1);
            clock.advance(Duration.ofDays(4000));
            care.adopt();
            assertThat(care.collect()).isZero();
            clock.advance(Duration.ofDays(1));
            care.collect();
            assertThat(blobs.open(old).readAllBytes()).containsExactly(1, 2, 3);
        }
    }

    /** How often the daily look for leftovers warns. */
    private static int warned(Care care) throws IOException {
        Logger log = (Logger) LoggerFactory.getLogger(Birth.class);
        ListAppender<ILoggingEvent> said = new ListAppender<>();
        said.start();
        log.addAppender(said);
        try {
            care.adopt();
        } finally {
            log.detachAppender(said);
        }
        return said.list.size();
    }
}
