package relais.vault.blob;

import com.sun.management.OperatingSystemMXBean;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import relais.platform.db.Database;
import relais.platform.db.EmbeddedPostgres;
import relais.platform.testing.TestDatabase;
import relais.vault.store.FolderStore;

/**
 * Measures the engine alone, without HTTP, with a PostgreSQL of its own whose fsync is on. Started
 * by hand: the folder (on a real disk), then what to measure.
 */
final class BlobsSpeed {
    private static final int THREADS = 32;
    private static final long LARGE = 1L << 30;
    private static final long NANOS = 6_000_000_000L;

    private final Blobs blobs;
    private final Path folder;
    private long processor;

    private BlobsSpeed(Blobs blobs, Path folder) {
        this.blobs = blobs;
        this.folder = folder;
    }

    public static void main(String[] args) throws Exception {
        Path folder = Path.of(args[0]);
        Files.createDirectories(folder);
        try (EmbeddedPostgres server =
                        EmbeddedPostgres.start(
                                folder.resolve("postgres"), TestDatabase.binaries(), Map.of());
                Database database = Database.open(server.address(), 8);
                FolderStore store = new FolderStore("local", folder.resolve("store"))) {
            database.migrate("platform");
            database.migrate("vault");
            BlobsSpeed speed =
                    new BlobsSpeed(
                            new Blobs(
                                    database,
                                    store,
                                    folder.resolve("room"),
                                    InstantSource.system()),
                            folder);
            if (args[1].contains("large")) {
                speed.large();
            }
            if (args[1].contains("small")) {
                speed.small();
            }
        }
    }

    private void large() throws IOException {
        for (int i = 0; i < 5; i++) {
            long seed = System.nanoTime();
            long begun = System.nanoTime();
            try (OutputStream plain = Files.newOutputStream(folder.resolve("plain"))) {
                new Noise(seed, LARGE).transferTo(plain);
            }
            say("unsynced plain write", begun);
            Files.delete(folder.resolve("plain"));
            begun = System.nanoTime();
            Kept kept = blobs.keep(new Noise(seed, LARGE), LARGE);
            say("keep", begun);
            begun = System.nanoTime();
            blobs.copy(kept.id(), 0, LARGE, OutputStream.nullOutputStream());
            say("copy", begun);
            begun = System.nanoTime();
            blobs.keep(new Noise(seed, LARGE), LARGE);
            say("keep what is known", begun);
        }
    }

    private void say(String what, long begun) {
        double seconds = (System.nanoTime() - begun) / 1e9;
        System.out.printf(
                "%-24s %6.0f MB/s, %4.2f s of processor%n",
                what, LARGE / 1e6 / seconds, processor());
    }

    /** Seconds since the last time; on a busy machine the figure that means something. */
    private double processor() {
        long now =
                ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class)
                        .getProcessCpuTime();
        long used = now - processor;
        processor = now;
        return used / 1e9;
    }

    private void small() throws Exception {
        ConcurrentLinkedQueue<BlobId> ids = new ConcurrentLinkedQueue<>();
        for (int round = 0; round < 2; round++) {
            AtomicLong puts = new AtomicLong();
            each(
                    random -> {
                        byte[] content = new byte[64 << 10];
                        random.nextBytes(content);
                        ids.add(blobs.keep(new ByteArrayInputStream(content), 64 << 10).id());
                        puts.incrementAndGet();
                    });
            System.out.printf(
                    "keep 64 KiB %25.0f /s, %4.0f us of processor%n",
                    puts.get() * 1e9 / NANOS, processor() * 1e6 / puts.get());
        }
        List<BlobId> all = new ArrayList<>(ids);
        for (int round = 0; round < 2; round++) {
            AtomicLong gets = new AtomicLong();
            each(
                    random -> {
                        BlobId id = all.get(random.nextInt(all.size()));
                        blobs.copy(id, 0, 64 << 10, OutputStream.nullOutputStream());
                        gets.incrementAndGet();
                    });
            System.out.printf(
                    "copy 64 KiB %25.0f /s, %4.0f us of processor%n",
                    gets.get() * 1e9 / NANOS, processor() * 1e6 / gets.get());
        }
    }

    private interface Step {
        void run(Random random) throws IOException;
    }

    private static void each(Step step) throws Exception {
        long until = System.nanoTime() + NANOS;
        try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                Random random = Random.from(new SplittableRandom());
                all.add(
                        threads.submit(
                                () -> {
                                    while (System.nanoTime() < until) {
                                        step.run(random);
                                    }
                                    return null;
                                }));
            }
            for (Future<?> one : all) {
                one.get();
            }
        }
    }

    /** Bytes that do not compress and are never the same twice, at the speed of copying. */
    private static final class Noise extends InputStream {
        private final byte[] block = new byte[1 << 20];
        private long left;
        private int at;

        Noise(long seed, long size) {
            new Random(seed).nextBytes(block);
            left = size;
        }

        @Override
        public int read() {
            throw new UnsupportedOperationException();
        }

        @Override
        public int read(byte[] into, int offset, int length) {
            if (left == 0) {
                return -1;
            }
            if (at == block.length) {
                at = 0;
                for (int i = 0; i < 8; i++) {
                    block[i] ^= (byte) (left >>> (8 * i));
                }
            }
            int count = (int) Math.min(Math.min(length, block.length - at), left);
            System.arraycopy(block, at, into, offset, count);
            at += count;
            left -= count;
            return count;
        }
    }
}
