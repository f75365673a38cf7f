package relais.app.cli;

import java.nio.file.Files;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Option;
import relais.app.AppSettings;
import relais.app.Home;
import relais.app.Role;
import relais.app.Wiring;
import relais.gateway.simulator.Handset;
import relais.platform.settings.Settings;

/** Settings as given on the command line, in the environment and in the data folder's file. */
final class GivenSettings {
    /** Variables of the launcher and the tests that are no settings. */
    private static final Set<String> NOT_SETTINGS =
            Set.of(
                    "RELAIS_BACKUP_KEY",
                    "RELAIS_BACKUP_KEY_ID",
                    "RELAIS_BACKUP_PASSPHRASE",
                    "RELAIS_HOME",
                    "RELAIS_JAVA_HOME",
                    "RELAIS_JAVA_OPTIONS",
                    "RELAIS_MEMORY",
                    "RELAIS_PEERS",
                    "RELAIS_SHARE_PASSWORD");

    @Option(
            names = "--set",
            paramLabel = "key=value",
            description = "Overrides a setting; may be given many times.")
    private Map<String, String> given = new LinkedHashMap<>();

    Home home() {
        return Home.of(System.getenv());
    }

    /** A demonstration shows something at any hour, unless its operator says otherwise. */
    void forDemonstration() {
        if (!System.getenv().containsKey(Settings.variable("voice.quiet-hours"))) {
            given.putIfAbsent("voice.quiet-hours", "none");
        }
    }

    /** What a command does with everything that is there, of which nothing runs. */
    interface Work {
        int in(Wiring wiring) throws Exception;
    }

    /** Does it where no role is taken by this process; the exit status. */
    int run(Work work) throws Exception {
        Optional<Settings> settings = load();
        if (settings.isEmpty()) {
            return Running.SETTINGS_WRONG;
        }
        Wiring.Plan plan =
                new Wiring.Plan(
                        home(), settings.get(), EnumSet.noneOf(Role.class), false, Handset.SILENT);
        try (Wiring wiring = Wiring.start(plan, InstantSource.system())) {
            return work.in(wiring);
        }
    }

    /** The settings, or empty after having printed everything that is wrong with them. */
    Optional<Settings> load() {
        Map<String, String> environment = new HashMap<>(System.getenv());
        environment.keySet().removeAll(NOT_SETTINGS);
        Home home = home();
        Settings.Loading loading =
                Settings.load(
                        AppSettings.declared(),
                        Optional.of(home.settings()).filter(Files::exists),
                        environment,
                        given);
        return switch (loading) {
            case Settings.Loaded loaded -> Optional.of(loaded.settings());
            case Settings.Wrong wrong -> {
                System.err.println("Relais does not start with these settings:");
                wrong.problems().forEach(problem -> System.err.println("  " + problem));
                yield Optional.empty();
            }
        };
    }
}
