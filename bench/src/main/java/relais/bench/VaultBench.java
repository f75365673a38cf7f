package relais.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.DoubleSupplier;
import java.util.random.RandomGeneratorFactory;
import relais.vault.document.NaturalOrder;

/**
 * Files in and out over HTTP beside nginx, in turn: ours hashed, sealed, synced and in a dossier,
 * nginx's as they are.
 */
final class VaultBench implements AutoCloseable {
    private static final int MEGABYTE = 1 << 20;
    private static final int SMALL = 64 * 1024;
    private static final int CONNECTIONS = 16;
    private static final int ROUNDS = 3;
    private static final long SEED = 42;
    private static final Duration LOOKED_WITHIN = Duration.ofMinutes(10);
    private static final int LISTED = 100_000;
    private static final int QUESTIONS = 60;

    private final Path folder;
    private final int megabytes;
    private final int files;
    private final PrintStream progress;
    private final Map<String, Double> figures = new LinkedHashMap<>();
    private final Product product;
    private final InstantSource clock = InstantSource.system();
    private long dossier;
    private final ByteBuffer megabyte = noise(MEGABYTE);

    private VaultBench(
            Product product, Path folder, int megabytes, int files, PrintStream progress) {
        this.product = product;
        this.folder = folder;
        this.megabytes = megabytes;
        this.files = files;
        this.progress = progress;
    }

    static VaultBench open(
            Path launcher, Path folder, int megabytes, int files, PrintStream progress)
            throws IOException {
        Path home = Files.createDirectories(folder.resolve("relais"));
        Product product = Product.start(launcher, home, "meter.watch-this-host=no");
        return new VaultBench(product, folder, megabytes, files, progress);
    }

    /** Bytes that no packer makes smaller. */
    private static ByteBuffer noise(int bytes) {
        byte[] noise = new byte[bytes];
        RandomGeneratorFactory.of("L64X128MixRandom").create(SEED).nextBytes(noise);
        return ByteBuffer.allocateDirect(bytes).put(noise).flip();
    }

    private void put(String key, double value) {
        figures.put(key, value);
        progress.printf(Locale.ROOT, "%-28s %.3f%n", key, value);
    }

    Map<String, Double> measure() throws Exception {
        product.awaitPage();
        Site ours = ours();
        try (Nginx rival = Nginx.start(folder).orElse(null)) {
            Optional<Site> theirs =
                    Optional.ofNullable(rival)
                            .map(n -> new Site(n.address(), "", "/", Map.of(), n::seconds));
            if (theirs.isEmpty()) {
                progress.println("nginx is not installed: measured without it");
            }
            if (megabytes > 0) {
                large(ours, theirs);
            }
            put("rss_after_1g_mb", product.residentMegabytes());
            if (files > 0) {
                small(ours, theirs);
            }
        }
        put("rss_mb", product.residentMegabytes());
        if (files > 0) {
            listing(ours);
        }
        return figures;
    }

    /**
     * Where files are put, and found again.
     *
     * @param prefix of a name, where a file is put
     * @param found where files are that were put elsewhere than they are found, by name
     * @param cpuSeconds used by it so far, with what it started
     */
    private record Site(
            URI address,
            String token,
            String prefix,
            Map<String, String> found,
            DoubleSupplier cpuSeconds) {
        void put(Wire wire, String file, ByteBuffer content, int times) throws IOException {
            long id = wire.put(prefix + file, content, times);
            if (id > 0) {
                found.put(file, "/api/documents/" + id + "/content");
            }
        }

        long get(Wire wire, String file) throws IOException {
            return wire.get(found.getOrDefault(file, prefix + file));
        }
    }

    private Site ours() throws Exception {
        try (Visitor visitor = new Visitor(product.console())) {
            visitor.setUp(product.setupToken(), "a gigabyte before noon");
            JsonNode token =
                    visitor.change(
                            "/api/tokens",
                            Map.of(
                                    "name",
                                    "bench",
                                    "permissions",
                                    List.of("records.read", "records.edit", "records.all"),
                                    "expiresAt",
                                    clock.instant().plus(Duration.ofDays(1)).toString()));
            dossier = dossier(visitor);
            return new Site(
                    product.console(),
                    token.path("secret").asText(),
                    "/api/dossiers/" + dossier + "/content?path=/",
                    new ConcurrentHashMap<>(),
                    product::allSeconds);
        }
    }

