package relais.agent.munin;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.regex.Pattern;
import relais.agent.reading.Field;
import relais.agent.reading.Graph;
import relais.agent.reading.Names;
import relais.agent.reading.Numbers;
import relais.agent.reading.Reading;
import relais.agent.reading.SeriesName;
import relais.agent.reading.Value;

/**
 * What munin plugins print, for config, fetch and both in one (dirtyconfig): munin guide, "Plugin
 * reference" and "Protocol for data exchange". Lines in any order; {@code multigraph} begins
 * another graph.
 */
final class PluginText {

    /** {@code name.attribute value}; the name as munin has it. */
    private static final Pattern FIELD = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    private static final Pattern NESTED = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]*");

    /** Times before 2001 and after 2100 are no times. */
    private static final double EARLIEST = 1e9;

    private static final double LATEST = 4.1e9;

    private final String prefix;
    private final Instant at;
    private final Map<String, OpenGraph> graphs = new LinkedHashMap<>();
    private final List<Reading> readings = new ArrayList<>();
    private OpenGraph current;
    private int strange;

    private static final class OpenGraph {
        final String name;
        final Map<String, String> attributes = new LinkedHashMap<>();
        final Map<String, Map<String, String>> fields = new LinkedHashMap<>();

        OpenGraph(String name) {
            this.name = name;
        }
    }

    private PluginText(String prefix, String plugin, Instant at) {
        this.prefix = prefix;
        this.at = at;
        this.current = new OpenGraph(prefix + plugin);
    }

    /**
     * Reads an answer.
     *
     * @param prefix before each graph's name: the source and a slash
     * @param plugin whose graph it is until a line says otherwise
     * @param at the time of values that carry none
     */
    static Told read(String prefix, String plugin, Iterable<String> lines, Instant at) {
        PluginText text = new PluginText(prefix, plugin, at);
        text.graphs.put(text.current.name, text.current);
        for (String line : lines) {
            text.line(line);
        }
        return text.told();
    }

    private void line(String raw) {
        String line = raw.strip();
        if (line.isEmpty() || line.startsWith("#")) {
            return;
        }
        int space = firstSpace(line);
        String key = space < 0 ? line : line.substring(0, space);
        String value = space < 0 ? "" : line.substring(space + 1).strip();
        int dot = key.lastIndexOf('.');
        if (key.equals("multigraph")) {
            begin(value);
        } else if (dot > 0) {
            field(key.substring(0, dot), key.substring(dot + 1), value);
        } else if (key.startsWith("graph") || key.startsWith("host_name") || isOwn(key)) {
            current.attributes.put(key, shortened(value));
        } else {
            strange++;
        }
    }

    private static boolean isOwn(String key) {
        return key.equals("update") || key.equals("update_rate");
    }

    private static int firstSpace(String line) {
        for (int i = 0; i < line.length(); i++) {
            if (Character.isWhitespace(line.charAt(i))) {
                return i;
            }
        }
        return -1;
    }

    private void begin(String name) {
        String full = prefix + name;
        if (!NESTED.matcher(name).matches() || !Names.isGraph(full)) {
            strange++;
            return;
        }
        current = graphs.computeIfAbsent(full, OpenGraph::new);
    }

    private void field(String name, String attribute, String value) {
        if (!FIELD.matcher(name).matches()
                || name.length() > Names.LONGEST
                || !FIELD.matcher(attribute).matches()) {
            strange++;
        } else if (attribute.equals("value")) {
            value(name, value);
        } else {
            current.fields
                    .computeIfAbsent(name, n -> new LinkedHashMap<>())
                    .put(attribute, shortened(value));
        }
    }

    /** {@code number}, {@code U}, or either behind {@code epoch:}. */
    private void value(String field, String text) {
        int colon = text.indexOf(':');
        Instant time = at;
        if (colon >= 0 && !text.substring(0, colon).equals("N")) {
            OptionalDouble epoch = Numbers.of(text.substring(0, colon));
            if (epoch.isEmpty() || epoch.getAsDouble() < EARLIEST || epoch.getAsDouble() > LATEST) {
                strange++;
                return;
            }
            time = Instant.ofEpochMilli((long) (epoch.getAsDouble() * 1000));
        }
        String word = text.substring(colon + 1).strip();
        OptionalDouble number = Numbers.of(word);
        if (number.isPresent() || isUnknown(word)) {
            Value value = number.isPresent() ? Value.of(number.getAsDouble()) : Value.UNKNOWN;
            readings.add(new Reading(time, new SeriesName(current.name, field), value));
        } else {
            strange++;
        }
    }

    private static boolean isUnknown(String word) {
        return word.equals("U")
                || word.equalsIgnoreCase("nan")
                || word.equalsIgnoreCase("-nan")
                || word.equalsIgnoreCase("unknown");
    }

    private static String shortened(String text) {
        return text.length() <= Bounds.LINE ? text : text.substring(0, Bounds.LINE);
    }

    /** Graphs without a single described field are none: a fetch describes nothing. */
    private Told told() {
        List<Graph> described = new ArrayList<>();
        for (OpenGraph graph : graphs.values()) {
            if (!graph.fields.isEmpty()) {
                List<Field> fields =
                        graph.fields.entrySet().stream()
                                .map(f -> new Field(f.getKey(), f.getValue()))
                                .toList();
                described.add(new Graph(graph.name, graph.attributes, fields));
            }
        }
        return new Told(described, readings, strange);
    }

    /** The newest time among them; the given one where there is none. */
    static Instant newest(List<Reading> readings, Instant otherwise) {
        return readings.stream()
                .map(Reading::time)
                .max(Instant::compareTo)
                .filter(t -> t.isAfter(otherwise))
                .orElse(otherwise);
    }
}
