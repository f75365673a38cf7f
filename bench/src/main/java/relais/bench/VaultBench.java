package relais.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGeneratorFactory;
import relais.vault.document.NaturalOrder;

/**
 * Files in and out over HTTP beside nginx, in turn: ours hashed, sealed, synced and in a dossier,
 * nginx's as they are.
 */
final class VaultBench implements AutoCloseable {
    private static final int MEGABYTE = 1 << 20;
    private static final int ROUNDS = 3;
    private static final long SEED = 42;
    private static final int LISTED = 100_000;
    private static final int QUESTIONS = 60;

    private final Path folder;
    private final int megabytes;
    private final int seconds;
    private final VaultFigures figures;
    private final Product product;
    private long dossier;
    private final ByteBuffer megabyte = noise(MEGABYTE);

    private VaultBench(
            Product product, Path folder, int megabytes, int seconds, VaultFigures figures) {
        this.product = product;
        this.folder = folder;
        this.megabytes = megabytes;
        this.seconds = seconds;
        this.figures = figures;
    }

    static VaultBench open(
            Path launcher, Path folder, int megabytes, int seconds, VaultFigures figures)
            throws IOException {
        Path home = Files.createDirectories(folder.resolve("relais"));
        Product product = Product.start(launcher, home, "meter.watch-this-host=no");
        return new VaultBench(product, folder, megabytes, seconds, figures);
    }

    /** Bytes that no packer makes smaller. */
    static ByteBuffer noise(int bytes) {
        byte[] noise = new byte[bytes];
        RandomGeneratorFactory.of("L64X128MixRandom").create(SEED).nextBytes(noise);
        return ByteBuffer.allocateDirect(bytes).put(noise).flip();
    }

    void measure() throws Exception {
        product.awaitPage();
        Site ours = ours();
        try (Nginx rival = Nginx.start(folder).orElse(null)) {
            Optional<Site> theirs =
                    Optional.ofNullable(rival)
                            .map(n -> new Site(n.address(), "", "/", Map.of(), n::seconds));
            if (theirs.isEmpty()) {
                figures.say("nginx is not installed: measured without it");
            }
            // Small ones first: for a minute after gigabytes the disk is still writing them.
            if (seconds > 0) {
                new SmallBench(product, seconds, figures).measure(ours, theirs);
            }
            figures.put("rss_after_64k_mb", product.residentMegabytes());
            if (megabytes > 0) {
                large(ours, theirs);
            }
        }
        figures.put("rss_after_1g_mb", product.residentMegabytes());
        if (seconds > 0) {
            listing(ours);
        }
    }

    private Site ours() throws Exception {
        Desk desk = Desk.open(product);
        dossier = desk.dossier();
        return new Site(
                product.console(),
                desk.token(),
                "/api/dossiers/" + dossier + "/content?path=/",
                new ConcurrentHashMap<>(),
                product::allSeconds);
    }

    /** A page of a folder with 100,000 documents, which the database is given directly. */
    private void listing(Site ours) throws Exception {
        try (Connection database = product.database()) {
            database.setAutoCommit(false);
            fill(database);
            database.commit();
            try (Statement statement = database.createStatement()) {
                database.setAutoCommit(true);
                statement.execute("VACUUM ANALYZE vault_document");
            }
        }
        try (Wire wire = new Wire(ours.address(), ours.token())) {
            long[] nanos = new long[QUESTIONS];
            for (int i = -QUESTIONS; i < QUESTIONS; i++) {
                long start = System.nanoTime();
                wire.get("/api/dossiers/" + dossier + "/folder?path=/&limit=100");
                nanos[Math.max(i, 0)] = System.nanoTime() - start;
            }
            figures.put("list_100k_ms", Figures.percentile(nanos, 0.5));
        }
    }

    private void fill(Connection database) throws SQLException {
        String copy =
                """
                INSERT INTO vault_document (dossier_id, name, order_key, version, hash, size,
                  media_type, created_at, changed_at, changed_by, changed_name)
                SELECT dossier_id, ?, ?, 1, hash, size, media_type, now(), now(), 1, 'Bench'
                FROM vault_document WHERE name = 'small-0' LIMIT 1
                """;
        try (PreparedStatement insert = database.prepareStatement(copy)) {
            for (int i = 0; i < LISTED; i++) {
                String name = "Rapport de visite n° " + i + ".pdf";
                insert.setString(1, name);
                insert.setString(2, NaturalOrder.key(name));
                insert.addBatch();
                if (i % 5_000 == 4_999) {
                    insert.executeBatch();
                }
            }
            insert.executeBatch();
        }
    }

    private void large(Site ours, Optional<Site> theirs) throws IOException {
        double[][] speeds = new double[4][ROUNDS];
        for (int round = 0; round < ROUNDS; round++) {
            speeds[0][round] = putLarge(ours, "large-" + round);
            speeds[1][round] = theirs.isPresent() ? putLarge(theirs.get(), "large-" + round) : 0;
            speeds[2][round] = getLarge(ours, "large-" + round);
            speeds[3][round] = theirs.isPresent() ? getLarge(theirs.get(), "large-" + round) : 0;
        }
        figures.put("put_1g_mb_s", median(speeds[0]));
        figures.put("nginx_put_1g_mb_s", median(speeds[1]));
        figures.put("get_1g_mb_s", median(speeds[2]));
        figures.put("nginx_get_1g_mb_s", median(speeds[3]));
    }

    private double putLarge(Site site, String name) throws IOException {
        try (Wire wire = new Wire(site.address(), site.token())) {
            long start = System.nanoTime();
            site.put(wire, name, megabyte, megabytes);
            return megabytes / seconds(start);
        }
    }

    private double getLarge(Site site, String name) throws IOException {
        try (Wire wire = new Wire(site.address(), site.token())) {
            long start = System.nanoTime();
            long bytes = site.get(wire, name);
            if (bytes != (long) megabytes * MEGABYTE) {
                throw new IOException(name + " has " + bytes + " bytes");
            }
            return megabytes / seconds(start);
        }
    }

    private static double seconds(long start) {
        return (System.nanoTime() - start) / 1e9;
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    Product product() {
        return product;
    }

    @Override
    public void close() throws IOException {
        product.close();
    }
}
