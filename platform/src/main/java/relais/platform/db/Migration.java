package relais.platform.db;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.HexFormat;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;

/**
 * One module's migrations. Flyway takes half a second to find out that nothing is to be done, so
 * the hash of all scripts is kept beside its history: the same hash, nothing to do.
 */
record Migration(Database database, String module) {

    /** Whether its tables are those of this program. */
    Schema schema() {
        String recorded = recorded();
        if (recorded.isEmpty()) {
            return Schema.NONE;
        }
        return recorded.equals(hash()) ? Schema.OURS : Schema.ANOTHER;
    }

    void run() {
        String scripts = hash();
        if (scripts.equals(recorded())) {
            return;
        }
        DatabaseAddress address = database.address();
        // Flyway's own connections have no time limit: building an index may take an hour.
        Flyway.configure()
                .dataSource(address.url(), address.user(), address.password())
                .locations("classpath:db/migration/" + module)
                .table(module + "_schema_history")
                .baselineOnMigrate(true)
                .baselineVersion("0")
                .load()
                .migrate();
        record(scripts);
    }

    private String recorded() {
        return database.with(
                handle -> {
                    boolean known =
                            handle.createQuery(
                                            "SELECT to_regclass('platform_migration') IS NOT NULL")
                                    .mapTo(Boolean.class)
                                    .one();
                    return known
                            ? handle.createQuery(
                                            "SELECT hash FROM platform_migration WHERE module = :module")
                                    .bind("module", module)
                                    .mapTo(String.class)
                                    .findOne()
                                    .orElse("")
                            : "";
                });
    }

    private void record(String hash) {
        database.useTransaction(
                tx -> {
                    // Two processes may start at once; CREATE IF NOT EXISTS alone can collide.
                    tx.execute("SELECT pg_advisory_xact_lock(hashtext('platform_migration'))");
                    tx.execute(
                            """
                            CREATE TABLE IF NOT EXISTS platform_migration (
                              module text PRIMARY KEY,
                              hash text NOT NULL)
                            """);
                    tx.createUpdate(
                                    """
                                    INSERT INTO platform_migration (module, hash)
                                    VALUES (:module, :hash)
                                    ON CONFLICT (module) DO UPDATE SET hash = excluded.hash
                                    """)
                            .bind("module", module)
                            .bind("hash", hash)
                            .execute();
                });
    }

    /** Of all scripts' names and bytes. */
    private String hash() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            String folder = "db/migration/" + module;
            SortedMap<String, byte[]> scripts = new TreeMap<>();
            for (URL url :
                    Collections.list(Migration.class.getClassLoader().getResources(folder))) {
                collect(url, folder, scripts);
            }
            scripts.forEach(
                    (name, bytes) -> {
                        digest.update((name + "\n").getBytes(StandardCharsets.UTF_8));
                        digest.update(bytes);
                    });
            return HexFormat.of().formatHex(digest.digest());
        } catch (IOException e) {
            throw new UncheckedIOException("migrations of " + module, e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every JDK has SHA-256
        }
    }

    private static void collect(URL url, String folder, SortedMap<String, byte[]> into)
            throws IOException {
        if (url.openConnection() instanceof JarURLConnection jar) {
            for (var entry : Collections.list(jar.getJarFile().entries())) {
                if (!entry.isDirectory() && entry.getName().startsWith(folder + "/")) {
                    try (InputStream in = jar.getJarFile().getInputStream(entry)) {
                        into.put(entry.getName(), in.readAllBytes());
                    }
                }
            }
            return;
        }
        try (Stream<Path> files = Files.list(Path.of(URI.create(url.toString())))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                into.put(folder + "/" + file.getFileName(), Files.readAllBytes(file));
            }
        }
    }
}
