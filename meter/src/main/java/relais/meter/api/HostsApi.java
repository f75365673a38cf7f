package relais.meter.api;

import static relais.platform.http.Route.route;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import relais.meter.alert.GraphAlerts;
import relais.meter.collecting.HostChanges;
import relais.meter.graph.Sparks;
import relais.meter.host.Directory;
import relais.meter.host.Host;
import relais.meter.host.HostGraph;
import relais.meter.overview.Completeness;
import relais.meter.overview.GraphStates;
import relais.meter.overview.Overview;
import relais.meter.overview.Worries;
import relais.meter.pattern.NamePattern;
import relais.meter.wording.CategoryOrder;
import relais.meter.wording.OwnWords;
import relais.platform.http.Answer;
import relais.platform.http.Page;
import relais.platform.http.Request;
import relais.platform.http.Route;
import relais.platform.http.Route.Verb;

/** The hosts that are watched: {@code /api/hosts}. One that a caller may not see is not there. */
public final class HostsApi {
    private static final String ONE = "/api/hosts/{id}";

    private final Directory directory;
    private final Overview overview;
    private final GraphStates states;
    private final GraphAlerts alerts;
    private final Completeness completeness;
    private final HostChanges changes;
    private final InstantSource clock;

    public HostsApi(
            Directory directory,
            Overview overview,
            GraphStates states,
            GraphAlerts alerts,
            Completeness completeness,
            HostChanges changes,
            InstantSource clock) {
        this.directory = directory;
        this.overview = overview;
        this.states = states;
        this.alerts = alerts;
        this.completeness = completeness;
        this.changes = changes;
        this.clock = clock;
    }

    record Spark(String title, List<@Nullable Double> values) {}

    record Listed(
            long id,
            String name,
            String title,
            List<Host.Group> groups,
            String state,
            @Nullable Instant seenAt,
            Instant pairedAt,
            @Nullable Instant revokedAt,
            double interval,
            long graphs,
            Worries alerts,
            @Nullable Spark spark,
            AgentShown agent) {}

    record GraphShown(
            long id,
            String name,
            String title,
            String vlabel,
            String info,
            String state,
            @Nullable Double interval,
            String plugin) {}

    /**
     * @param title its name as the reader calls it
     */
    record Category(String name, String title, List<GraphShown> graphs) {}

    record Shown(
            long id,
            String name,
            String title,
            List<Host.Group> groups,
            String state,
            @Nullable Instant seenAt,
            Instant pairedAt,
            @Nullable Instant revokedAt,
            double interval,
            long graphs,
            Worries alerts,
            @Nullable Spark spark,
            AgentShown agent,
            List<Category> categories) {}

    public List<Route> routes() {
        List<Route> routes = new ArrayList<>(readings());
        routes.addAll(changes());
        return routes;
    }

    private List<Route> readings() {
        return List.of(
                route(
                        Verb.GET,
                        "/api/hosts",
                        MeterPermissions.HOSTS_READ,
                        "The hosts one may see, by name: ?q=&group=&state=, a pattern name=web*,db?",
                        null,
                        Listed.class,
                        this::list),
                route(
                        Verb.GET,
                        ONE,
                        MeterPermissions.HOSTS_READ,
                        "A host: its agent, its graphs by category",
                        null,
                        Shown.class,
                        this::show),
                route(
                        Verb.GET,
                        ONE + "/completeness",
                        MeterPermissions.HOSTS_READ,
                        "How much of what it measured arrived: ?from=&to= in ms, 62 days at most",
                        null,
                        Completeness.Shown.class,
                        this::completeness));
    }

    private List<Route> changes() {
        return List.of(
                route(
                        Verb.PUT,
                        ONE,
                        MeterPermissions.HOSTS_EDIT,
                        "What a host is called and which groups it is in",
                        HostChanges.Wanted.class,
                        Listed.class,
                        this::change),
                route(
                        Verb.DELETE,
                        ONE,
                        MeterPermissions.HOSTS_EDIT,
                        "Forget a host; with ?history=erase its measurements as well",
                        null,
                        null,
                        this::forget),
                route(
                        Verb.POST,
                        ONE + "/revoke",
                        MeterPermissions.HOSTS_EDIT,
                        "Refuse its agent's key from now on",
                        null,
                        null,
                        this::revoke));
    }

    private Optional<Host> find(Request request) {
        return directory.host(directory.sightOf(request.caller()), request.pathId("id"));
    }

    private static Answer missing() {
        return Answer.notFound("there is no such host");
    }

    private Answer list(Request request) {
        String words = request.query("q").orElse("").toLowerCase(Locale.ROOT);
        long group = request.queryNumber("group", 0, Long.MAX_VALUE);
        Optional<String> state = request.query("state");
        Optional<NamePattern> names =
                NamePattern.read(request.query("name").filter(t -> !t.isBlank()).orElse("*"));
        if (names.isEmpty()) {
            return Answer.refused(400, "invalid-query", NamePattern.FORM);
        }
        String after = request.query("after").orElse("");
        List<Host> hosts =
                directory.hosts(directory.sightOf(request.caller())).stream()
                        .filter(host -> host.name().compareTo(after) > 0)
                        .filter(host -> names.get().matches(host.name()))
                        .filter(host -> words.isEmpty() || matches(host, words))
                        .filter(
                                host ->
                                        group == 0
                                                || host.groups().stream()
                                                        .anyMatch(one -> one.id() == group))
                        .toList();
        int limit = request.limit();
        // Only who asks for a state needs that of all hosts.
        List<Overview.Seen> seen =
                overview.of(state.isPresent() ? hosts : upTo(hosts, limit + 1)).stream()
                        .filter(one -> state.isEmpty() || state.get().equals(word(one.state())))
                        .toList();
        List<Overview.Seen> page = upTo(seen, limit);
        Map<Long, Spark> sparks = sparks(page, request.caller().locale());
        List<Listed> items =
                page.stream().map(one -> listed(one, sparks.get(one.host().id()))).toList();
        return Answer.ok(new Page<>(items, seen.size() > limit ? items.getLast().name() : null));
    }

