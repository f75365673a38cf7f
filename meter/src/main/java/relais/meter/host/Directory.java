package relais.meter.host;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import relais.platform.db.Database;
import relais.platform.identity.Caller;
import relais.platform.json.Json;

/** Finds hosts and their graphs. What a {@link Sight} does not see is not there. Thread safe. */
public final class Directory {
    static final String GRAPHS =
            """
            select g.id, g.host_id, h.name as host, g.name, g.attributes, g.fields
            from meter_graph g join meter_host h on h.id = g.host_id
            """;

    private static final String HOSTS =
            """
            select h.*,
              array(select g.id from meter_host_in_group i join meter_host_group g
                on g.id = i.group_id where i.host_id = h.id order by g.name) as group_ids,
              array(select g.name from meter_host_in_group i join meter_host_group g
                on g.id = i.group_id where i.host_id = h.id order by g.name) as group_names
            from meter_host h
            """;

    private final Database database;

    public Directory(Database database) {
        this.database = database;
    }

    /** Which hosts the caller may see. */
    public Sight sightOf(Caller caller) {
        if (caller.allHosts()) {
            return new Sight.All();
        }
        return new Sight.Some(
                database.with(
                        handle ->
                                handle
                                        .createQuery(
                                                """
                                                select distinct h.name from meter_host h
                                                join meter_host_in_group g on g.host_id = h.id
                                                where g.group_id = any(:groups)
                                                """)
                                        .bindArray("groups", Long.class, caller.hostGroups())
                                        .mapTo(String.class)
                                        .stream()
                                        .collect(Collectors.toSet())));
    }

    /** By name. */
    public List<Host> hosts(Sight sight) {
        return database.with(
                handle ->
                        handle
                                .createQuery(HOSTS + " order by h.name")
                                .map((row, context) -> host(row))
                                .stream()
                                .filter(host -> sight.sees(host.name()))
                                .toList());
    }

    public Optional<Host> host(Sight sight, long id) {
        return database.with(
                        handle ->
                                handle.createQuery(HOSTS + " where h.id = :id")
                                        .bind("id", id)
                                        .map((row, context) -> host(row))
                                        .findOne())
                .filter(host -> sight.sees(host.name()));
    }

    /** The hosts' numbers by their names; a name without a host is missing. */
    public Map<String, Long> idsOf(Collection<String> names) {
        return database.with(
                handle ->
                        handle
                                .createQuery(
                                        "select name, id from meter_host where name = any(:names)")
                                .bindArray("names", String.class, names)
                                .map((row, context) -> Map.entry(row.getString(1), row.getLong(2)))
                                .stream()
                                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
    }

    /** How many graphs each host has. */
    public Map<Long, Long> graphCounts() {
        return database.with(
                handle ->
                        handle
                                .createQuery(
                                        "select host_id, count(*) from meter_graph group by host_id")
                                .map((row, context) -> Map.entry(row.getLong(1), row.getLong(2)))
                                .stream()
                                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
    }

    public Optional<HostGraph> graph(Sight sight, long id) {
        return database.with(
                        handle ->
                                handle.createQuery(GRAPHS + " where g.id = :id")
                                        .bind("id", id)
                                        .map((row, context) -> graph(row))
                                        .findOne())
                .filter(graph -> sight.sees(graph.host()));
    }

    /** Those of these names. */
    public List<HostGraph> graphsOf(Collection<Long> hosts, Collection<String> names) {
        return database.with(
                handle ->
                        handle.createQuery(
                                        GRAPHS
                                                + """
                                                where g.host_id = any(:hosts)
                                                  and g.name = any(:names)
                                                order by h.name, g.name
                                                """)
                                .bindArray("hosts", Long.class, hosts)
                                .bindArray("names", String.class, names)
                                .map((row, context) -> graph(row))
                                .list());
    }

    /** Of a host by its name or title, the graphs that some plugin draws. */
    List<HostGraph> graphsNamed(Sight sight, String host, String plugin) {
        return database.with(
                handle ->
                        handle
                                .createQuery(
                                        GRAPHS
                                                + """
                                                where (h.name = :host or lower(h.title) = :host)
                                                  and substr(g.name, strpos(g.name, '/') + 1)
                                                    = :plugin
                                                order by h.name = :host desc, g.name
                                                """)
                                .bind("host", host)
                                .bind("plugin", plugin)
                                .map((row, context) -> graph(row))
                                .stream()
                                .filter(graph -> sight.sees(graph.host()))
                                .toList());
    }

    /** The graphs of these hosts, by host, category and name; nobody's sight is asked. */
    public List<HostGraph> graphsOf(Collection<Long> hosts) {
        return database.with(
                handle ->
                        handle.createQuery(
                                        GRAPHS
                                                + """
                                                where g.host_id = any(:hosts)
                                                order by h.name, g.category, g.name
                                                """)
                                .bindArray("hosts", Long.class, hosts)
                                .map((row, context) -> graph(row))
                                .list());
    }

    private static Host host(ResultSet row) throws SQLException {
        Long[] ids = (Long[]) row.getArray("group_ids").getArray();
        String[] names = (String[]) row.getArray("group_names").getArray();
        List<Host.Group> groups = new ArrayList<>();
        for (int i = 0; i < ids.length; i++) {
            groups.add(new Host.Group(ids[i], names[i]));
        }
        return new Host(
                row.getLong("id"),
                row.getString("name"),
                row.getString("title"),
                row.getTimestamp("paired_at").toInstant(),
                instant(row.getTimestamp("revoked_at")),
                instant(row.getTimestamp("seen_at")),
                new Host.Reported(
                        row.getString("version"),
                        row.getLong("clock_offset_ms"),
                        row.getLong("backlog_sheets"),
                        instant(row.getTimestamp("backlog_since")),
                        row.getLong("too_old"),
                        row.getLong("too_far"),
                        row.getLong("refused"),
                        row.getString("refused_why"),
                        row.getString("address")),
                groups);
    }

    private static @Nullable Instant instant(@Nullable Timestamp time) {
        return time == null ? null : time.toInstant();
    }

    static HostGraph graph(ResultSet row) throws SQLException {
        try {
            return new HostGraph(
                    row.getLong("id"),
                    row.getLong("host_id"),
                    row.getString("host"),
                    row.getString("name"),
                    Json.mapper()
                            .readValue(
                                    row.getString("attributes"),
                                    new TypeReference<Map<String, String>>() {}),
                    Json.mapper()
                            .readValue(
                                    row.getString("fields"),
                                    new TypeReference<List<HostGraph.GraphField>>() {}));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("graph " + row.getLong("id") + " is damaged", e);
        }
    }
}
