package relais.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.jspecify.annotations.Nullable;

/**
 * Uploads go on while the product is killed (SIGKILL) and started again on the same data; whoever
 * got no answer asks again, as a browser does. What was acknowledged must be there afterwards, once
 * and bit by bit.
 */
final class LostBench implements AutoCloseable {
    private static final int WRITERS = 8;
    private static final int BETWEEN_UPLOADS = 50;
    private static final int BETWEEN_MILLIS = 500;
    private static final Duration GOING_ON = Duration.ofMinutes(3);
    private static final Duration LOOK = Duration.ofMillis(20);

    private final Path launcher;
    private final Path home;
    private final VaultFigures figures;
    private final Desk desk;
    private final AtomicLong next = new AtomicLong();
    private final AtomicLong again = new AtomicLong();
    private final AtomicBoolean ending = new AtomicBoolean();

    /** What was acknowledged: the document's number by the upload's. */
    private final Map<Long, Long> acknowledged = new ConcurrentHashMap<>();

    private volatile Product product;

    private LostBench(Path launcher, Path home, VaultFigures figures, Desk desk, Product product) {
        this.launcher = launcher;
        this.home = home;
        this.figures = figures;
        this.desk = desk;
        this.product = product;
    }

    static LostBench open(Path launcher, Path folder, VaultFigures figures) throws Exception {
        Path home = Files.createDirectories(folder.resolve("killed"));
        Product product = start(launcher, home);
        product.awaitPage();
        return new LostBench(launcher, home, figures, Desk.open(product), product);
    }

    private static Product start(Path launcher, Path home) throws IOException {
        return Product.start(launcher, home, "meter.watch-this-host=no");
    }

    void measure(int kills, long seed) throws Exception {
        figures.say("killed %d times, seed %d", kills, seed);
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        try (ExecutorService threads = Executors.newFixedThreadPool(WRITERS)) {
            List<Future<?>> writers = new ArrayList<>();
            for (int i = 0; i < WRITERS; i++) {
                writers.add(threads.submit(this::write));
            }
            try {
                for (int i = 0; i < kills; i++) {
                    killOnce(random);
                }
                pass(random);
            } finally {
                ending.set(true);
            }
            for (Future<?> writer : writers) {
                writer.get();
            }
        }
        figures.put("lost_kills", kills);
        figures.put("lost_uploads", acknowledged.size());
        figures.put("lost_asked_again", again.get());
        Kept kept = Kept.of(product.console(), desk, acknowledged);
        figures.put("lost", kept.lost());
        figures.put("duplicated", kept.doubled());
    }

    private void killOnce(RandomGenerator random) throws Exception {
        int wanted = acknowledged.size() + BETWEEN_UPLOADS;
        if (!Patience.await(GOING_ON, LOOK, () -> acknowledged.size() >= wanted)) {
            throw new IOException("too few uploads within " + GOING_ON);
        }
        pass(random);
        product.kill();
        product = start(launcher, home);
        product.awaitPage();
    }

    /** Any moment of what goes on may be the one. */
    private static void pass(RandomGenerator random)
            throws IOException, SQLException, InterruptedException {
        Patience.pass(Duration.ofMillis(BETWEEN_MILLIS + random.nextInt(4 * BETWEEN_MILLIS)));
    }

    private @Nullable Void write() throws IOException, SQLException, InterruptedException {
        try (Uploader uploader = new Uploader(() -> product.console(), desk)) {
            while (!ending.get()) {
                long number = next.getAndIncrement();
                acknowledged.put(number, uploader.upload(number));
            }
            again.addAndGet(uploader.again());
        }
        return null;
    }

    @Override
    public void close() throws IOException {
        product.close();
    }
}
