package relais.vault.policy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Properties;
import java.util.Random;
import java.util.Set;
import relais.platform.audit.Audit;
import relais.platform.db.Database;
import relais.platform.identity.Caller;
import relais.platform.live.LiveFeed;
import relais.platform.secrets.Secrets;
import relais.platform.testing.FaultyLine;
import relais.platform.testing.SettableClock;
import relais.platform.testing.TestDatabase;
import relais.vault.blob.Blobs;
import relais.vault.testing.Contents;
import relais.vault.testing.S3Service;

/** A process with its own folder and a bucket behind a line that fails as told. */
final class Keeping implements AutoCloseable {
    static final String SECRET = "our-secret";

    final SettableClock clock = new SettableClock(Instant.parse("2026-03-01T10:00:00Z"));
    final Database database = TestDatabase.fresh("vault");
    final Path folder;
    final S3Service service;
    final FaultyLine line;
    private final LiveFeed live = new LiveFeed(database);
    private final long mostSpooled;
    StoreKeeping keeping;

    Keeping(Path folder, long mostSpooled) throws Exception {
        this.folder = folder;
        this.mostSpooled = mostSpooled;
        this.service = new S3Service(folder.resolve("s3"), new Properties());
        this.line = new FaultyLine(service.port());
        this.keeping = open();
    }

    StoreKeeping open() throws IOException {
        return open("home");
    }

    /** One more process, with a folder of its own. */
    StoreKeeping open(String home) throws IOException {
        return new StoreKeeping(
                on(),
                folder.resolve(home),
                folder.resolve(home).resolve("files/store"),
                mostSpooled);
    }

    private StoreKeeping.Platform on() throws IOException {
        return new StoreKeeping.Platform(
                database,
                Secrets.open(folder.resolve("secrets.key")),
                new Audit(clock),
                live,
                clock);
    }

    /** Contents in its stores. */
    Blobs blobs() throws IOException {
        return Contents.over(keeping, on());
    }

    static Caller somebody() {
        return new Caller(1, "Awa", Set.of(), true, Set.of(), java.util.Locale.FRENCH);
    }

    long addBucket() throws IOException {
        return addBucket("bucket", line.port());
    }

    long addBucket(String name, int port) throws IOException {
        StoreSettings settings =
                new StoreSettings(
                        null,
                        null,
                        null,
                        null,
                        null,
                        "us",
                        null,
                        "http://127.0.0.1:" + port,
                        null,
                        "keep",
                        null,
                        null);
        Outcome outcome =
                keeping.changes()
                        .add(
                                somebody(),
                                new StoreWanted(
                                        name,
                                        StoreKind.S3,
                                        settings,
                                        SECRET,
                                        new Prices(23.0, 5.0, 90.0)));
        return ((Outcome.Done) outcome).id();
    }

    long addFolder(String name) throws IOException {
        StoreSettings settings =
                new StoreSettings(
                        java.nio.file.Files.createDirectories(folder.resolve(name)).toString(),
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null);
        Outcome outcome =
                keeping.changes()
                        .add(
                                somebody(),
                                new StoreWanted(name, StoreKind.FOLDER, settings, null, null));
        return ((Outcome.Done) outcome).id();
    }

    long own() {
        return keeping.list().stream().filter(StoreShown::own).findFirst().orElseThrow().id();
    }

    void rules(Rule... rules) throws IOException {
        Outcome outcome = keeping.changes().setRules(somebody(), List.of(rules));
        if (!(outcome instanceof Outcome.Done)) {
            throw new AssertionError(outcome);
        }
    }

    void put(String key, byte[] bytes) throws IOException {
        keeping.all().write(key, new ByteArrayInputStream(bytes), bytes.length);
    }

    byte[] get(String key) throws IOException {
        try (InputStream in = keeping.all().read(key, 0, Long.MAX_VALUE)) {
            return in.readAllBytes();
        }
    }

    static byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        new Random(count).nextBytes(bytes);
        return bytes;
    }

    /** Does all that is due now. */
    void settle() throws IOException {
        keeping.tend();
        for (int i = 0; i < 50 && keeping.work() > 0; i++) {
            keeping.tend();
        }
    }

    Path home(String key) {
        return folder.resolve("home/files/store").resolve(key);
    }

    Path inBucket(String key) {
        return service.shared().resolve(key);
    }

    StoreShown card(String name) {
        return keeping.list().stream().filter(s -> s.name().equals(name)).findFirst().orElseThrow();
    }

    void flip(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 1;
        Files.write(file, bytes);
    }

    @Override
    public void close() throws Exception {
        keeping.close();
        live.close();
        line.close();
        service.close();
        database.close();
    }
}
