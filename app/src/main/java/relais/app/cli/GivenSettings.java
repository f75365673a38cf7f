package relais.app.cli;

import java.nio.file.Files;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Option;
import relais.app.AppSettings;
import relais.app.Home;
import relais.platform.settings.Settings;

/** Settings as given on the command line, in the environment and in the data folder's file. */
final class GivenSettings {
    /** Variables of the launcher and the tests that are no settings. */
    private static final Set<String> NOT_SETTINGS =
            Set.of(
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
