package relais.meter.collecting;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import relais.agent.reading.Field;
import relais.meter.host.HostGraph.GraphField;
import relais.platform.db.Database;
import relais.platform.json.Json;
import relais.platform.live.LiveFeed;

/**
 * Whose agents may write, kept in memory from their first push on, in every process that takes
 * pushes. Thread safe.
 */
public final class Members implements AutoCloseable {
    /** Announced when a key was given or withdrawn; whoever remembers one asks anew. */
    private static final String KEYS = "agents";

    private final Database database;
    private final AutoCloseable ear;
    private final Map<String, Member> known = new ConcurrentHashMap<>();

    public Members(Database database, LiveFeed live) {
        this.database = database;
        this.ear = live.listen(Set.of(KEYS), word -> refresh());
    }

    /** Tells all processes, once {@code tx} commits, that a key was given or withdrawn. */
    static void changed(Handle tx, LiveFeed live) {
        live.changed(tx, KEYS);
    }

    /** The host of that name, unless it is unknown or its key was withdrawn. */
    Optional<Member> find(String name) {
        // Within the map's lock of this name: what is forgotten meanwhile is not put back.
        return Optional.ofNullable(known.computeIfAbsent(name, this::load));
    }

    private @Nullable Member load(String name) {
        Optional<Member> found = database.with(handle -> load(handle, name));
        return found.orElse(null);
    }

    /** What is remembered is asked anew; another process may have been told other things. */
    public void refresh() {
        known.clear();
    }

    @Override
    public void close() throws Exception {
        ear.close();
    }

    private static Optional<Member> load(Handle handle, String name) {
        return member(handle, name, "revoked_at is null");
    }

    /** Also one whose agent may not write. */
    static Member any(Handle handle, String name) {
        return member(handle, name, "true").orElseThrow();
    }

    private static Optional<Member> member(Handle handle, String name, String which) {
        Optional<Member> found =
                handle.createQuery(
                                "select id, name, key from meter_host where name = :name and "
                                        + which)
                        .bind("name", name)
                        .map(
                                (row, context) ->
                                        new Member(
                                                row.getLong("id"),
                                                row.getString("name"),
                                                row.getString("key")))
                        .findOne();
        found.ifPresent(member -> know(handle, member));
        return found;
    }

    private static void know(Handle handle, Member member) {
        handle.createQuery(
                        """
                        select name, told_at, fields,
                          octet_length(attributes::text) + octet_length(fields::text) as bytes
                        from meter_graph where host_id = :id
                        """)
                .bind("id", member.id)
                .map((row, context) -> Map.entry(row.getString("name"), graph(row)))
                .forEach(one -> member.know(one.getKey(), one.getValue()));
    }

    private static Member.KnownGraph graph(ResultSet row) throws SQLException {
        try {
            List<GraphField> fields =
                    Json.mapper()
                            .readValue(
                                    row.getString("fields"),
                                    new TypeReference<List<GraphField>>() {});
            return new Member.KnownGraph(
                    row.getTimestamp("told_at").toInstant(),
                    row.getLong("bytes"),
                    Descriptions.kinds(
                            fields.stream()
                                    .map(field -> new Field(field.name(), field.attributes()))
                                    .toList()));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("graph " + row.getString("name") + " is damaged", e);
        }
    }
}
