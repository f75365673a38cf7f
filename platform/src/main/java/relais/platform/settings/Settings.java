package relais.platform.settings;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Every declared setting with its value and where that came from. The command line wins over the
 * environment, the environment over the file, the file over the default.
 */
public final class Settings {
    /** Variables of the launcher and the tests, which are no settings. */
    private static final Set<String> NOT_SETTINGS =
            Set.of("RELAIS_HOME", "RELAIS_JAVA_HOME", "RELAIS_JAVA_OPTIONS", "RELAIS_PEERS");

    private static final String MASK = "••••••";

    private final Map<String, Entry> entries;

    private Settings(Map<String, Entry> entries) {
        this.entries = entries;
    }

    /** What loading gave: settings, or everything that is wrong with them. */
    public sealed interface Loading {}

    /** All declared settings have a value of their kind. */
    public record Loaded(Settings settings) implements Loading {}

    /** Nothing may start; each line names key, source and what is expected. */
    public record Wrong(List<String> problems) implements Loading {}

    /** One setting as the settings page and {@code relais settings} show it; secrets as dots. */
    public record Described(
            String key, String value, String fallback, String help, String source) {}

    private record Entry(Setting<?> setting, String text, String source, Object value) {}

    private record Given(String key, String text, String source) {}

    /**
     * Reads every source and checks it against what is declared.
     *
     * @param file the settings file, if there is one
     * @param environment the process's variables; those beginning with RELAIS_ are settings
     * @param commandLine keys and values given as {@code --set key=value}
     */
    public static Loading load(
            List<Setting<?>> declared,
            Optional<Path> file,
            Map<String, String> environment,
            Map<String, String> commandLine) {
        SettingsFile.Read read =
                file.map(SettingsFile::read).orElse(new SettingsFile.Read(List.of(), List.of()));
        String name = file.map(path -> String.valueOf(path.getFileName())).orElse("");
        return load(declared, read, name, environment, commandLine);
    }

    static Loading load(
            List<Setting<?>> declared,
            SettingsFile.Read file,
            String fileName,
            Map<String, String> environment,
            Map<String, String> commandLine) {
        Map<String, Setting<?>> known = new LinkedHashMap<>();
        for (Setting<?> setting : declared) {
            if (known.put(setting.key(), setting) != null) {
                throw new IllegalStateException("setting declared twice: " + setting.key());
            }
        }
        List<String> problems = new ArrayList<>(file.problems());
        Map<String, Given> given = new LinkedHashMap<>();
        takeFile(file, fileName, known, given, problems);
        takeEnvironment(environment, known, given, problems);
        commandLine.forEach(
                (key, text) -> take(new Given(key, text, "command line"), known, given, problems));
        Map<String, Entry> entries = new LinkedHashMap<>();
        for (Setting<?> setting : known.values()) {
            Given one =
                    given.getOrDefault(
                            setting.key(), new Given(setting.key(), setting.fallback(), "default"));
            parse(setting, one, entries, problems);
        }
        return problems.isEmpty()
                ? new Loaded(new Settings(entries))
                : new Wrong(List.copyOf(problems));
    }

    private static void takeFile(
            SettingsFile.Read file,
            String name,
            Map<String, Setting<?>> known,
            Map<String, Given> given,
            List<String> problems) {
        for (SettingsFile.Line line : file.lines()) {
            String source = name + " line " + line.number();
            Given before = given.get(line.key());
            if (before != null) {
                problems.add(source + ": " + line.key() + " is already set in " + before.source());
            } else {
                take(new Given(line.key(), line.value(), source), known, given, problems);
            }
        }
    }

    private static void takeEnvironment(
            Map<String, String> environment,
            Map<String, Setting<?>> known,
            Map<String, Given> given,
            List<String> problems) {
        Map<String, String> byVariable = new LinkedHashMap<>();
        known.keySet().forEach(key -> byVariable.put(variable(key), key));
        environment.forEach(
                (variable, text) -> {
                    if (!variable.startsWith("RELAIS_") || NOT_SETTINGS.contains(variable)) {
                        return;
                    }
                    String source = "environment " + variable;
                    String key = byVariable.get(variable);
                    if (key == null) {
                        problems.add(
                                source
                                        + ": there is no such setting"
                                        + nearest(variable, byVariable.keySet()));
                    } else {
                        given.put(key, new Given(key, text.strip(), source));
                    }
                });
    }

    private static void take(
            Given one,
            Map<String, Setting<?>> known,
            Map<String, Given> given,
            List<String> problems) {
        if (known.containsKey(one.key())) {
            given.put(one.key(), one);
        } else {
            problems.add(
                    one.source()
                            + ": there is no setting "
                            + shown(one.key())
                            + nearest(one.key(), known.keySet()));
        }
    }

    private static void parse(
            Setting<?> setting, Given one, Map<String, Entry> entries, List<String> problems) {
        try {
            Object value = setting.parse().apply(one.text());
            entries.put(setting.key(), new Entry(setting, one.text(), one.source(), value));
        } catch (IllegalArgumentException e) {
            String text = setting.secret() ? MASK : shown(one.text());
            // a secret's parser may quote its text, so its own words are not repeated
            String why = setting.secret() ? "is not a valid value" : String.valueOf(e.getMessage());
            problems.add(one.source() + ": " + setting.key() + " = " + text + ": " + why);
        }
    }

    /** The environment variable of a key: {@code http.port} is RELAIS_HTTP_PORT. */
    public static String variable(String key) {
        return "RELAIS_" + key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
    }

    /** The value of a declared setting. */
    @SuppressWarnings("unchecked") // the entry was parsed by this very setting
    public <T> T get(Setting<T> setting) {
        Entry entry = entries.get(setting.key());
        if (entry == null || entry.setting() != setting) {
            throw new IllegalArgumentException("setting was not declared: " + setting.key());
        }
        return (T) entry.value();
    }

    /** All of them in key order, secrets masked, with where each value came from. */
    public List<Described> describe() {
        return entries.values().stream()
                .map(Settings::described)
                .sorted(Comparator.comparing(Described::key))
                .toList();
    }

    private static Described described(Entry entry) {
        Setting<?> setting = entry.setting();
        return new Described(
                setting.key(),
                setting.secret() && !entry.text().isEmpty() ? MASK : entry.text(),
                setting.secret() && !setting.fallback().isEmpty() ? MASK : setting.fallback(),
                setting.help(),
                entry.source());
    }

    private static String nearest(String wrong, Set<String> known) {
        return known.stream()
                .min(Comparator.comparingInt(key -> Spelling.distance(wrong, key)))
                .filter(key -> Spelling.distance(wrong, key) <= Math.max(3, key.length() / 3))
                .map(key -> "; did you mean " + key + "?")
                .orElse("; relais settings lists them all");
    }

    /** Quoted, control signs made visible, cut: what was given may be anything. */
    private static String shown(String text) {
        String cut = text.length() > 60 ? text.substring(0, 60) + "…" : text;
        return "\"" + cut.replaceAll("\\p{Cntrl}", "?") + "\"";
    }
}
