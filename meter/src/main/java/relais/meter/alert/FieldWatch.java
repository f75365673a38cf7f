package relais.meter.alert;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import relais.meter.alert.Subject.Duty;
import relais.meter.alert.Subject.Place;
import relais.meter.alert.state.Bounds;
import relais.meter.alert.state.Observation;
import relais.meter.alert.state.Severity;
import relais.meter.host.HostGraph;
import relais.meter.host.HostGraph.GraphField;

/** Whether a host's fields are within the bounds of their metadata, and its graphs go on. */
final class FieldWatch {
    /** Where an interval cannot be told yet: munin's. */
    private static final Duration USUAL_INTERVAL = Duration.ofMinutes(5);

    /** A value may always be so late: plugins are slow, links are slow. */
    private static final Duration LEAST_PATIENCE = Duration.ofSeconds(45);

    /** Four intervals of munin's. */
    private static final Duration STOPPED = Duration.ofMinutes(20);

    /** The agent's own graphs come with every round of it: they tell what its clock says. */
    private static final String AGENTS_OWN = "agent/";

    private final Newest newest;
    private final Instant now;

    FieldWatch(Newest newest, Instant now) {
        this.newest = newest;
        this.now = now;
    }

    /**
     * @param stops whether to look for graphs that stopped, too: it costs more
     */
    void look(String host, List<HostGraph> graphs, boolean stops, Looking looking) {
        Map<HostGraph, Map<String, Newest.Value>> values = new HashMap<>();
        Instant latest = Instant.MIN;
        for (HostGraph graph : graphs) {
            if (graph.name().startsWith(AGENTS_OWN) || isBounded(graph)) {
                Map<String, Newest.Value> of = newest.of(graph, now);
                values.put(graph, of);
                for (Newest.Value value : of.values()) {
                    latest = value.at().isAfter(latest) ? value.at() : latest;
                }
            }
        }
        for (HostGraph graph : graphs) {
            looking.saw(fields(graph, values.getOrDefault(graph, Map.of()), latest));
        }
        looking.wholly(Looking.thresholds(host));
        if (stops) {
            graphs.forEach(graph -> looking.saw(List.of(stop(graph))));
            looking.wholly(Looking.stops(host));
        }
    }

    private static boolean isBounded(HostGraph graph) {
        return graph.fields().stream().anyMatch(f -> Bounds.of(f.attributes()).isPresent());
    }

    private static List<Judged> fields(
            HostGraph graph, Map<String, Newest.Value> values, Instant latest) {
        List<Judged> judged = new ArrayList<>();
        for (GraphField field : graph.fields()) {
            Optional<Bounds> bounds = Bounds.of(field.attributes());
            if (bounds.isPresent()) {
                Newest.Value value = paced(graph, values.get(field.name()));
                judged.add(
                        new Judged(
                                subject(graph, field),
                                before -> judge(bounds.get(), value, latest, before)));
            }
        }
        return judged;
    }

    /**
     * Fields of the agent's own graphs come each at the pace of the plugin it tells of, which is
     * not the graph's.
     */
    private static Newest.@Nullable Value paced(HostGraph graph, Newest.@Nullable Value value) {
        if (value == null || !graph.name().startsWith(AGENTS_OWN)) {
            return value;
        }
        return value.interval().compareTo(USUAL_INTERVAL) >= 0
                ? value
                : new Newest.Value(value.value(), value.at(), USUAL_INTERVAL);
    }

    /**
     * @param latest the newest of all the host's values: so its clock, right or wrong, is compared
     *     with itself
     */
    static Observation judge(
            Bounds bounds,
            Newest.@Nullable Value value,
            Instant latest,
            @Nullable Severity before) {
        if (value == null) {
            return new Observation.Blind();
        }
        Duration interval = value.interval().isZero() ? USUAL_INTERVAL : value.interval();
        Duration patience = interval.multipliedBy(bounds.unknownLimit());
        if (patience.compareTo(LEAST_PATIENCE) < 0) {
            patience = LEAST_PATIENCE;
        }
        if (Duration.between(value.at(), latest).compareTo(patience) > 0) {
            return new Observation.Wrong(Severity.UNKNOWN, null, "");
        }
        return bounds.judge(value.value(), before);
    }

    private static Subject subject(HostGraph graph, GraphField field) {
        String label = field.attributes().getOrDefault("label", field.name());
        return new Subject(
                "field:" + graph.host() + " " + graph.name() + " " + field.name(),
                Kind.THRESHOLD,
                null,
                new Place(graph.host(), graph.id(), title(graph), field.name()),
                title(graph) + " · " + label,
                Map.of(),
                Duty.USUAL);
    }

    private static String title(HostGraph graph) {
        return graph.attributes().getOrDefault("graph_title", graph.name());
    }

    private Judged stop(HostGraph graph) {
        Subject subject =
                new Subject(
                        "graph:" + graph.host() + " " + graph.name(),
                        Kind.GRAPH_STOPPED,
                        null,
                        new Place(graph.host(), graph.id(), title(graph), null),
                        title(graph),
                        Map.of(),
                        Duty.USUAL);
        boolean stopped = newest.stopped(graph, patience(graph), now);
        return Judged.plainly(
                subject,
                stopped
                        ? new Observation.Wrong(Severity.MISSING, null, "")
                        : new Observation.Fine(null));
    }

    private static Duration patience(HostGraph graph) {
        String rate = graph.attributes().getOrDefault("update_rate", "").strip();
        Duration slow =
                rate.matches("\\d{1,6}")
                        ? Duration.ofSeconds(4L * Integer.parseInt(rate))
                        : Duration.ZERO;
        return slow.compareTo(STOPPED) > 0 ? slow : STOPPED;
    }
}
