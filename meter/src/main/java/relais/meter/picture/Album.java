package relais.meter.picture;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import relais.meter.dashboard.AutomaticDashboards;
import relais.meter.dashboard.Dashboard;
import relais.meter.dashboard.Dashboards;
import relais.meter.dashboard.Panel;
import relais.meter.drawing.Event;
import relais.meter.drawing.View;
import relais.meter.event.Events;
import relais.meter.host.Directory;
import relais.meter.host.GraphSearch;
import relais.meter.host.Host;
import relais.meter.host.HostGraph;
import relais.meter.host.Loans;
import relais.meter.host.Sight;
import relais.meter.pattern.NamePattern;
import relais.meter.wording.CategoryOrder;
import relais.meter.wording.OwnWords;
import relais.platform.identity.Caller;

/** What the address of a picture shows, and to whom. Thread safe. */
public final class Album {
    /** More than any sheet or report shows. */
    private static final int MOST_GRAPHS = 500;

    private final Directory directory;
    private final GraphSearch search;
    private final Dashboards dashboards;
    private final AutomaticDashboards automatic;
    private final Events events;
    private final Loans loans;

    public Album(
            Directory directory,
            GraphSearch search,
            Dashboards dashboards,
            AutomaticDashboards automatic,
            Events events) {
        this.directory = directory;
        this.search = search;
        this.dashboards = dashboards;
        this.automatic = automatic;
        this.events = events;
        this.loans = new Loans(directory);
    }

    /**
     * Who looks.
     *
     * @param caller whose dashboards are his to see
     * @param sight the hosts of which graphs are shown
     */
    public record Viewer(Caller caller, Sight sight) {
        /**
         * For something that somebody made once: its maker could see the dashboard; of hosts, those
         * are shown that the maker saw.
         */
        public static Viewer forMaker(long userId, Sight sight, Locale locale) {
            Caller maker =
                    new Caller(userId, "maker", Set.of(), false, Set.of(), true, Set.of(), locale);
            return new Viewer(maker, sight);
        }
    }

    /**
     * What is looked at.
     *
     * @param kind graphs, hosts or dashboards
     * @param id a number, or an automatic dashboard's text
     * @param category of a host's graphs; empty for all
     */
    public record About(String kind, String id, String category) {
        /** What an address asks for. */
        public static About of(Address address) {
            String category = address.query().getOrDefault("category", "");
            return new About(address.kind(), address.id(), category);
        }
    }

    /**
     * What there is to see.
     *
     * @param name of the graph, the host or the dashboard
     * @param figures in their order
     * @param hosts by number, those that are shown without graphs too
     */
    public record Shown(String name, List<Figure> figures, Set<Long> hosts) {
        public Shown {
            figures = List.copyOf(figures);
            hosts = Collections.unmodifiableSet(new LinkedHashSet<>(hosts));
        }

        private static Shown of(String name, List<HostGraph> graphs) {
            Set<Long> hosts = new LinkedHashSet<>();
            graphs.forEach(graph -> hosts.add(graph.hostId()));
            return new Shown(name, graphs.stream().map(Album::figure).toList(), hosts);
        }
    }

    private static Figure figure(HostGraph graph) {
        return new Figure.Graph(graph);
    }

    /** What is drawn, in order; empty where there is nothing of that address for the viewer. */
    public Optional<List<Figure>> figures(Address address, Viewer viewer) {
        return find(About.of(address), viewer)
                .map(Shown::figures)
                .map(
                        all ->
                                address.kind().equals("dashboards")
                                        ? all.subList(0, Math.min(Sheet.MOST_PICTURES, all.size()))
                                        : all);
    }

    /** What there is; empty where there is none for the viewer. */
    public Optional<Shown> find(About about, Viewer viewer) {
        return kept(about, viewer)
                .map(
                        shown ->
                                new Shown(
                                        shown.name(),
                                        shown.figures().stream()
                                                .map(figure -> lent(figure, viewer.sight()))
                                                .toList(),
                                        shown.hosts()));
    }

