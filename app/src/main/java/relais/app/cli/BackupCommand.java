package relais.app.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import relais.app.Backup;
import relais.app.Restore;
import relais.platform.backup.Passphrase;
import relais.vault.backup.Copied;
import relais.vault.backup.Place;

/** {@code backup} and {@code restore}. */
final class BackupCommand {
    /** It was made, or restored, and does not hold everything. */
    private static final int NOT_ALL = 3;

    private BackupCommand() {}

    @Command(
            name = "backup",
            mixinStandardHelpOptions = true,
            description = {
                "Copies database, files and keys into a folder or a bucket, sealed with a passphrase,"
                        + " while Relais runs or not. A second backup copies only the files that"
                        + " are new; one that was killed, those that were not copied yet.",
                "The passphrase comes from RELAIS_BACKUP_PASSPHRASE or --passphrase-file; it is never"
                        + " an argument. Without it a backup cannot be opened by anybody.",
                "Files that lie only on shares or in buckets are fetched from there, so that the"
                        + " backup alone is enough; --leave-out NAME of a store leaves its own there.",
                "With --keep-days or --keep-last, or both, old backups are removed once the new one is"
                        + " there and holds everything: those that neither keeps, then the files"
                        + " that only they named. --dry-run says what that would be, --list what is"
                        + " there; neither makes a backup.",
                "Ends with 3 where a store did not give its files: what is not in the backup is said,"
                        + " and nothing older is removed. Ends with 4 where the backup was made and"
                        + " nothing could be removed, such as when a kept one does not open."
            })
    static final class Make implements Callable<Integer> {
        @Mixin private GivenSettings given = new GivenSettings();
        @Mixin private Opening opening = new Opening();
        @Mixin private BackupPlace place = new BackupPlace();
        @Mixin private BackupRule rule = new BackupRule();

        @Option(
                names = "--to",
                required = true,
                description = "A folder, best on another disk, or s3://bucket/folder")
        private String to = "";

        @Option(
                names = "--leave-out",
                paramLabel = "STORE",
                description = "Files that lie only in this store are not copied; may be repeated")
        private Set<String> leaveOut = new LinkedHashSet<>();

        @Override
        public Integer call() throws IOException {
            var settings = given.load();
            if (settings.isEmpty()) {
                return Running.SETTINGS_WRONG;
            }
            rule.check();
            if (rule.lists()) {
                try (Place at = place.open(to, false)) {
                    return BackupRule.list(at);
                }
            }
            Backup backup =
                    new Backup(given.home(), settings.get(), InstantSource.system(), Opening::show);
            Passphrase passphrase = opening.passphrase();
            if (rule.tries()) {
                try (Place at = place.open(to, false)) {
                    return rule.say(backup.wouldRemove(at, passphrase, rule.keep().orElseThrow()));
                }
            }
            try (Place at = place.open(to, true)) {
                Backup.Report made = backup.make(at, passphrase, leaveOut);
                int status = print("Backup", made);
                if (rule.keep().isEmpty()) {
                    return status;
                }
                if (!made.complete()) {
                    System.out.println("Nothing older was removed.");
                    return status;
                }
                return rule.say(backup.remove(at, passphrase, rule.keep().get(), made));
            }
        }
    }

    @Command(
            name = "restore",
            mixinStandardHelpOptions = true,
            description = {
                "Fills an empty data folder (RELAIS_HOME) from a backup, then ./relais up goes on from"
                        + " there. Stopped at any moment and called again it goes on.",
                "To prove a backup: restore it into a folder of its own."
            })
    static final class FromBackup implements Callable<Integer> {
        @Mixin private GivenSettings given = new GivenSettings();
        @Mixin private Opening opening = new Opening();
        @Mixin private BackupPlace place = new BackupPlace();

        @Option(
                names = "--from",
                required = true,
                description = "The folder of backups, or s3://bucket/folder")
        private String from = "";

        @Option(names = "--at", description = "Which of them; the newest when not said")
        private String at = "";

        @Override
        public Integer call() throws IOException {
            var settings = given.load();
            if (settings.isEmpty()) {
                return Running.SETTINGS_WRONG;
            }
            Passphrase passphrase = opening.passphrase();
            try (Place whence = place.open(from, false)) {
                Restore.Done done =
                        new Restore(
                                        given.home(),
                                        settings.get(),
                                        InstantSource.system(),
                                        Opening::show)
                                .run(whence, at, passphrase);
                int status = print("Restored", done.report());
                done.stores().forEach(RecoveredCommand::tell);
                System.out.println(
                        "Until './relais vault takeover' says that this is the installation that"
                                + " counts, nothing is deleted in stores outside its folder.");
                return status;
            }
        }
    }

    private static int print(String what, Backup.Report report) {
        System.out.printf(
                "%s %s: %s; %,d files of %,d bytes copied, %,d were there.%n",
                what,
                report.stamp(),
                report.database()
                        .map(
                                rows ->
                                        "%,d rows of %d tables, proven by hash"
                                                .formatted(rows.rows(), rows.tables().size()))
                        .orElse("the database was there"),
                report.objects().copied(),
                report.objects().bytes(),
                report.objects().present());
        name("Left out, as wished: they lie only in", report.objects().leftOut());
        name("NOT THERE: nobody gave these, they lie only in", report.objects().missing());
        return report.complete() ? 0 : NOT_ALL;
    }

    private static void name(String what, Map<String, Copied.Some> of) {
        of.forEach(
                (stores, some) ->
                        System.out.printf(
                                "%s %s: %,d files of %,d bytes.%n",
                                what, stores, some.objects(), some.bytes()));
    }

    /** How a backup is opened. */
    static final class Opening {
        @Option(names = "--passphrase-file", description = "Its first line is the passphrase")
        private @Nullable Path file;

        Passphrase passphrase() throws IOException {
            String text =
                    file == null
                            ? System.getenv().getOrDefault("RELAIS_BACKUP_PASSPHRASE", "")
                            : Files.readString(file).lines().findFirst().orElse("");
            return new Passphrase(text.strip());
        }

        static void show(String step) {
            System.err.println("… " + step);
        }
    }
}
