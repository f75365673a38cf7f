package relais.meter.host;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import relais.meter.host.HostGraph.GraphField;
import relais.meter.host.HostGraph.Source;

/**
 * What a graph borrows from others, in munin's words: {@code graph_order name=plugin.field}, {@code
 * field.stack}, {@code field.sum}. A path is {@code field}, {@code plugin.field} or {@code
 * host:plugin.field}; what the viewer does not see is borrowed in vain. Thread safe.
 */
public final class Loans {
    /** Of one graph: each may be a question of its own. */
    private static final int MOST = 200;

    /** What a borrowed field brings along; its own graph's words come first. */
    private static final List<String> LENT = List.of("label", "draw", "type", "info");

    private final Directory directory;

    public Loans(Directory directory) {
        this.directory = directory;
    }

    /** The graph with its borrowed fields; the same graph where it borrows nothing. */
    public HostGraph of(Sight sight, HostGraph graph) {
        return borrows(graph) ? new Borrowing(sight, graph).done() : graph;
    }

    private static boolean borrows(HostGraph graph) {
        return graph.attributes().getOrDefault("graph_order", "").contains("=")
                || graph.fields().stream()
                        .anyMatch(
                                field ->
                                        field.attributes().containsKey("stack")
                                                || field.attributes().containsKey("sum"));
    }

    /** A graph on the way. */
    private final class Borrowing {
        private final Sight sight;
        private final HostGraph graph;
        private final Map<String, GraphField> fields = new LinkedHashMap<>();
        private final Map<String, List<Source>> sources = new HashMap<>();
        private final Map<String, Optional<HostGraph>> others = new HashMap<>();
        private final List<String> order = new ArrayList<>();

        Borrowing(Sight sight, HostGraph graph) {
            this.sight = sight;
            this.graph = graph;
        }

        HostGraph done() {
            Map<String, GraphField> own = new LinkedHashMap<>();
            graph.fields().forEach(field -> own.put(field.name(), field));
            for (String word : words(graph.attributes().getOrDefault("graph_order", ""))) {
                String name = name(word);
                if (word.contains("=")) {
                    lend(name, path(word), own.remove(name));
                } else if (own.get(name) instanceof GraphField field) {
                    own.remove(name);
                    keep(field);
                }
            }
            own.values().forEach(this::keep);
            Map<String, String> attributes = new LinkedHashMap<>(graph.attributes());
            attributes.put("graph_order", String.join(" ", order));
            return new HostGraph(
                    graph.id(),
                    graph.hostId(),
                    graph.host(),
                    graph.name(),
                    attributes,
                    List.copyOf(fields.values()),
                    sources);
        }

        private void keep(GraphField field) {
            String stack = field.attributes().getOrDefault("stack", "");
            String sum = field.attributes().getOrDefault("sum", "");
            if (!stack.isBlank()) {
                String draw = field.attributes().getOrDefault("draw", "AREA");
                for (String word : words(stack)) {
                    Map<String, String> attributes = new LinkedHashMap<>();
                    attributes.put("label", name(word));
                    attributes.put("draw", draw);
                    lend(name(word), path(word), new GraphField(name(word), attributes));
                    draw = "STACK";
                }
            } else if (!sum.isBlank()) {
                List<Source> parts = new ArrayList<>();
                words(sum).forEach(word -> find(path(word)).ifPresent(parts::add));
                add(without(field, "sum"), parts);
            } else {
                add(field, List.of());
            }
        }

        /** Under a name of this graph, with what this graph says of it. */
        private void lend(String name, String path, @Nullable GraphField said) {
            Optional<Source> source = find(path);
            Map<String, String> attributes = new LinkedHashMap<>();
            source.ifPresent(
                    from ->
                            from.attributes()
                                    .forEach(
                                            (key, value) -> {
                                                if (LENT.contains(key)) {
                                                    attributes.put(key, value);
                                                }
                                            }));
            attributes.putAll(said == null ? Map.of() : said.attributes());
            add(new GraphField(name, attributes), source.map(List::of).orElse(List.of()));
        }

        private void add(GraphField field, List<Source> from) {
            if (fields.size() < MOST && fields.putIfAbsent(field.name(), field) == null) {
                order.add(field.name());
                if (!from.isEmpty()) {
                    sources.put(field.name(), from);
                }
            }
        }

        private Optional<Source> find(String path) {
            int colon = path.lastIndexOf(':');
            String host = colon < 0 ? graph.host() : host(path.substring(0, colon));
            String rest = path.substring(colon + 1);
            int dot = rest.lastIndexOf('.');
            String field = rest.substring(dot + 1);
            if (dot < 0) {
                return source(graph, field);
            }
            return others.computeIfAbsent(
                            host + " " + rest.substring(0, dot),
                            key -> other(host, rest.substring(0, dot)))
                    .flatMap(found -> source(found, field));
        }

        private static Optional<Source> source(HostGraph of, String field) {
            return of.fields().stream()
                    .filter(one -> one.name().equals(field))
                    .findFirst()
                    .map(one -> new Source(of.host(), of.name(), field, one.attributes()));
        }

        /** Munin's groups are not ours; its names may have capitals. */
        private String host(String path) {
            return path.substring(path.lastIndexOf(';') + 1).toLowerCase(Locale.ROOT);
        }

        /** Of the same kind as this graph, or of any. */
        private Optional<HostGraph> other(String host, String plugin) {
            String kind = graph.name().substring(0, graph.name().indexOf('/') + 1);
            List<HostGraph> found = directory.graphsNamed(sight, host, plugin);
            return found.stream()
                    .filter(one -> one.name().equals(kind + plugin))
                    .findFirst()
                    .or(() -> found.stream().findFirst());
        }
    }

    private static GraphField without(GraphField field, String attribute) {
        Map<String, String> attributes = new LinkedHashMap<>(field.attributes());
        attributes.remove(attribute);
        return new GraphField(field.name(), attributes);
    }

    private static String name(String word) {
        int equals = word.indexOf('=');
        return equals < 0 ? word : word.substring(0, equals);
    }

    private static String path(String word) {
        return word.substring(word.indexOf('=') + 1);
    }

    private static List<String> words(String text) {
        return text.isBlank() ? List.of() : List.of(text.strip().split("\\s+"));
    }
}
