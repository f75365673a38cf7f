package relais.app;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import relais.platform.backup.Contents;
import relais.platform.backup.DatabaseDump;
import relais.platform.backup.Passphrase;
import relais.platform.backup.SealedOutput;
import relais.platform.db.Database;
import relais.platform.secrets.Secrets;
import relais.platform.settings.Settings;
import relais.vault.backup.Copied;
import relais.vault.backup.ObjectBackup;
import relais.vault.backup.Part;
import relais.vault.backup.Place;
import relais.vault.policy.ObjectSource;

/**
 * Everything that cannot be made again, in a folder or bucket elsewhere: the database at one
 * moment, the files it knows wherever they lie, and the keys that open them. docs/formats/backup.md
 * says what lies where.
 */
public final class Backup {
    static final String DATABASE = "database";
    static final String KEYS = "keys";
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
     * @param database empty where it was restored by an earlier call
     */
    public record Report(String stamp, Optional<Contents> database, Copied objects) {
        /** Whether it holds all that it was to hold. */
        public boolean complete() {
            return objects.missing().isEmpty();
        }
    }

    /**
     * Makes one, while Relais runs or not. Objects are copied before the database is read; those
     * that the moment of reading names and that came meanwhile, after it. Its list is written last:
     * what has none is no backup.
     *
     * @param leaveOut names of stores whose objects are not copied
     */
    public Report make(Place place, Passphrase passphrase, Set<String> leaveOut)
            throws IOException {
        if (!Files.exists(home.secretKey())) {
            throw new IllegalStateException(
                    "there is no " + home.secretKey() + ": nothing of Relais to be backed up here");
        }
        String stamp = STAMP.format(clock.instant());
        return OwnDatabase.use(
                home, decided, database -> make(database, place, stamp, passphrase, leaveOut));
    }

    private Report make(
            Database database,
            Place place,
            String stamp,
            Passphrase passphrase,
            Set<String> leaveOut)
            throws IOException {
        Secrets secrets = Secrets.open(home.secretKey());
        try (ObjectSource source =
                        ObjectSource.open(database, secrets, home.store(), leaveOut, clock);
                ObjectBackup objects = new ObjectBackup(database, source, place, progress)) {
            Copied ahead = objects.ahead();
            byte[] keys = new Keys(home).read();
            seal(
                    place.begin(stamp, KEYS),
                    passphrase,
                    out -> {
                        out.write(keys);
                        return keys;
                    });
            DatabaseDump dump = new DatabaseDump(database);
            Contents contents =
                    seal(
                            place.begin(stamp, DATABASE),
                            passphrase,
                            out -> dump.writeTo(out, progress, objects::remember));
            progress.accept("files that came meanwhile");
            Copied late = seal(place.begin(stamp, Place.LIST), passphrase, objects::finish);
            return new Report(stamp, Optional.of(contents), late.after(ahead));
        }
    }

    private interface Writing<T> {
        T to(OutputStream out) throws IOException;
    }

    /** Seen under its name only once it is whole and durable. */
    private static <T> T seal(Part part, Passphrase passphrase, Writing<T> writing)
            throws IOException {
        try {
            T written;
            try (OutputStream out =
                    new SealedOutput(
                            new BufferedOutputStream(part), passphrase, new SecureRandom())) {
                written = writing.to(out);
            }
            part.commit();
            return written;
        } finally {
            part.discard();
        }
    }
}
