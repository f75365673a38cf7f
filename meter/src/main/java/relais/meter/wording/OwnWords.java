package relais.meter.wording;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import relais.meter.host.HostGraph;
import relais.meter.host.HostGraph.GraphField;

/**
 * The words of Relais' own graphs: of the host, of the agent, of Relais itself. French readers read
 * French, everybody else English. A munin plugin's words stay as its author wrote them, even where
 * they are the same as ours.
 */
public final class OwnWords {
    private static final List<String> OWN = List.of("host/", "agent/", "relais/");

    /** Attributes that people read. */
    private static final List<String> READ =
            List.of("graph_title", "graph_vlabel", "graph_info", "label", "info");

    private static final String BETWEEN = " · ";

    private static final Phrases FRENCH = Phrases.read("fr.txt");
    private static final Phrases FRENCH_CATEGORIES = Phrases.read("fr-categories.txt");

    private OwnWords() {}

    private static boolean french(Locale locale) {
        return locale.getLanguage().equals("fr");
    }

    private static boolean ours(String graph) {
        return OWN.stream().anyMatch(graph::startsWith);
    }

    /** The graph as a reader of that language reads it. */
    public static HostGraph of(Locale locale, HostGraph graph) {
        if (!french(locale) || !ours(graph.name())) {
            return graph;
        }
        return new HostGraph(
                graph.id(),
                graph.hostId(),
                graph.host(),
                graph.name(),
                said(graph.attributes()),
                graph.fields().stream()
                        .map(field -> new GraphField(field.name(), said(field.attributes())))
                        .toList(),
                graph.sources());
    }

    private static Map<String, String> said(Map<String, String> attributes) {
        Map<String, String> said = new LinkedHashMap<>(attributes);
        READ.forEach(key -> said.computeIfPresent(key, (same, text) -> FRENCH.of(text)));
        return said;
    }

    /**
     * What was said of a graph at another time: its title, its field's label, or both.
     *
     * @param graph its name
     */
    public static String of(Locale locale, String graph, String text) {
        if (!french(locale) || !ours(graph)) {
            return text;
        }
        return Arrays.stream(text.split(BETWEEN, -1))
                .map(FRENCH::of)
                .collect(Collectors.joining(BETWEEN));
    }

    /** A category, whoever's graphs are in it. */
    public static String category(Locale locale, String name) {
        return french(locale) ? FRENCH_CATEGORIES.of(name) : name;
    }

    /** SQL patterns of the English titles that a reader means who looks for this text. */
    public static List<String> titlesLike(Locale locale, String text) {
        return french(locale) && !text.isBlank() ? FRENCH.like(text.strip()) : List.of();
    }
}
