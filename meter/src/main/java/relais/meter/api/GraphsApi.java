package relais.meter.api;

import static relais.platform.http.Route.route;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import relais.meter.alert.GraphAlerts;
import relais.meter.graph.Formulas;
import relais.meter.graph.GraphData;
import relais.meter.graph.GraphReader;
import relais.meter.host.Directory;
import relais.meter.host.GraphSearch;
import relais.meter.host.HostGraph;
import relais.meter.host.Loans;
import relais.meter.host.Sight;
import relais.meter.pattern.NamePattern;
import relais.meter.wording.OwnWords;
import relais.platform.http.Answer;
import relais.platform.http.Page;
import relais.platform.http.Request;
import relais.platform.http.Route;
import relais.platform.http.Route.Verb;

/** Graphs and what they show: {@code /api/graphs}. */
public final class GraphsApi {
    /** A field that said nothing for so long has no last value. */
    private static final long LAST = 15 * 60_000L;

    private static final int USUAL_POINTS = 400;

    private final Directory directory;
    private final Loans loans;
    private final GraphSearch search;
    private final GraphReader reader;
    private final GraphAlerts alerts;
    private final InstantSource clock;

    public GraphsApi(
            Directory directory,
            GraphSearch search,
            GraphReader reader,
            GraphAlerts alerts,
            InstantSource clock) {
        this.directory = directory;
        this.loans = new Loans(directory);
        this.search = search;
        this.reader = reader;
        this.alerts = alerts;
        this.clock = clock;
    }

    record HostName(long id, String name) {}

    /**
     * @param state of the alerts that fire on it: ok, warning, critical or unknown
     */
    record Listed(
            long id,
            String name,
            String title,
            String category,
            HostName host,
            String vlabel,
            String state) {}

    record FieldShown(
            String name,
            String label,
            Map<String, String> attributes,
            String state,
            @Nullable Double last) {}

    record Shown(
            long id,
            String name,
            String title,
            String category,
            HostName host,
            String vlabel,
            String state,
            String info,
            Map<String, String> attributes,
            List<FieldShown> fields) {}

    record Values(
            String name,
            List<@Nullable Double> average,
            List<@Nullable Double> min,
            List<@Nullable Double> max) {}

    record Shape(long from, long to, long step, long[] times, List<Values> fields) {}

    public List<Route> routes() {
        return List.of(
                route(
                        Verb.GET,
                        "/api/graphs",
                        MeterPermissions.HOSTS_READ,
                        "Graphs: ?q=&host=&category=&group=, patterns name=host/*&hosts=web*,db?",
                        null,
                        Listed.class,
                        this::list),
                route(
                        Verb.GET,
                        "/api/graphs/{id}",
                        MeterPermissions.HOSTS_READ,
                        "A graph as its agent describes it, and its fields' last values",
                        null,
                        Shown.class,
                        this::show),
                route(
                        Verb.GET,
                        "/api/graphs/{id}/data",
                        MeterPermissions.HOSTS_READ,
                        "Values by steps: ?from=&to= in ms, ?points= at most, ?shift= ms back",
                        null,
                        Shape.class,
                        this::data));
    }

    private Answer list(Request request) {
        int limit = request.limit();
        Optional<NamePattern> names = pattern(request, "name");
        Optional<NamePattern> hosts = pattern(request, "hosts");
        if (names.isEmpty() || hosts.isEmpty()) {
            return Answer.refused(400, "invalid-query", NamePattern.FORM);
        }
        Locale locale = request.caller().locale();
        String text = request.query("q").orElse("");
        var wanted =
                new GraphSearch.Wanted(
                        text,
                        OwnWords.titlesLike(locale, text),
                        request.queryNumber("host", 0, Long.MAX_VALUE),
                        request.query("category").orElse(""),
                        request.queryNumber("group", 0, Long.MAX_VALUE),
                        names.get(),
                        hosts.get(),
                        request.queryNumber("after", 0, Long.MAX_VALUE));
        List<HostGraph> found = search.find(directory.sightOf(request.caller()), wanted, limit + 1);
        List<HostGraph> shown = found.subList(0, Math.min(limit, found.size()));
        GraphAlerts.Found states = alerts.of(shown.stream().map(HostGraph::id).toList());
        List<Listed> page =
                shown.stream()
                        .map(graph -> OwnWords.of(locale, graph))
                        .map(graph -> listed(graph, states.of(graph.id())))
                        .toList();
        String next = found.size() > limit ? String.valueOf(page.getLast().id()) : null;
        return Answer.ok(new Page<>(page, next));
    }

