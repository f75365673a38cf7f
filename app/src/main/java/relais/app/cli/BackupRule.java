package relais.app.cli;

import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;
import relais.vault.backup.Copied;
import relais.vault.backup.Keep;
import relais.vault.backup.Made;
import relais.vault.backup.Place;
import relais.vault.backup.Removed;

/** Which old backups stay, and what is said of those that are there. */
final class BackupRule {
    /** The backup was made; of the old ones nothing could be removed. */
    private static final int NOT_REMOVED = 4;

    @Spec(Target.MIXEE)
    private @Nullable CommandSpec command;

    @Option(
            names = "--keep-days",
            paramLabel = "DAYS",
            description = "Afterwards removes backups that are older than this many days")
    private @Nullable Integer days;

    @Option(
            names = "--keep-last",
            paramLabel = "N",
            description =
                    "Afterwards removes all but the last N backups; with --keep-days, those stay"
                            + " however old they are")
    private @Nullable Integer last;

    @Option(
            names = "--dry-run",
            description = "Makes nothing and removes nothing: says what the rule would remove now")
    private boolean tries;

    @Option(
            names = "--list",
            description = "Makes nothing: says which backups are there, and how large they are")
    private boolean lists;

    /** Refuses what makes no sense together. */
    void check() {
        if ((days != null && days < 1) || (last != null && last < 1)) {
            throw wrong("--keep-days and --keep-last want at least 1");
        }
        if (tries && keep().isEmpty()) {
            throw wrong("--dry-run wants --keep-days or --keep-last");
        }
        if (lists && (tries || keep().isPresent())) {
            throw wrong("--list goes alone; --dry-run says what a rule would remove");
        }
    }

    private RuntimeException wrong(String why) {
        return command == null
                ? new IllegalStateException(why)
                : new ParameterException(command.commandLine(), why);
    }

    boolean lists() {
        return lists;
    }

    boolean tries() {
        return tries;
    }

    Optional<Keep> keep() {
        return days == null && last == null
                ? Optional.empty()
                : Optional.of(new Keep(days == null ? 0 : days, last == null ? 0 : last));
    }

    /** Says what was removed; the status to end with. */
    int say(Removed removed) {
        if (removed.refused().isPresent()) {
            System.out.println("NOTHING REMOVED: " + removed.refused().get());
            return NOT_REMOVED;
        }
        String done = tries ? "Would remove" : "Removed";
        name(done, removed.gone());
        name(done + " unfinished", removed.halves());
        System.out.printf(
                "%s: %,d backups and %,d unfinished ones of %,d bytes; %s.%n",
                done,
                removed.gone().size(),
                removed.halves().size(),
                bytes(removed.gone()) + bytes(removed.halves()),
                files(removed.objects()));
        System.out.printf(
                "%s: %,d backups of %,d bytes; %s.%n",
                tries ? "Would keep, beside the new one" : "Kept",
                removed.kept().size(),
                bytes(removed.kept()),
                files(removed.left()));
        removed.postponed().ifPresent(why -> System.out.println("Not all: " + why));
        return 0;
    }

    private static void name(String what, List<Made> backups) {
        backups.forEach(one -> System.out.printf("%s %s%n", what, one.stamp()));
    }

    private static long bytes(Collection<Made> of) {
        return of.stream().mapToLong(Made::bytes).sum();
    }

    private static String files(Copied.Some some) {
        return "%,d files of %,d bytes".formatted(some.objects(), some.bytes());
    }

    /** Says what is there. */
    static int list(Place place) throws IOException {
        List<Made> all = place.all();
        for (Made one : all) {
            System.out.printf(
                    "%s  %s  %,d bytes%s%n",
                    one.stamp(),
                    one.at(),
                    one.bytes(),
                    one.isWhole()
                            ? ""
                            : one.isBegun() ? ", being made or killed" : ", unfinished: no backup");
        }
        System.out.printf(
                "%,d backups, databases and lists of %,d bytes; %s for all of them together.%n",
                all.stream().filter(Made::isWhole).count(),
                bytes(all),
                files(place.objectsThere()));
        return 0;
    }
}
