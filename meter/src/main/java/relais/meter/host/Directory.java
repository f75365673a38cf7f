package relais.meter.host;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
                                        .collect(java.util.stream.Collectors.toSet())));
    }

    /** By name. */
    public List<Host> hosts(Sight sight) {
        return database.with(
                handle ->
                        handle
                                .createQuery("select * from meter_host order by name")
                                .map((row, context) -> host(row))
                                .stream()
                                .filter(host -> sight.sees(host.name()))
                                .toList());
    }

    public Optional<Host> host(Sight sight, long id) {
        return database.with(
                        handle ->
                                handle.createQuery("select * from meter_host where id = :id")
                                        .bind("id", id)
                                        .map((row, context) -> host(row))
                                        .findOne())
                .filter(host -> sight.sees(host.name()));
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
        return new Host(
                row.getLong("id"),
                row.getString("name"),
                row.getString("title"),
                row.getTimestamp("paired_at").toInstant(),
                instant(row.getTimestamp("revoked_at")),
                instant(row.getTimestamp("seen_at")));
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
