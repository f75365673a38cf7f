package relais.vault.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import relais.vault.blob.BlobId;
import relais.vault.blob.Blobs;
import relais.vault.store.BlobStore;
import relais.vault.store.FolderStore;
import relais.vault.testing.PassThrough;

/** A store of the quorum takes the bytes and never answers: uploads spool, nobody queues for it. */
@Timeout(300)
class HangingStoreStory {
    @TempDir Path folder;
    private Keeping at;
    private Blobs blobs;
    private long bucket;

    @BeforeEach
    void open() throws Exception {
        at = new Keeping(folder, Long.MAX_VALUE);
        bucket = at.addBucket();
        at.rules(new Rule("both", 0, 0, 2, 2, List.of(at.own(), bucket)));
        at.keeping.tend();
        blobs = at.blobs();
    }

    @AfterEach
    void close() throws Exception {
        at.close();
    }

    private BlobId keep(int size) throws IOException {
        return blobs.keep(new ByteArrayInputStream(Keeping.bytes(size))).id();
    }

    @Test
    void manyPeoplesSmallUploadsAreTakenAndArriveWhenItIsBack() throws Exception {
        keep(999);
        at.line.silence();
        List<BlobId> ids = new ArrayList<>();
        try (ExecutorService people = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<BlobId>> uploads = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                int size = 1_000 + i;
                uploads.add(() -> keep(size));
            }
            for (Future<BlobId> done : people.invokeAll(uploads)) {
                ids.add(done.get());
            }
        }
        assertThat(at.card("bucket").state()).isEqualTo("away");
        assertThat(at.database.with(Copies::spooledBytes)).isPositive();
        at.line.mend();
        at.clock.advance(Duration.ofMinutes(11));
        at.settle();
        assertThat(at.database.with(Copies::spooledBytes)).isZero();
        for (BlobId id : ids) {
            assertThat(at.inBucket(blobs.facts(id).objects().getFirst())).exists();
        }
    }

    /** Not when the store's own time-outs have ended, which let the connection go. */
    @Test
    void anUploadIsAnsweredWhileItsCopyStillHangs() throws Exception {
        at.line.swallow();
        BlobId id = keep(1_000);
        assertThat(at.line.isHeld()).as("its copy is still on its way").isTrue();
        String key = blobs.facts(id).objects().getFirst();
        assertThat(at.keeping.all().settled(key)).as("it waits for the bucket").isFalse();
        assertThat(at.card("bucket").state()).isEqualTo("away");
    }

    @Test
    void whoeverCameFirstGoesOnWithoutItWhileItStillHangs() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        CountDownLatch ended = new CountDownLatch(1);
        try (OpenStore hanging = hanging(never);
                OpenStore own =
                        new OpenStore(row(2), new Read(ownStore(), ended), null, at.clock)) {
            hanging.knock();
            assertThat(hanging.takes()).isTrue();
            Copies.Known object = object("blob/a");
            assertThatThrownBy(() -> new InTime(Duration.ofMillis(50)).carry(object, own, hanging))
                    .hasMessageContaining("has not taken it");
            assertThat(never.getCount()).as("it hangs still").isEqualTo(1);
            assertThat(hanging.health().state()).isEqualTo(OpenStore.State.AWAY);
            assertThat(hanging.takes()).as("nobody else waits for it").isFalse();
        } finally {
            never.countDown();
        }
        assertThat(ended.await(60, TimeUnit.SECONDS)).as("it writes no more").isTrue();
    }

    /** Minutes later its connection is cut, when others are taken again already. */
    @Test
    void whatWasGivenUpAndFailsLateDoesNotPutAwayAStoreThatIsBack() throws Exception {
        for (Late late : Late.values()) {
            CountDownLatch cut = new CountDownLatch(1);
            CountDownLatch ended = new CountDownLatch(1);
            BlobStore in = marked();
            try (OpenStore store = new OpenStore(row(1), new Cut(in, cut, late), null, at.clock);
                    OpenStore own =
                            new OpenStore(row(2), new Read(ownStore(), ended), null, at.clock)) {
                store.knock();
                assertThatThrownBy(
                                () ->
                                        new InTime(Duration.ofMillis(50))
                                                .carry(object("blob/a"), own, store))
                        .hasMessageContaining("has not taken it");
                at.clock.advance(Duration.ofMinutes(2));
                store.knock();
                assertThat(store.takes()).as("it is back").isTrue();
                cut.countDown();
                assertThat(ended.await(60, TimeUnit.SECONDS)).as("it failed").isTrue();
                assertThat(store.health().state()).as("%s", late).isEqualTo(OpenStore.State.UP);
                assertThatThrownBy(
                                () ->
                                        new InTime(Duration.ofMinutes(1))
                                                .carry(object("blob/a"), own, store))
                        .hasMessageContaining("cut");
                assertThat(store.takes()).as("what is begun now and fails counts").isFalse();
            }
        }
    }

    /** Where it hangs, and where it fails then. */
    private enum Late {
        HANGS_AND_FAILS,
        HANGS_AND_FAILS_AT_THE_END
    }

    @Test
    void aStoreThatOnlyAnswersKnocksIsAskedLessAndLess() throws Exception {
        try (OpenStore store = hanging(new CountDownLatch(0))) {
            int hung = 0;
            for (int second = 0; second < 600; second++) {
                if (store.knockIsDue()) {
                    store.knock();
                }
                if (store.takes()) {
                    hung++;
                    store.failed(new IOException("has not taken it"));
                }
                at.clock.advance(Duration.ofSeconds(1));
            }
            assertThat(hung).as("in ten minutes").isBetween(5, 20);
        }
    }

    private FolderStore ownStore() throws IOException {
        FolderStore own = new FolderStore("own", folder.resolve("own"));
        own.write("blob/a", new ByteArrayInputStream(Keeping.bytes(100)), 100);
        return own;
    }

    private static Copies.Known object(String key) {
        CRC32C crc = new CRC32C();
        crc.update(Keeping.bytes(100));
        return new Copies.Known(
                0, key, 100, (int) crc.getValue(), Instant.EPOCH, false, new LinkedHashMap<>());
    }

    private static StoreRow row(long id) {
        return new StoreRow(
                id,
                "store " + id,
                StoreKind.S3,
                StoreSettings.OWN,
                null,
                new UUID(7, id),
                Prices.NONE,
                Instant.EPOCH);
    }

    private OpenStore hanging(CountDownLatch let) throws IOException {
        return new OpenStore(row(1), new Hanging(marked(), let), null, at.clock);
    }

    private BlobStore marked() throws IOException {
        BlobStore in = new FolderStore("hanging", folder.resolve("hanging"));
        byte[] mark = row(1).mark().toString().getBytes(StandardCharsets.US_ASCII);
        in.write(StoreRow.MARK, new ByteArrayInputStream(mark), mark.length);
        return in;
    }

    /** It gives what it has; what it is given stays on its way until {@code let} is open. */
    private static final class Hanging extends PassThrough {
        private final CountDownLatch let;

        Hanging(BlobStore in, CountDownLatch let) {
            super(in);
            this.let = let;
        }

        @Override
        public Draft begin(String key) throws IOException {
            opened(let);
            return super.begin(key);
        }
    }

    /** What it is given hangs until the line is cut, and fails by that. */
    private static final class Cut extends PassThrough {
        private final CountDownLatch cut;
        private final Late late;

        Cut(BlobStore in, CountDownLatch cut, Late late) {
            super(in);
            this.cut = cut;
            this.late = late;
        }

        @Override
        public Draft begin(String key) throws IOException {
            opened(cut);
            return switch (late) {
                case HANGS_AND_FAILS -> throw new IOException("cut");
                case HANGS_AND_FAILS_AT_THE_END -> new FailsAtTheEnd(super.begin(key));
            };
        }
    }

    private record FailsAtTheEnd(BlobStore.Draft in) implements BlobStore.Draft {
        @Override
        public void write(ByteBuffer bytes) throws IOException {
            in.write(bytes);
        }

        @Override
        public void commit() throws IOException {
            throw new IOException("cut");
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }

    /** Says when a copy of what it holds has ended, well or not. */
    private static final class Read extends PassThrough {
        private final CountDownLatch ended;

        Read(BlobStore in, CountDownLatch ended) {
            super(in);
            this.ended = ended;
        }

        @Override
        public InputStream read(String key, long offset, long length) throws IOException {
            return new FilterInputStream(super.read(key, offset, length)) {
                @Override
                public void close() throws IOException {
                    super.close();
                    ended.countDown();
                }
            };
        }
    }

    private static void opened(CountDownLatch let) throws IOException {
        try {
            let.await();
        } catch (InterruptedException e) {
            throw new InterruptedIOException();
        }
    }
}