    private static long dossier(Visitor visitor) throws IOException, InterruptedException {
        JsonNode type =
                visitor.change(
                        "/api/dossier-types",
                        Map.of(
                                "key",
                                "bench",
                                "name",
                                Map.of("en", "Bench"),
                                "number",
                                "B-{year}-{n:5}",
                                "fields",
                                List.of(),
                                "states",
                                List.of(
                                        Map.of(
                                                "key",
                                                "open",
                                                "label",
                                                Map.of("en", "Open"),
                                                "closed",
                                                false)),
                                "initial",
                                "open",
                                "transitions",
                                List.of(),
                                "grants",
                                List.of()));
        return visitor.change(
                        "/api/dossiers",
                        Map.of(
                                "type", type.path("id").asLong(),
                                "title", "Bench",
                                "fields", Map.of()))
                .path("id")
                .asLong();
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
            put("list_100k_ms", Figures.percentile(nanos, 0.5));
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
        put("put_1g_mb_s", median(speeds[0]));
        put("nginx_put_1g_mb_s", median(speeds[1]));
        put("get_1g_mb_s", median(speeds[2]));
        put("nginx_get_1g_mb_s", median(speeds[3]));
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

    private void small(Site ours, Optional<Site> theirs) throws Exception {
        each(ours, files, "warm-", true);
        rate("put_64k", ours, true);
        if (theirs.isPresent()) {
            rate("nginx_put_64k", theirs.get(), true);
        }
        long begun = System.nanoTime();
        awaitLooked();
        put("looked_after_s", (System.nanoTime() - begun) / 1e9);
        each(ours, files, "small-", false);
        rate("get_64k", ours, false);
        if (theirs.isPresent()) {
            rate("nginx_get_64k", theirs.get(), false);
        }
        put("lost", 0); // a get of what is not there, or not whole, ends the run
    }

    /**
     * Words and previews of what was put come after, while nobody waits: a GET is measured later.
     */
    private void awaitLooked() throws IOException, SQLException, InterruptedException {
        try (Connection database = product.database();
                Statement statement = database.createStatement()) {
            boolean done =
                    Patience.await(
                            LOOKED_WITHIN,
                            Duration.ofMillis(200),
                            () -> {
                                try (ResultSet due =
                                        statement.executeQuery("SELECT count(*) FROM vault_due")) {
                                    return due.next() && due.getLong(1) == 0;
                                }
                            });
            if (!done) {
                throw new IOException("the words are not read after " + LOOKED_WITHIN);
            }
        }
    }

    /** Files a second, and the processor's microseconds for each. */
    private void rate(String what, Site site, boolean in)
            throws IOException, InterruptedException, ExecutionException {
        double spent = site.cpuSeconds().getAsDouble();
        put(what + "_per_s", each(site, files, "small-", in));
        spent = site.cpuSeconds().getAsDouble() - spent;
        put(what + "_cpu_us", spent * 1e6 / files);
    }

    /** Files a second over {@link #CONNECTIONS} connections. */
    private double each(Site site, int count, String prefix, boolean in)
            throws InterruptedException, ExecutionException, IOException {
        long start = System.nanoTime();
        try (ExecutorService threads = Executors.newFixedThreadPool(CONNECTIONS)) {
            List<Future<?>> all = new ArrayList<>();
            for (int c = 0; c < CONNECTIONS; c++) {
                int first = c;
                all.add(
                        threads.submit(
                                () -> {
                                    some(site, count, prefix, in, first);
                                    return null;
                                }));
            }
            for (Future<?> one : all) {
                one.get();
            }
        }
        return count / seconds(start);
    }

    private void some(Site site, int count, String prefix, boolean in, int first)
            throws IOException {
        ByteBuffer content = noise(SMALL);
        try (Wire wire = new Wire(site.address(), site.token())) {
            for (int i = first; i < count; i += CONNECTIONS) {
                String name = prefix + i;
                if (in) {
                    content.putLong(8, i); // no two files equal
                    site.put(wire, name, content, 1);
                } else if (site.get(wire, name) != SMALL) {
                    throw new IOException(name + " is not whole");
                }
            }
        }
    }

    @Override
    public void close() throws IOException {
        product.close();
    }
}
