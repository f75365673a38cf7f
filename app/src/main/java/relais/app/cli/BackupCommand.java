package relais.app.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import relais.app.Backup;
import relais.platform.backup.Passphrase;

/** {@code backup} and {@code restore}. */
final class BackupCommand {
    private BackupCommand() {}

    @Command(
            name = "backup",
            mixinStandardHelpOptions = true,
            description = {
                "Copies database, files and keys into a folder, sealed with a passphrase, while Relais"
                        + " runs or not. A second backup into the folder copies only the files that"
                        + " are new.",
                "The passphrase comes from RELAIS_BACKUP_PASSPHRASE or --passphrase-file; it is never"
                        + " an argument. Without it a backup cannot be opened by anybody.",
                "Files that lie only on shares or in buckets are not in it."
            })
    static final class Make implements Callable<Integer> {
        @Mixin private GivenSettings given = new GivenSettings();
        @Mixin private Opening opening = new Opening();

        @Option(names = "--to", required = true, description = "The folder; best on another disk")
        private @Nullable Path to;

        @Override
        public Integer call() throws IOException {
            var settings = given.load();
            if (settings.isEmpty() || to == null) {
                return Running.SETTINGS_WRONG;
            }
            Backup backup =
                    new Backup(given.home(), settings.get(), InstantSource.system(), Opening::show);
            print("Backup", backup.make(to, opening.passphrase()));
            return 0;
        }
    }

    @Command(
            name = "restore",
            mixinStandardHelpOptions = true,
            description = {
                "Fills an empty data folder (RELAIS_HOME) from a backup, then ./relais up goes on from"
                        + " there.",
                "To prove a backup: restore it into a folder of its own."
            })
    static final class Restore implements Callable<Integer> {
        @Mixin private GivenSettings given = new GivenSettings();
        @Mixin private Opening opening = new Opening();

        @Option(names = "--from", required = true, description = "The folder of backups")
        private @Nullable Path from;

        @Option(names = "--at", description = "Which of them; the newest when not said")
        private String at = "";

        @Override
        public Integer call() throws IOException {
            var settings = given.load();
            if (settings.isEmpty() || from == null) {
                return Running.SETTINGS_WRONG;
            }
            List<String> all = Backup.in(from);
            if (all.isEmpty() || !at.isEmpty() && !all.contains(at)) {
                throw new IllegalStateException(
                        "there is no such backup; these are: " + String.join(", ", all));
            }
            Backup backup =
                    new Backup(given.home(), settings.get(), InstantSource.system(), Opening::show);
            print(
                    "Restored",
                    backup.restore(from, at.isEmpty() ? all.getLast() : at, opening.passphrase()));
            return 0;
        }
    }

    private static void print(String what, Backup.Report report) {
        System.out.printf(
                "%s %s: %,d rows of %d tables, proven by hash; %,d files of %,d bytes copied, %,d"
                        + " were there.%n",
                what,
                report.stamp(),
                report.database().rows(),
                report.database().tables().size(),
                report.objects().copied(),
                report.objects().bytes(),
                report.objects().present());
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
