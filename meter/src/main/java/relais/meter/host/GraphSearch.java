package relais.meter.host;

import java.util.List;
import org.jdbi.v3.core.statement.Query;
import relais.agent.reading.FieldType;
import relais.meter.pattern.NamePattern;
import relais.platform.db.Database;

/** Finds graphs of many hosts. Thread safe. */
public final class GraphSearch {
    private final Database database;

    public GraphSearch(Database database) {
        this.database = database;
    }

    /**
     * What is looked for; empty texts and 0 ask for nothing.
     *
     * @param text somewhere in the title or name of the graph or of its host
     * @param titles SQL patterns of our own graphs' titles that the text means in its language
     * @param group of hosts
     * @param names the graphs'
     * @param hosts the hosts' names
     * @param after the graph after which to go on
     */
    public record Wanted(
            String text,
            List<String> titles,
            long host,
            String category,
            long group,
            NamePattern names,
            NamePattern hosts,
            long after) {
        /** All graphs of these names on hosts of those. */
        public static Wanted of(NamePattern names, NamePattern hosts) {
            return new Wanted("", List.of(), 0, "", 0, names, hosts, 0);
        }
    }

    /** By host, category and name. */
    public List<HostGraph> find(Sight sight, Wanted wanted, int most) {
        String sql =
                Directory.GRAPHS
                        + """
                        where (:host = 0 or g.host_id = :host)
                          and (:category = '' or g.category = :category)
                          and (:anyName or lower(g.name) like any(:names))
                          and (:anyHost or lower(h.name) like any(:hosts))
                          and (:text = '' or strpos(lower(g.title || ' ' || g.name || ' '
                                                || h.title || ' ' || h.name), lower(:text)) > 0
                                or g.title like any(:titles))
                          and (:group = 0 or g.host_id in
                                 (select host_id from meter_host_in_group where group_id = :group))
                          and (:after = 0 or (h.name, g.category, g.name) >
                                 (select ah.name, a.category, a.name
                                  from meter_graph a join meter_host ah on ah.id = a.host_id
                                  where a.id = :after))
                          and lower(coalesce(g.attributes ->> 'graph', 'yes')) <> 'no'
                        """
                        + (sight instanceof Sight.Some ? " and h.name = any(:seen)" : "")
                        + " order by h.name, g.category, g.name limit :most";
        return database.with(
                handle -> {
                    Query query =
                            handle.createQuery(sql)
                                    .bind("host", wanted.host())
                                    .bind("category", wanted.category())
                                    .bind("anyName", wanted.names().equals(NamePattern.ALL))
                                    .bind("names", wanted.names().likes())
                                    .bind("anyHost", wanted.hosts().equals(NamePattern.ALL))
                                    .bind("hosts", wanted.hosts().likes())
                                    .bind("text", wanted.text())
                                    .bind("titles", wanted.titles().toArray(String[]::new))
                                    .bind("group", wanted.group())
                                    .bind("after", wanted.after())
                                    .bind("most", most);
                    if (sight instanceof Sight.Some some) {
                        query.bindArray("seen", String.class, some.hosts());
                    }
                    return query.map((row, context) -> Directory.graph(row)).list();
                });
    }

    /**
     * Graphs of one name, as PromQL asks for them.
     *
     * @param counts whether its values only grow
     */
    public record Metric(String name, boolean counts, String help) {}

    /** Each name once, described as on one of its hosts. */
    public List<Metric> metrics(Sight sight) {
        String seen = sight instanceof Sight.Some ? " where h.name = any(:seen)" : "";
        return database.with(
                handle -> {
                    Query query =
                            handle.createQuery(
                                    Directory.GRAPHS.replaceFirst(
                                                    "select", "select distinct on (g.name)")
                                            + seen
                                            + " order by g.name");
                    if (sight instanceof Sight.Some some) {
                        query.bindArray("seen", String.class, some.hosts());
                    }
                    return query.map((row, context) -> metric(Directory.graph(row))).list();
                });
    }

    private static Metric metric(HostGraph graph) {
        boolean counts =
                graph.fields().stream()
                        .map(field -> FieldType.of(field.attributes().getOrDefault("type", "")))
                        .anyMatch(type -> type == FieldType.COUNTER || type == FieldType.DERIVE);
        return new Metric(
                SeriesLabels.metric(graph.name()),
                counts,
                graph.attributes().getOrDefault("graph_title", graph.name()));
    }
}
