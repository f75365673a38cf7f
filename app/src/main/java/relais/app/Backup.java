package relais.app;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import relais.platform.backup.Contents;
import relais.platform.backup.DatabaseDump;
import relais.platform.backup.Passphrase;
import relais.platform.backup.SealedInput;
import relais.platform.backup.SealedOutput;
import relais.platform.db.Database;
import relais.platform.secrets.Secrets;
import relais.platform.settings.Settings;
import relais.vault.backup.Copied;
import relais.vault.backup.Keep;
import relais.vault.backup.Made;
import relais.vault.backup.Making;
import relais.vault.backup.ObjectBackup;
import relais.vault.backup.OldBackups;
import relais.vault.backup.Part;
import relais.vault.backup.Place;
import relais.vault.backup.Removed;
import relais.vault.policy.ObjectSource;

/**
 * Everything that cannot be made again, in a folder or bucket elsewhere: the database at one
 * moment, the files it knows wherever they lie, and the keys that open them. docs/formats/backup.md
 * says what lies where.
 */
public final class Backup {
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
     * that came meanwhile, at the moment that is read, before its tables are. Its list is written
     * last: what has none is no backup.
     *
     * @param leaveOut names of stores whose objects are not copied
     */
    public Report make(Place place, Passphrase passphrase, Set<String> leaveOut)
            throws IOException {
        if (!Files.exists(home.secretKey())) {
            throw new IllegalStateException(
                    "there is no " + home.secretKey() + ": nothing of Relais to be backed up here");
        }
        String stamp = Made.stamp(clock.instant());
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
        try (Making making = Making.begin(place, stamp, progress);
                ObjectSource source =
                        ObjectSource.open(database, secrets, home.store(), leaveOut, clock);
                ObjectBackup objects = new ObjectBackup(database, source, place, progress)) {
            Copied ahead = objects.ahead();
            byte[] keys = new Keys(home).read();
            seal(
                    place.begin(stamp, Place.KEYS),
                    passphrase,
                    out -> {
                        out.write(keys);
                        return keys;
                    });
            DatabaseDump dump = new DatabaseDump(database);
            Contents contents =
                    seal(
                            place.begin(stamp, Place.DATABASE),
                            passphrase,
                            out -> dump.writeTo(out, progress, tx -> late(objects, tx)));
            progress.accept("list of files");
            Copied late = seal(place.begin(stamp, Place.LIST), passphrase, objects::finish);
            making.confirm();
            return new Report(stamp, Optional.of(contents), late.after(ahead));
        }
    }

    private void late(ObjectBackup objects, Handle tx) throws IOException {
        progress.accept("files that came meanwhile");
        objects.remember(tx);
    }

    /**
     * Takes away the backups that a rule does not keep, and the objects that only those named;
     * after one was made that holds everything.
     */
    public Removed remove(Place place, Passphrase passphrase, Keep rule, Report made)
            throws IOException {
        if (!made.complete()) {
            throw new IllegalStateException(
                    made.stamp() + " does not hold everything, so nothing older is removed");
        }
        return old(place, passphrase, backups -> backups.remove(rule, made.stamp()));
    }

    /** What that would take away after a backup that is made now. Changes nothing. */
    public Removed wouldRemove(Place place, Passphrase passphrase, Keep rule) throws IOException {
        return old(place, passphrase, backups -> backups.wouldRemove(rule));
    }

    private interface Removing {
        Removed from(OldBackups backups) throws IOException;
    }

    private Removed old(Place place, Passphrase passphrase, Removing removing) throws IOException {
        return OwnDatabase.use(
                home,
                decided,
                database ->
                        removing.from(
                                new OldBackups(
                                        database,
                                        place,
                                        stamp -> opened(place, stamp, Place.LIST, passphrase),
                                        clock,
                                        progress)));
    }

    static InputStream opened(Place place, String stamp, String part, Passphrase passphrase)
            throws IOException {
        return new SealedInput(new BufferedInputStream(place.read(stamp, part)), passphrase);
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
