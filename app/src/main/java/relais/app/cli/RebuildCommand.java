package relais.app.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import relais.app.Role;
import relais.app.Wiring;
import relais.gateway.simulator.Handset;
import relais.platform.identity.Caller;
import relais.vault.Vault;
import relais.vault.manifest.Report;

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

    @Override
    public Integer call() throws IOException {
        var settings = given.load();
        if (settings.isEmpty()) {
            return Running.SETTINGS_WRONG;
        }
        Wiring.Plan plan =
                new Wiring.Plan(
                        given.home(),
                        settings.get(),
                        EnumSet.noneOf(Role.class),
                        false,
                        Handset.SILENT);
        try (Wiring wiring = Wiring.start(plan, InstantSource.system())) {
            Vault vault = wiring.vault();
            for (Path folder : from) {
                Optional<String> wrong = vault.bring(OPERATOR, folder.toRealPath());
                if (wrong.isPresent()) {
                    throw new IllegalStateException(folder + ": " + wrong.get());
                }
            }
            return print(vault.rebuild(OPERATOR).run(step -> System.err.println("… " + step)));
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
        return report.lost().isEmpty() && report.refused().isEmpty() ? 0 : NOT_ALL;
    }

    private static void name(String what, List<String> all) {
        if (!all.isEmpty()) {
            System.out.printf("%s (%,d):%n", what, all.size());
            all.stream().limit(NAMED).forEach(one -> System.out.println("  " + one));
        }
    }
}
