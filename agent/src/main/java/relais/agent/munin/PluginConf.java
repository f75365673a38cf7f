package relais.agent.munin;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import relais.agent.reading.Numbers;

/**
 * Munin's plugin-conf.d: {@code [name]} or {@code [name*]}, then {@code key value} lines. The files
 * in alphabetical order, later lines over earlier ones, a longer name over a shorter one, the exact
 * name over all. Ours besides munin's: {@code interval SECONDS}.
 */
final class PluginConf {

    /** Of one file, and of all sections: a bound against a wrong folder. */
    private static final int LARGEST = 1 << 20;

    private static final int MOST_SECTIONS = 10_000;

    private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    private static final PluginConf NONE = new PluginConf(Map.of());

    private final Map<String, Map<String, String>> sections;

    private PluginConf(Map<String, Map<String, String>> sections) {
        this.sections = sections;
    }

    /** What holds for one plugin. */
    record Entry(
            @Nullable String user,
            List<String> groups,
            Map<String, String> environment,
            Duration timeout,
            @Nullable Duration interval) {}

    static PluginConf none() {
        return NONE;
    }

    /** All files in the folder; a missing one has none. */
    static PluginConf in(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return NONE;
        }
        List<Path> files = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            for (Path file : entries) {
                String name = file.getFileName().toString();
                boolean kept =
                        !name.startsWith(".") && !name.endsWith("~") && !name.contains(".dpkg-");
                if (kept && Files.isRegularFile(file) && Files.size(file) <= LARGEST) {
                    files.add(file);
                }
            }
        }
        files.sort(null);
        StringBuilder text = new StringBuilder();
        for (Path file : files) {
            text.append(Files.readString(file, StandardCharsets.ISO_8859_1)).append("\n[]\n");
        }
        return of(text.toString());
    }

    static PluginConf of(String text) {
        Map<String, Map<String, String>> sections = new LinkedHashMap<>();
        Map<String, String> current = new LinkedHashMap<>();
        for (String raw : text.lines().toList()) {
            String line = raw.strip();
            if (line.startsWith("[") && line.endsWith("]") && line.length() >= 2) {
                String name = line.substring(1, line.length() - 1).strip();
                current =
                        sections.size() < MOST_SECTIONS
                                ? sections.computeIfAbsent(name, n -> new LinkedHashMap<>())
                                : new LinkedHashMap<>();
            } else if (!line.isEmpty() && !line.startsWith("#")) {
                String[] words = line.split("\\s+", 2);
                current.put(words[0], words.length > 1 ? words[1] : "");
            }
        }
        sections.remove("");
        return new PluginConf(sections);
    }

    Entry of(String plugin, Duration usualTimeout) {
        Map<String, String> all = new LinkedHashMap<>();
        sections.entrySet().stream()
                .filter(s -> matches(s.getKey(), plugin))
                .sorted(
                        java.util.Comparator.comparingInt(
                                s ->
                                        s.getKey().equals(plugin)
                                                ? Integer.MAX_VALUE
                                                : s.getKey().length()))
                .forEach(s -> all.putAll(s.getValue()));
        Map<String, String> environment = new LinkedHashMap<>();
        all.forEach(
                (key, value) -> {
                    if (key.startsWith("env.") && VARIABLE.matcher(key.substring(4)).matches()) {
                        environment.put(key.substring(4), value.replace("\0", ""));
                    }
                });
        Duration timeout = seconds(all.get("timeout"));
        return new Entry(
                all.get("user"),
                groups(all.getOrDefault("group", "")),
                environment,
                timeout == null ? usualTimeout : timeout,
                seconds(all.get("interval")));
    }

    private static boolean matches(String section, String plugin) {
        return section.endsWith("*")
                ? plugin.startsWith(section.substring(0, section.length() - 1))
                : section.equals(plugin);
    }

    /** Comma separated; one in parentheses may be missing, and so may any other: it is left out. */
    private static List<String> groups(String text) {
        List<String> groups = new ArrayList<>();
        for (String word : text.split("[,\\s()]+")) {
            if (!word.isEmpty()) {
                groups.add(word);
            }
        }
        return List.copyOf(groups);
    }

    /** Between a second and an hour; null for anything else. */
    private static @Nullable Duration seconds(@Nullable String text) {
        OptionalDouble seconds = Numbers.of(text == null ? "" : text);
        return seconds.isPresent() && seconds.getAsDouble() >= 1 && seconds.getAsDouble() <= 3_600
                ? Duration.ofMillis((long) (seconds.getAsDouble() * 1000))
                : null;
    }
}