    private Figure lent(Figure figure, Sight sight) {
        return figure instanceof Figure.Graph(HostGraph graph)
                ? new Figure.Graph(loans.of(sight, graph))
                : figure;
    }

    private Optional<Shown> kept(About about, Viewer viewer) {
        boolean numbered = about.id().matches("[1-9]\\d{0,17}");
        long id = numbered ? Long.parseLong(about.id()) : 0;
        return switch (about.kind()) {
            case "graphs" ->
                    directory
                            .graph(viewer.sight(), id)
                            .map(graph -> Shown.of(called(graph, viewer), List.of(graph)));
            case "hosts" ->
                    directory.host(viewer.sight(), id).map(host -> ofHost(host, about.category()));
            default ->
                    (numbered
                                    ? dashboards.find(viewer.caller(), id)
                                    : automatic.find(
                                            viewer.sight(), about.id(), viewer.caller().locale()))
                            .map(dashboard -> ofDashboard(dashboard, viewer.sight()));
        };
    }

    private static String called(HostGraph graph, Viewer viewer) {
        HostGraph said = OwnWords.of(viewer.caller().locale(), graph);
        return said.attributes().getOrDefault("graph_title", graph.name()) + " · " + graph.host();
    }

    private Shown ofHost(Host host, String category) {
        List<HostGraph> graphs =
                directory.graphsOf(List.of(host.id())).stream()
                        .filter(HostGraph::isDrawn)
                        .filter(graph -> category.isEmpty() || category.equals(category(graph)))
                        .sorted(Comparator.comparing(Album::category, new CategoryOrder()))
                        .toList();
        return new Shown(
                host.title(), graphs.stream().map(Album::figure).toList(), Set.of(host.id()));
    }

    private static String category(HostGraph graph) {
        return graph.attributes().getOrDefault("graph_category", "other");
    }

    private Shown ofDashboard(Dashboard dashboard, Sight sight) {
        List<Figure> figures = new ArrayList<>();
        Set<Long> hosts = new LinkedHashSet<>();
        for (Panel panel : dashboard.form().panels()) {
            Long graph = panel.graph();
            if (figures.size() >= MOST_GRAPHS) {
                break;
            }
            switch (panel.kind()) {
                case GRAPH -> {
                    if (graph != null) {
                        directory.graph(sight, graph).map(Album::figure).ifPresent(figures::add);
                    } else if (panel.graphName() != null) {
                        GraphSearch.Wanted wanted =
                                GraphSearch.Wanted.of(
                                        pattern(panel.graphName()), pattern(panel.hosts()));
                        search.find(sight, wanted, Sheet.MOST_PICTURES)
                                .forEach(found -> figures.add(figure(found)));
                    }
                }
                case STATE ->
                        directory.hosts(sight).stream()
                                .filter(host -> pattern(panel.hosts()).matches(host.name()))
                                .forEach(host -> hosts.add(host.id()));
                case QUERY ->
                        figures.add(new Figure.Question(panel.title(), said(panel.query()), sight));
                case TEXT -> figures.add(new Figure.Note(panel.title(), said(panel.text())));
            }
        }
        Figure.graphs(figures).forEach(graph -> hosts.add(graph.hostId()));
        return new Shown(dashboard.form().name(), figures, hosts);
    }

    private static String said(@Nullable String text) {
        return text == null ? "" : text;
    }

    private static NamePattern pattern(@Nullable String text) {
        return text == null || text.isBlank() ? NamePattern.ALL : NamePattern.of(text);
    }

    /** What happened at the host meanwhile; nothing where several hosts are shown. */
    public List<Event> events(List<HostGraph> graphs, View.Range range) {
        long hosts = graphs.stream().mapToLong(HostGraph::hostId).distinct().count();
        if (hosts != 1) {
            return List.of();
        }
        return events
                .between(
                        Instant.ofEpochMilli(range.from()),
                        Instant.ofEpochMilli(range.to()),
                        graphs.getFirst().hostId(),
                        null)
                .stream()
                .map(event -> new Event(event.form().at().toEpochMilli(), event.form().title()))
                .toList();
    }
}
