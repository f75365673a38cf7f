package relais.app;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import relais.platform.backup.Contents;
import relais.platform.backup.DatabaseDump;
import relais.platform.backup.DatabaseRestore;
import relais.platform.backup.Passphrase;
import relais.platform.backup.SealedInput;
import relais.platform.backup.SealedOutput;
import relais.platform.db.Database;
import relais.platform.db.DatabaseAddress;
import relais.platform.db.EmbeddedPostgres;
import relais.platform.json.Json;
import relais.platform.settings.Settings;
import relais.vault.backup.ObjectCopy;

/**
 * Everything that cannot be made again, in a folder elsewhere: the database at one moment, the
 * files it knows, and the keys that open them. docs/formats/backup.md says what lies where.
 */
public final class Backup {
    private static final String OBJECTS = "objects";
    private static final String DATABASE = ".database";
    private static final String KEYS = ".keys";
    private static final int CONNECTIONS = 3;
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    private final Home home;
    private final AppSettings decided;
    private final InstantSource clock;
    private final Consumer<String> progress;

    public Backup(Home home, Settings settings, InstantSource clock, Consumer<String> progress) {
        this.home = home;
        this.decided = AppSettings.from(settings);
        this.clock = clock;
        this.progress = progress;
    }

    /**
     * What a backup holds.
     *
     * @param stamp its name
     */
    public record Report(String stamp, Contents database, ObjectCopy.Copied objects) {}

    /**
     * Makes one, while Relais runs or not. Objects are copied before the database is read and again
     * after it: what a row names was there when it was read, so it is in one of the two.
     */
    public Report make(Path folder, Passphrase passphrase) throws IOException {
        Files.createDirectories(folder);
        String stamp = STAMP.format(clock.instant());
        Path objects = folder.resolve(OBJECTS);
        progress.accept("files");
        ObjectCopy.Copied copied = ObjectCopy.run(store(), objects);
        seal(folder.resolve(stamp + KEYS), passphrase, out -> out.write(keys()));
        Contents[] contents = new Contents[1];
        withDatabase(
                database ->
                        seal(
                                folder.resolve(stamp + DATABASE),
                                passphrase,
                                out ->
                                        contents[0] =
                                                new DatabaseDump(database).writeTo(out, progress)));
        progress.accept("files that came meanwhile");
        ObjectCopy.Copied late = ObjectCopy.run(store(), objects);
        return new Report(
                stamp,
                contents[0],
                new ObjectCopy.Copied(
                        copied.copied() + late.copied(),
                        copied.bytes() + late.bytes(),
                        copied.present()));
    }

    private Path store() {
        return home.files().resolve("store");
    }

    /** The files of keys by name, as JSON. */
    private byte[] keys() throws IOException {
        Map<String, String> keys = new TreeMap<>();
        for (Path file : keyFiles()) {
            keys.put(
                    file.getFileName().toString(),
                    Base64.getEncoder().encodeToString(Files.readAllBytes(file)));
        }
        return Json.bytes(keys);
    }

    private List<Path> keyFiles() throws IOException {
        try (Stream<Path> files = Files.list(home.folder())) {
            return files.filter(file -> file.getFileName().toString().endsWith(".key"))
                    .sorted()
                    .toList();
        }
    }

    private interface Writing {
        void to(OutputStream out) throws IOException;
    }

    /** Seen under its name only once it is whole and on disk. */
    private static void seal(Path file, Passphrase passphrase, Writing writing) throws IOException {
        Path part = file.resolveSibling(file.getFileName() + ".part");
        try (OutputStream out =
                new SealedOutput(
                        new BufferedOutputStream(Files.newOutputStream(part)),
                        passphrase,
                        new SecureRandom())) {
            writing.to(out);
        }
        try (FileChannel written = FileChannel.open(part, StandardOpenOption.WRITE)) {
            written.force(true);
        }
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
        try (FileChannel parent = FileChannel.open(file.toAbsolutePath().getParent())) {
            parent.force(true);
        }
    }

    private interface Work {
        void with(Database database) throws IOException;
    }

    /** An outside database, the one of a Relais that runs here, or our own, started for it. */
    private void withDatabase(Work work) throws IOException {
        Optional<DatabaseAddress> running =
                decided.database().or(() -> EmbeddedPostgres.runningIn(home.postgres()));
        if (running.isPresent()) {
            try (Database database = Database.open(running.get(), CONNECTIONS)) {
                work.with(database);
            }
            return;
        }
        try (EmbeddedPostgres own = EmbeddedPostgres.start(home.postgres());
                Database database = Database.open(own.address(), CONNECTIONS)) {
            work.with(database);
        }
    }

    /** The names of the backups in a folder, the oldest first. */
    public static List<String> in(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(DATABASE))
                    .map(name -> name.substring(0, name.length() - DATABASE.length()))
                    .sorted()
                    .toList();
        }
    }

    /**
     * Fills an empty data folder, and an empty database where an outside one is set.
     *
     * @throws IllegalStateException where something is there already
     */
    public Report restore(Path folder, String stamp, Passphrase passphrase) throws IOException {
        Files.createDirectories(home.folder());
        if (!keyFiles().isEmpty() || Files.exists(store())) {
            throw new IllegalStateException(
                    home.folder() + " is in use: set RELAIS_HOME to a folder that is empty");
        }
        restoreKeys(folder.resolve(stamp + KEYS), passphrase);
        progress.accept("files");
        ObjectCopy.Copied objects = ObjectCopy.run(folder.resolve(OBJECTS), store());
        Contents[] contents = new Contents[1];
        progress.accept("database");
        withDatabase(
                database -> {
                    Foundations.MODULES.forEach(database::migrate);
                    try (InputStream in =
                            new SealedInput(
                                    new BufferedInputStream(
                                            Files.newInputStream(folder.resolve(stamp + DATABASE))),
                                    passphrase)) {
                        contents[0] = new DatabaseRestore(database).readFrom(in);
                    }
                });
        return new Report(stamp, contents[0], objects);
    }

    @SuppressWarnings("unchecked") // a JSON object of texts
    private void restoreKeys(Path file, Passphrase passphrase) throws IOException {
        try (InputStream in = new SealedInput(Files.newInputStream(file), passphrase)) {
            Map<String, String> keys = Json.read(in.readAllBytes(), Map.class);
            for (Map.Entry<String, String> key : keys.entrySet()) {
                if (!key.getKey().matches("[a-z]+\\.key")) {
                    throw new IOException("not the name of a key: " + key.getKey());
                }
                Path to = home.folder().resolve(key.getKey());
                Files.createFile(
                        to,
                        PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString("rw-------")));
                Files.write(to, Base64.getDecoder().decode(key.getValue()));
            }
        }
    }
}