    private static <T> List<T> upTo(List<T> all, int most) {
        return all.subList(0, Math.min(most, all.size()));
    }

    private static boolean matches(Host host, String words) {
        return (host.name() + " " + host.title()).toLowerCase(Locale.ROOT).contains(words);
    }

    private Map<Long, Spark> sparks(List<Overview.Seen> page, Locale locale) {
        Map<Long, List<HostGraph>> graphs =
                directory
                        .graphsOf(page.stream().map(one -> one.host().id()).toList(), Sparks.GRAPHS)
                        .stream()
                        .map(graph -> OwnWords.of(locale, graph))
                        .collect(Collectors.groupingBy(HostGraph::hostId));
        return graphs.entrySet().stream()
                .flatMap(
                        host ->
                                overview.spark(host.getValue()).stream()
                                        .map(spark -> Map.entry(host.getKey(), shown(spark))))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static Spark shown(Sparks.Spark spark) {
        List<@Nullable Double> values = new ArrayList<>();
        for (double value : spark.values()) {
            values.add(Double.isFinite(value) ? value : null);
        }
        return new Spark(spark.title(), values);
    }

    private static Listed listed(Overview.Seen seen, @Nullable Spark spark) {
        Host host = seen.host();
        return new Listed(
                host.id(),
                host.name(),
                host.title(),
                host.groups(),
                word(seen.state()),
                host.seenAt(),
                host.pairedAt(),
                host.revokedAt(),
                seen.interval() / 1000.0,
                seen.graphs(),
                seen.worries(),
                spark,
                AgentShown.of(host.agent()));
    }

    private static String word(Enum<?> one) {
        return one.name().toLowerCase(Locale.ROOT);
    }

    private Answer show(Request request) {
        Locale locale = request.caller().locale();
        return find(request)
                .map(host -> Answer.ok(shown(host, locale)))
                .orElseGet(HostsApi::missing);
    }

    private Shown shown(Host host, Locale locale) {
        Overview.Seen seen = overview.of(List.of(host)).getFirst();
        List<HostGraph> graphs =
                directory.graphsOf(List.of(host.id())).stream()
                        .filter(HostGraph::isDrawn)
                        .map(graph -> OwnWords.of(locale, graph))
                        .toList();
        Spark spark = overview.spark(graphs).map(HostsApi::shown).orElse(null);
        Listed listed = listed(seen, spark);
        return new Shown(
                listed.id(),
                listed.name(),
                listed.title(),
                listed.groups(),
                listed.state(),
                listed.seenAt(),
                listed.pairedAt(),
                listed.revokedAt(),
                listed.interval(),
                listed.graphs(),
                listed.alerts(),
                spark,
                listed.agent(),
                categories(host, graphs, locale));
    }

    private List<Category> categories(Host host, List<HostGraph> graphs, Locale locale) {
        GraphStates.Standings standings = states.of(host);
        GraphAlerts.Found found = alerts.of(graphs.stream().map(HostGraph::id).toList());
        Map<String, List<GraphShown>> byCategory = new TreeMap<>(new CategoryOrder());
        for (HostGraph graph : graphs) {
            byCategory
                    .computeIfAbsent(
                            graph.attributes().getOrDefault("graph_category", "other"),
                            name -> new ArrayList<>())
                    .add(shown(graph, standings.of(graph.name()), found.of(graph.id())));
        }
        return byCategory.entrySet().stream()
                .map(
                        one ->
                                new Category(
                                        one.getKey(),
                                        OwnWords.category(locale, one.getKey()),
                                        one.getValue()))
                .toList();
    }

    private static GraphShown shown(
            HostGraph graph, GraphStates.Standing standing, GraphAlerts.Of found) {
        Map<String, String> words = graph.attributes();
        return new GraphShown(
                graph.id(),
                graph.name(),
                words.getOrDefault("graph_title", graph.name()),
                words.getOrDefault("graph_vlabel", "")
                        .replace("${graph_period}", words.getOrDefault("graph_period", "second")),
                words.getOrDefault("graph_info", ""),
                found.stateOr(standing.known() ? "ok" : "unknown"),
                standing.interval().isPresent() ? standing.interval().getAsLong() / 1000.0 : null,
                word(standing.plugin()));
    }

    private Answer change(Request request) {
        HostChanges.Wanted wanted = request.body(HostChanges.Wanted.class);
        Optional<Host> host = find(request);
        if (host.isEmpty()) {
            return missing();
        }
        if (!changes.change(request.caller(), host.get(), wanted)) {
            return Answer.refused(
                    422, "invalid-name", "title", "a host has a title of 1 to 200 letters");
        }
        return show(request);
    }

    private Answer forget(Request request) {
        Optional<Host> host = find(request);
        if (host.isPresent()) {
            boolean erase = request.query("history").filter("erase"::equals).isPresent();
            changes.forget(request.caller(), host.get(), erase);
            return Answer.done();
        }
        return missing();
    }

    private Answer revoke(Request request) {
        return find(request)
                .map(
                        host -> {
                            changes.revoke(request.caller(), host);
                            return Answer.done();
                        })
                .orElseGet(HostsApi::missing);
    }

    private Answer completeness(Request request) {
        TimeRange range = TimeRange.of(request, clock.millis());
        return find(request)
                .map(host -> Answer.ok(completeness.of(host, range.from(), range.to())))
                .orElseGet(HostsApi::missing);
    }
}
