package relais.app.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import relais.app.Wiring;
import relais.platform.identity.Caller;
import relais.vault.Vault;
import relais.vault.manifest.Known;
import relais.vault.manifest.Report;
import relais.vault.manifest.Result;

/** {@code vault rebuild}. */
@Command(
        name = "rebuild",
        mixinStandardHelpOptions = true,
        description = {
            "Makes the records again when the database is lost and there is no backup: types,"
                    + " dossiers, folders and documents, from the files alone.",
            "Wants the key file (secret.key) of the installation in the data folder, and the files:"
                    + " where they were, in folders given with --from, or in stores that were added"
                    + " in the console before. Stopped at any moment and called again it goes on;"
                    + " what is there stays as it is.",
            "Users, their groups' rights, messages and measurements are not in it. Who has an account"
                    + " of the same name before this is called has his tasks again."
        })
final class RebuildCommand implements Callable<Integer> {
    private static final int NOT_ALL = 3;
    private static final int REFUSED = 4;

    /** Named on the screen; all are in the log. */
    private static final int NAMED = 20;

    private static final Caller OPERATOR =
            new Caller(0, "vault rebuild", Set.of(), true, Set.of(), Locale.ENGLISH);

    @Mixin private GivenSettings given = new GivenSettings();

    @Option(
            names = "--from",
            arity = "1..*",
            description =
                    "Folders with files, of stores of the lost installation or copies of them")
    private List<Path> from = List.of();

    @Option(
            names = "--database",
            paramLabel = "NAME",
            description =
                    "Whose dossiers, where several databases wrote into the files: the beginning of"
                            + " its name. Without it the one that wrote last")
    private @Nullable String database;

    @Override
    public Integer call() throws Exception {
        return given.run(this::rebuild);
    }

    private int rebuild(Wiring wiring) throws IOException {
        Vault vault = wiring.vault();
        for (Path folder : from) {
            Optional<String> wrong = vault.bring(OPERATOR, folder.toRealPath());
            if (wrong.isPresent()) {
                throw new IllegalStateException(folder + ": " + wrong.get());
            }
        }
        Result result =
                vault.rebuild(OPERATOR)
                        .run(
                                Optional.ofNullable(database),
                                step -> System.err.println("… " + step));
        return switch (result) {
            case Report report -> print(report);
            case Result.Refused refused -> print(refused);
        };
    }

    private static int print(Result.Refused refused) {
        System.out.println("Nothing rebuilt: " + refused.why() + ".");
        databases(refused.databases());
        return REFUSED;
    }

    private static void databases(List<Known> databases) {
        for (Known one : databases) {
            System.out.printf(
                    "  --database %s  %,d dossiers, last written %s%n",
                    one.name(), one.dossiers(), one.last());
        }
    }

    private static int print(Report report) {
        System.out.printf(
                "Rebuilt %,d types, %,d dossiers, %,d documents in %,d versions; %,d were there.%n",
                report.types(),
                report.dossiers(),
                report.documents(),
                report.versions(),
                report.present());
        System.out.printf(
                "Read %,d new objects with %,d contents; %,d objects damaged, %,d contents not"
                        + " whole.%n",
                report.contents().objects(),
                report.contents().contents(),
                report.contents().damaged(),
                report.contents().incomplete());
        if (!report.others().isEmpty()) {
            System.out.printf(
                    "These are those of database %s. Others wrote into the same files; what only they"
                            + " name is kept for a month. To have theirs, rebuild again into another"
                            + " empty data folder with:%n",
                    report.database().name());
            databases(report.others());
        }
        name("As they were earlier, since newer manifests are damaged", report.older());
        name("Moved just before, and left out where they were", report.elsewhere());
        name("Lost, in none of the stores", report.lost());
        name("Not brought back", report.refused());
        if (report.nameless() > 0) {
            System.out.printf(
                    "%,d contents of %,d bytes have no document: what was being written, or on its way"
                            + " out. They are kept for a month.%n",
                    report.nameless(), report.namelessBytes());
        }
        if (report.contents().objects() > 0 && report.contents().contents() == 0) {
            System.out.println("Nothing opens: is this the secret.key of the files' installation?");
        }
        boolean all =
                report.lost().isEmpty()
                        && report.elsewhere().isEmpty()
                        && report.refused().isEmpty()
                        && report.older().isEmpty();
        return all ? 0 : NOT_ALL;
    }

    private static void name(String what, List<String> all) {
        if (!all.isEmpty()) {
            System.out.printf("%s (%,d):%n", what, all.size());
            all.stream().limit(NAMED).forEach(one -> System.out.println("  " + one));
        }
    }
}
