package relais.meter.dashboard;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import relais.meter.host.Directory;
import relais.meter.host.Host;
import relais.meter.host.HostGraph;
import relais.meter.host.Sight;
import relais.meter.wording.CategoryOrder;
import relais.meter.wording.OwnWords;

/**
 * The dashboards that there are by themselves: of each host, each category, each group of hosts.
 */
public final class AutomaticDashboards {
    static final String HOST = "host:";
    static final String CATEGORY = "category:";
    static final String GROUP = "group:";

    /** More on one page nobody scrolls through, and no browser likes. */
    private static final int MOST_PANELS = 120;

    /** Of a group those graphs are shown that most of its hosts have. */
    private static final int GRAPHS_OF_GROUP = 8;

    private static final String OTHER = "other";

    private final Directory directory;

    public AutomaticDashboards(Directory directory) {
        this.directory = directory;
    }

    /** Groups, categories, hosts; without their panels. */
    public List<Dashboard> list(Sight sight, Locale locale) {
        List<Host> hosts = directory.hosts(sight);
        List<Dashboard> all = new ArrayList<>();
        for (Host.Group group : groups(hosts)) {
            all.add(dashboard(GROUP + group.id(), group.name(), List.of()));
        }
        for (String category : categories(hosts)) {
            String called = OwnWords.category(locale, category);
            all.add(dashboard(CATEGORY + category, called, List.of()));
        }
        for (Host host : hosts) {
            all.add(dashboard(HOST + host.id(), host.title(), List.of()));
        }
        return all;
    }

    private static List<Host.Group> groups(List<Host> hosts) {
        return hosts.stream()
                .flatMap(host -> host.groups().stream())
                .distinct()
                .sorted(Comparator.comparing(Host.Group::name).thenComparing(Host.Group::id))
                .toList();
    }

    private Set<String> categories(List<Host> hosts) {
        Set<String> categories = new TreeSet<>(new CategoryOrder());
        for (HostGraph graph : graphs(hosts)) {
            categories.add(category(graph));
        }
        return categories;
    }

    private List<HostGraph> graphs(List<Host> hosts) {
        return directory.graphsOf(hosts.stream().map(Host::id).toList()).stream()
                .filter(HostGraph::isDrawn)
                .toList();
    }

    private static String category(HostGraph graph) {
        String category = graph.attributes().getOrDefault("graph_category", "").strip();
        return category.isEmpty() ? OTHER : category;
    }

    /** One of {@link #list}, with its panels; empty for what is not there. */
    public Optional<Dashboard> find(Sight sight, String id, Locale locale) {
        if (id.startsWith(HOST)) {
            return number(id.substring(HOST.length()))
                    .flatMap(host -> directory.host(sight, host))
                    .map(host -> ofHost(host, locale));
        }
        if (id.startsWith(GROUP)) {
            return number(id.substring(GROUP.length()))
                    .flatMap(group -> ofGroup(sight, group, locale));
        }
        return id.startsWith(CATEGORY)
                ? ofCategory(sight, id.substring(CATEGORY.length()), locale)
                : Optional.empty();
    }

    private static Optional<Long> number(String text) {
        return text.matches("[1-9]\\d{0,17}")
                ? Optional.of(Long.parseLong(text))
                : Optional.empty();
    }

    private Dashboard ofHost(Host host, Locale locale) {
        List<HostGraph> graphs =
                graphs(List.of(host)).stream()
                        .sorted(
                                Comparator.comparing(
                                        AutomaticDashboards::category, new CategoryOrder()))
                        .toList();
        return dashboard(HOST + host.id(), host.title(), panels(graphs, false, locale));
    }

    private Optional<Dashboard> ofCategory(Sight sight, String category, Locale locale) {
        List<HostGraph> graphs =
                graphs(directory.hosts(sight)).stream()
                        .filter(graph -> category(graph).equals(category))
                        .sorted(
                                Comparator.comparing(HostGraph::name)
                                        .thenComparing(HostGraph::host))
                        .toList();
        String called = OwnWords.category(locale, category);
        return graphs.isEmpty()
                ? Optional.empty()
                : Optional.of(dashboard(CATEGORY + category, called, panels(graphs, true, locale)));
    }

    private Optional<Dashboard> ofGroup(Sight sight, long id, Locale locale) {
        List<Host> hosts =
                directory.hosts(sight).stream()
                        .filter(host -> host.groups().stream().anyMatch(g -> g.id() == id))
                        .toList();
        if (hosts.isEmpty()) {
            return Optional.empty();
        }
        String name =
                hosts.getFirst().groups().stream()
                        .filter(group -> group.id() == id)
                        .map(Host.Group::name)
                        .findFirst()
                        .orElse("");
        List<Panel> panels = panels(common(graphs(hosts)), true, locale);
        return Optional.of(dashboard(GROUP + id, name, panels));
    }

    /** Of the graphs that most hosts have, those of all hosts side by side. */
    private static List<HostGraph> common(List<HostGraph> graphs) {
        Map<String, Long> hosts =
                graphs.stream()
                        .collect(
                                Collectors.groupingBy(
                                        HostGraph::name, HashMap::new, Collectors.counting()));
        List<String> names =
                hosts.entrySet().stream()
                        .sorted(
                                Map.Entry.<String, Long>comparingByValue()
                                        .reversed()
                                        .thenComparing(Map.Entry.comparingByKey()))
                        .limit(GRAPHS_OF_GROUP)
                        .map(Map.Entry::getKey)
                        .toList();
        Set<String> chosen = new HashSet<>(names);
        return graphs.stream()
                .filter(graph -> chosen.contains(graph.name()))
                .sorted(Comparator.comparing(HostGraph::name).thenComparing(HostGraph::host))
                .toList();
    }

    /**
     * @param several whether the titles name the host
     */
    private static List<Panel> panels(List<HostGraph> graphs, boolean several, Locale locale) {
        List<Panel> panels = new ArrayList<>();
        for (HostGraph graph : graphs) {
            if (panels.size() == MOST_PANELS) {
                break;
            }
            String title =
                    OwnWords.of(locale, graph)
                            .attributes()
                            .getOrDefault("graph_title", graph.name());
            panels.add(
                    Panel.ofGraph(
                            panels.size() + 1L,
                            several ? graph.host() + " · " + title : title,
                            graph.id()));
        }
        return panels;
    }

    private static Dashboard dashboard(String id, String name, List<Panel> panels) {
        return new Dashboard(id, true, Dashboard.Form.open(name, "", panels));
    }
}
