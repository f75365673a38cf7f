package relais.meter.picture;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
import relais.meter.host.Sight;
import relais.meter.pattern.NamePattern;
import relais.platform.identity.Caller;

/** What the address of a picture shows, and to whom. Thread safe. */
public final class Album {
    private final Directory directory;
    private final GraphSearch search;
    private final Dashboards dashboards;
    private final AutomaticDashboards automatic;
    private final Events events;

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
    }

    /**
     * Who looks.
     *
     * @param caller whose dashboards are his to see
     * @param sight the hosts of which graphs are shown
     */
    public record Viewer(Caller caller, Sight sight) {}

    /** The graphs in their order; empty where there is nothing of that address for the viewer. */
    public Optional<List<HostGraph>> graphs(Address address, Viewer viewer) {
        boolean numbered = address.id().matches("[1-9]\\d{0,17}");
        long id = numbered ? Long.parseLong(address.id()) : 0;
        return switch (address.kind()) {
            case "graphs" -> directory.graph(viewer.sight(), id).map(List::of);
            case "hosts" -> directory.host(viewer.sight(), id).map(host -> ofHost(host, address));
            default ->
                    (numbered
                                    ? dashboards.find(viewer.caller(), id)
                                    : automatic.find(
                                            viewer.sight(), address.id(), viewer.caller().locale()))
                            .map(dashboard -> ofDashboard(dashboard, viewer.sight()));
        };
    }

    private List<HostGraph> ofHost(Host host, Address address) {
        String category = address.query().getOrDefault("category", "");
        return directory.graphsOf(List.of(host.id())).stream()
                .filter(graph -> category.isEmpty() || category.equals(category(graph)))
                .toList();
    }

    private static String category(HostGraph graph) {
        return graph.attributes().getOrDefault("graph_category", "other");
    }

    /** Its graphs; queries, texts and states are not pictures. */
    private List<HostGraph> ofDashboard(Dashboard dashboard, Sight sight) {
        List<HostGraph> graphs = new ArrayList<>();
        for (Panel panel : dashboard.form().panels()) {
            Long graph = panel.graph();
            String name = panel.graphName();
            if (panel.kind() == Panel.Kind.GRAPH && graph != null) {
                directory.graph(sight, graph).ifPresent(graphs::add);
            } else if (panel.kind() == Panel.Kind.GRAPH && name != null) {
                String hosts = panel.hosts();
                NamePattern pattern = hosts == null ? NamePattern.ALL : NamePattern.of(hosts);
                GraphSearch.Wanted wanted = GraphSearch.Wanted.of(NamePattern.of(name), pattern);
                graphs.addAll(search.find(sight, wanted, Sheet.MOST_PICTURES));
            }
            if (graphs.size() > Sheet.MOST_PICTURES) {
                return graphs.subList(0, Sheet.MOST_PICTURES);
            }
        }
        return graphs;
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
