package relais.agent.collect;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import relais.agent.batch.Sheet;
import relais.agent.reading.Field;
import relais.agent.reading.Graph;
import relais.agent.reading.Names;
import relais.agent.reading.Reading;
import relais.agent.reading.SeriesName;
import relais.agent.reading.Value;

/** What came in since the last sheet, and the metadata that are known. Guarded by the Collector. */
final class Gathering {

    /** Readings of one sheet: with the longest names two megabytes. */
    private static final int SHEET_READINGS = 5_000;

    /** Characters of metadata of one sheet; at three bytes each well within a sheet's bound. */
    private static final int SHEET_TEXT = 1_000_000;

    private static final String STATES = "agent/plugins";
    private static final String TIMES = "agent/plugin_time";

    private final Map<String, Graph> known = new LinkedHashMap<>();
    private final Map<String, Graph> news = new LinkedHashMap<>();
    private final List<Reading> readings = new ArrayList<>();
    private final Map<String, Post> shown = new LinkedHashMap<>();

    void add(List<Graph> graphs, List<Reading> more) {
        for (Graph graph : graphs) {
            if (!graph.equals(known.put(graph.name(), graph))) {
                news.put(graph.name(), graph);
            }
        }
        readings.addAll(more);
    }

    /** Shows how the plugin is, as readings like any other. */
    void show(Post post, Instant at, Duration took, boolean changed) {
        String field = Names.fieldOf(post.plugin.name());
        boolean isNew = shown.put(field, post) != post;
        reading(at, STATES, field, post.state.number());
        reading(at, TIMES, field, took.toMillis() / 1000.0);
        if (changed || isNew) {
            add(List.of(states(), times()), List.of());
        }
    }

    void reading(Instant at, String graph, String field, double value) {
        readings.add(new Reading(at, new SeriesName(graph, field), Value.of(value)));
    }

    private Graph states() {
        List<Field> fields = new ArrayList<>();
        shown.forEach(
                (field, post) ->
                        fields.add(
                                new Field(
                                        field,
                                        Map.of(
                                                "label",
                                                post.plugin.name(),
                                                "critical",
                                                "0:0",
                                                "extinfo",
                                                post.why))));
        return new Graph(
                STATES,
                Map.of(
                        "graph_title",
                        "Plugins: 0 well, 1 failing, 2 hanging, 3 flooding, 4 rubbish",
                        "graph_args",
                        "--base 1000 -l 0",
                        "graph_category",
                        "agent",
                        "graph_vlabel",
                        "state"),
                fields);
    }

    private Graph times() {
        List<Field> fields = new ArrayList<>();
        shown.forEach(
                (field, post) -> fields.add(new Field(field, Map.of("label", post.plugin.name()))));
        return new Graph(
                TIMES,
                Map.of(
                        "graph_title",
                        "Time that plugins take",
                        "graph_args",
                        "--base 1000 -l 0",
                        "graph_category",
                        "agent",
                        "graph_vlabel",
                        "seconds"),
                fields);
    }

    /** Makes all metadata news once more. */
    void tellAgain() {
        news.putAll(known);
    }

    void forget(Post post) {
        shown.remove(Names.fieldOf(post.plugin.name()));
    }

    boolean isEmpty() {
        return readings.isEmpty() && news.isEmpty();
    }

    /** Hands over everything, in sheets of bounded size, metadata first. */
    void drain(Instant at, Consumer<Sheet> to) {
        List<Graph> page = new ArrayList<>();
        int text = 0;
        for (Graph graph : news.values()) {
            int length = length(graph);
            if (!page.isEmpty() && text + length > SHEET_TEXT) {
                to.accept(new Sheet(at, page, List.of()));
                page.clear();
                text = 0;
            }
            page.add(graph);
            text += length;
        }
        for (int from = 0; from < readings.size() || !page.isEmpty(); from += SHEET_READINGS) {
            int upTo = Math.min(readings.size(), from + SHEET_READINGS);
            to.accept(new Sheet(at, page, readings.subList(Math.min(from, upTo), upTo)));
            page.clear();
        }
        news.clear();
        readings.clear();
    }

    private static int length(Graph graph) {
        int length = length(graph.attributes());
        for (Field field : graph.fields()) {
            length += field.name().length() + length(field.attributes());
        }
        return length;
    }

    private static int length(Map<String, String> attributes) {
        int length = 0;
        for (Map.Entry<String, String> pair : attributes.entrySet()) {
            length += pair.getKey().length() + pair.getValue().length() + 2;
        }
        return length;
    }
}
