package relais.app;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import relais.platform.backup.Contents;
import relais.platform.backup.DatabaseRestore;
import relais.platform.backup.Passphrase;
import relais.platform.db.Database;
import relais.platform.db.Schema;
import relais.platform.secrets.Secrets;
import relais.platform.settings.Settings;
import relais.vault.backup.Copied;
import relais.vault.backup.ObjectRestore;
import relais.vault.backup.Place;
import relais.vault.backup.Restored;
import relais.vault.policy.AfterRestore;

/**
 * Fills an empty data folder, and an empty database where an outside one is set, from a backup.
 * Killed at any moment and called again it goes on; until then nothing else opens the folder.
 */
public final class Restore {
    private final Home home;
    private final AppSettings decided;
    private final InstantSource clock;
    private final Consumer<String> progress;

    public Restore(Home home, Settings settings, InstantSource clock, Consumer<String> progress) {
        this.home = home;
        this.decided = AppSettings.from(settings);
        this.clock = clock;
        this.progress = progress;
    }

    /** What came back, and how the stores agree with it. */
    public record Done(Backup.Report report, List<AfterRestore.Seen> stores) {}

    /** What was begun: noted in the folder before, and in the database with, what is done. */
    private record Begun(String stamp, UUID id) {
        static Begun of(String text) throws IOException {
            String[] words = text.strip().split(" ", -1);
            try {
                return new Begun(words[0], UUID.fromString(words[1]));
            } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
                throw new IOException("the file 'restoring' is not readable", e);
            }
        }

        String text() {
            return stamp + " " + id + "\n";
        }
    }

    /**
     * Restores one.
     *
     * @param at its name; empty for the newest, or the one that was begun
     * @throws IllegalStateException where something is there already, or no such backup
     */
    public Done run(Place place, String at, Passphrase passphrase) throws IOException {
        Files.createDirectories(home.folder());
        Begun begun = begin(place, at);
        String stamp = begun.stamp();
        try (InputStream in = Backup.opened(place, stamp, Place.KEYS, passphrase)) {
            new Keys(home).write(in.readAllBytes());
        }
        progress.accept("database");
        Optional<Contents> contents =
                OwnDatabase.use(
                        home, decided, database -> database(database, place, begun, passphrase));
        progress.accept("files");
        Copied objects =
                new ObjectRestore(place, home.store(), progress)
                        .run(() -> Backup.opened(place, stamp, Place.LIST, passphrase));
        progress.accept("comparing the stores with what is known of them");
        List<AfterRestore.Seen> seen =
                OwnDatabase.use(
                        home,
                        decided,
                        database ->
                                AfterRestore.look(
                                        database,
                                        Secrets.open(home.secretKey()),
                                        home.store(),
                                        clock));
        Files.delete(home.restoring());
        return new Done(new Backup.Report(stamp, contents, objects), seen);
    }

    private Begun begin(Place place, String at) throws IOException {
        if (Files.exists(home.restoring())) {
            Begun begun = Begun.of(Files.readString(home.restoring()));
            if (!at.isEmpty() && !at.equals(begun.stamp())) {
                throw new IllegalStateException(
                        "a restore of %s into %s was not finished: go on with it, or take an empty folder"
                                .formatted(begun.stamp(), home.folder()));
            }
            progress.accept("going on with " + begun.stamp());
            return begun;
        }
        if (new Keys(home).areThere() || Files.exists(home.store())) {
            throw new IllegalStateException(
                    home.folder() + " is in use: set RELAIS_HOME to a folder that is empty");
        }
        List<String> all = place.whole();
        if (all.isEmpty() || !at.isEmpty() && !all.contains(at)) {
            throw new IllegalStateException(
                    "there is no such backup; these are: " + String.join(", ", all));
        }
        Begun begun = new Begun(at.isEmpty() ? all.getLast() : at, UUID.randomUUID());
        Keys.write(home.restoring(), begun.text().getBytes(StandardCharsets.UTF_8));
        return begun;
    }

    /** Empty where an earlier call did it. */
    private Optional<Contents> database(
            Database database, Place place, Begun begun, Passphrase passphrase) throws IOException {
        if (database.schema("vault") == Schema.OURS && Restored.isDone(database, begun.id())) {
            return Optional.empty();
        }
        Foundations.prepareEmpty(database);
        try (InputStream in = Backup.opened(place, begun.stamp(), Place.DATABASE, passphrase)) {
            return Optional.of(
                    new DatabaseRestore(database)
                            .readFrom(in, tx -> Restored.note(tx, begun.id(), begun.stamp())));
        }
    }
}
