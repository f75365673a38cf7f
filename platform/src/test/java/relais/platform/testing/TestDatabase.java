package relais.platform.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import relais.platform.db.Database;
import relais.platform.db.DatabaseAddress;
import relais.platform.db.EmbeddedPostgres;

/**
 * Fresh databases on one embedded PostgreSQL per test JVM. The server's fsync is off and its folder
 * vanishes with the JVM; tests of durability start their own {@link EmbeddedPostgres}.
 */
public final class TestDatabase {
    private static final int POOL = 8;
    private static final Map<String, String> SETTINGS =
            Map.of("fsync", "off", "full_page_writes", "off", "max_connections", "300");
    private static final String FOLDER = "relais-test-postgres-";

    private static TestDatabase instance;

    private final EmbeddedPostgres server;
    private final Map<String, String> templates = new HashMap<>();
    private final AtomicInteger number = new AtomicInteger();

    private TestDatabase(EmbeddedPostgres server) {
        this.server = server;
    }

    /** An empty database with the tables of platform and the named modules; close it when done. */
    public static Database fresh(String... modules) {
        return Database.open(freshAddress(modules), POOL);
    }

    /** Where a new database answers, for tests that open it themselves or from another process. */
    public static DatabaseAddress freshAddress(String... modules) {
        return running().create(modules);
    }

    /** Where programs are unpacked once for all test runs of this account. */
    public static Path binaries() {
        String cache = System.getenv("XDG_CACHE_HOME");
        Path base =
                cache == null ? Path.of(System.getProperty("user.home"), ".cache") : Path.of(cache);
        return Files.isWritable(base) || Files.isWritable(base.resolveSibling("."))
                ? base.resolve("relais-postgres")
                : Path.of(System.getProperty("java.io.tmpdir"), "relais-postgres");
    }

    private static synchronized TestDatabase running() {
        if (instance == null) {
            instance = start();
        }
        return instance;
    }

    private static TestDatabase start() {
        try {
            Path temp = Path.of(System.getProperty("java.io.tmpdir"));
            removeLeftOvers(temp);
            Path folder = temp.resolve(FOLDER + ProcessHandle.current().pid());
            EmbeddedPostgres server = EmbeddedPostgres.start(folder, binaries(), SETTINGS);
            Runtime.getRuntime()
                    .addShutdownHook(
                            new Thread(
                                    () -> {
                                        server.close();
                                        delete(folder);
                                    }));
            return new TestDatabase(server);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Folders of test JVMs that were killed before they could tidy up. */
    private static void removeLeftOvers(Path temp) throws IOException {
        try (Stream<Path> folders = Files.list(temp)) {
            folders.filter(f -> f.getFileName().toString().startsWith(FOLDER))
                    .filter(
                            f -> {
                                String name = f.getFileName().toString();
                                long pid = Long.parseLong(name.substring(FOLDER.length()));
                                return ProcessHandle.of(pid).isEmpty();
                            })
                    .forEach(TestDatabase::delete);
        }
    }

    private static void delete(Path folder) {
        try {
            TempFolders.delete(folder);
        } catch (IOException | UncheckedIOException e) {
            // its server may still be ending, and take its files away itself
            System.err.println("left behind: " + folder + ": " + e);
        }
    }

    private synchronized DatabaseAddress create(String... modules) {
        TreeSet<String> all = new TreeSet<>(Arrays.asList(modules));
        all.remove("platform");
        String template =
                templates.computeIfAbsent(String.join("_", all), key -> makeTemplate(key, all));
        String name = "test" + number.incrementAndGet();
        sql("CREATE DATABASE " + name + " TEMPLATE " + template);
        return server.address(name);
    }

    private String makeTemplate(String key, TreeSet<String> modules) {
        String name = "template_" + key;
        sql("CREATE DATABASE " + name);
        try (Database database = Database.open(server.address(name), 2)) {
            database.migrate("platform");
            modules.forEach(database::migrate);
        }
        return name;
    }

    private void sql(String statement) {
        DatabaseAddress address = server.address();
        try (var connection =
                        java.sql.DriverManager.getConnection(
                                address.url(), address.user(), address.password());
                var s = connection.createStatement()) {
            s.execute(statement);
        } catch (java.sql.SQLException e) {
            throw new IllegalStateException(statement, e);
        }
    }
}