    private static Optional<NamePattern> pattern(Request request, String key) {
        return NamePattern.read(request.query(key).filter(text -> !text.isBlank()).orElse("*"));
    }

    private static Listed listed(HostGraph graph, GraphAlerts.Of found) {
        return new Listed(
                graph.id(),
                graph.name(),
                text(graph, "graph_title", graph.name()),
                text(graph, "graph_category", "other"),
                new HostName(graph.hostId(), graph.host()),
                unit(graph),
                found.stateOr("ok"));
    }

    private static String text(HostGraph graph, String key, String otherwise) {
        return graph.attributes().getOrDefault(key, otherwise);
    }

    private static String unit(HostGraph graph) {
        String period = text(graph, "graph_period", "second");
        return text(graph, "graph_vlabel", "").replace("${graph_period}", period);
    }

    private Answer with(Request request, Function<HostGraph, Answer> answer) {
        Sight sight = directory.sightOf(request.caller());
        Optional<HostGraph> graph = directory.graph(sight, request.pathId("id"));
        return graph.map(found -> loans.of(sight, found))
                .map(found -> OwnWords.of(request.caller().locale(), found))
                .map(answer)
                .orElseGet(() -> Answer.notFound("there is no such graph"));
    }

    private Answer show(Request request) {
        return with(request, graph -> Answer.ok(shown(graph)));
    }

    private Shown shown(HostGraph graph) {
        long now = clock.millis();
        GraphData data = reader.read(graph, now - LAST, now, GraphReader.MOST_POINTS);
        List<GraphData.FieldData> values = Formulas.applied(graph, data).fields();
        GraphAlerts.Of found = alerts.of(List.of(graph.id())).of(graph.id());
        List<FieldShown> fields = new ArrayList<>();
        for (int i = 0; i < graph.fields().size(); i++) {
            HostGraph.GraphField field = graph.fields().get(i);
            Double last = i < values.size() ? last(values.get(i).average()) : null;
            fields.add(
                    new FieldShown(
                            field.name(),
                            field.attributes().getOrDefault("label", field.name()),
                            field.attributes(),
                            found.stateOr(field.name(), last == null ? "unknown" : "ok"),
                            last));
        }
        boolean known = fields.stream().anyMatch(field -> field.last() != null);
        Listed listed = listed(graph, found);
        return new Shown(
                listed.id(),
                listed.name(),
                listed.title(),
                listed.category(),
                listed.host(),
                listed.vlabel(),
                found.stateOr(known ? "ok" : "unknown"),
                text(graph, "graph_info", ""),
                graph.attributes(),
                fields);
    }

    private static @Nullable Double last(double[] values) {
        for (int i = values.length - 1; i >= 0; i--) {
            if (Double.isFinite(values[i])) {
                return PlainNumber.shortened(values[i]);
            }
        }
        return null;
    }

    private Answer data(Request request) {
        return with(
                request,
                graph -> {
                    TimeRange range = TimeRange.of(request, clock.millis());
                    int points =
                            (int)
                                    Math.max(
                                            1,
                                            request.queryNumber(
                                                    "points",
                                                    USUAL_POINTS,
                                                    GraphReader.MOST_POINTS));
                    long shift = request.queryNumber("shift", 0, TimeRange.LONGEST);
                    GraphData read =
                            reader.read(graph, range.from() - shift, range.to() - shift, points);
                    return Answer.ok(shape(range, Formulas.applied(graph, read).later(shift)));
                });
    }

    private static Shape shape(TimeRange range, GraphData data) {
        List<Values> fields =
                data.fields().stream()
                        .map(
                                f ->
                                        new Values(
                                                f.name(),
                                                PlainNumber.list(f.average()),
                                                PlainNumber.list(f.min()),
                                                PlainNumber.list(f.max())))
                        .toList();
        return new Shape(range.from(), range.to(), data.step(), data.times(), fields);
    }
}
