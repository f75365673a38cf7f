package relais.meter.alert;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import relais.meter.alert.state.Window;
import relais.meter.pattern.NamePattern;
import relais.platform.audit.Audit;
import relais.platform.db.Database;
import relais.platform.identity.Caller;
import relais.platform.live.LiveFeed;

/** Finds and changes silences and maintenance windows, and which hosts stand behind others. */
public final class Silences {
    private static final int MOST = 1_000;
    private static final int WHY_SIGNS = 500;

    /** What ended longer ago is of no use to anybody. */
    private static final Duration KEPT = Duration.ofDays(30);

    private final Database database;
    private final Audit audit;
    private final LiveFeed live;
    private final InstantSource clock;

    public Silences(Database database, Audit audit, LiveFeed live, InstantSource clock) {
        this.database = database;
        this.audit = audit;
        this.live = live;
        this.clock = clock;
    }

    /**
     * Those that go on or are to come and concern the caller's hosts, by their beginning: whoever
     * sees some hosts should know why nobody is called of them.
     */
    public List<Silence> all(Caller caller) {
        Instant now = clock.instant();
        return database.with(Silences::all).stream()
                .filter(silence -> !silence.window().over(now))
                .filter(silence -> concerns(silence, caller))
                .toList();
    }

    private static boolean concerns(Silence silence, Caller caller) {
        Set<Long> limits = silence.limits();
        return caller.allHosts()
                || limits == null
                || !Collections.disjoint(limits, caller.hostGroups());
    }

    static List<Silence> all(Handle handle) {
        return handle.createQuery("select * from meter_silence order by from_at, id")
                .map((row, context) -> read(row))
                .list();
    }

    public Saved create(
            Caller caller, NamePattern hosts, NamePattern title, Window window, String why) {
        Duration length = Duration.between(window.from(), window.until());
        if (length.compareTo(longest(window.repeat())) > 0) {
            return new Saved.Refused(
                    "silence-invalid", "until", "it is longer than until it comes again");
        }
        if (why.length() > WHY_SIGNS) {
            return new Saved.Refused("silence-invalid", "why", "at most " + WHY_SIGNS + " signs");
        }
        return database.inTransaction(
                tx -> {
                    tx.createUpdate(
                                    """
                                    delete from meter_silence where coalesce(ends_at,
                                        case when repeat = 'once' then until_at end) < :before
                                    """)
                            .bind("before", clock.instant().minus(KEPT))
                            .execute();
                    if (all(tx).size() >= MOST) {
                        return new Saved.Refused("too-many", "hosts", "at most " + MOST);
                    }
                    Set<Long> limits = caller.allHosts() ? null : caller.hostGroups();
                    long id =
                            add(tx, caller, new Silence(0, hosts, title, window, why, "", limits));
                    live.changed(tx, "alerts");
                    audit.record(
                            tx,
                            caller,
                            "silence.create",
                            "silence:" + id,
                            Map.of("hosts", hosts.toString(), "title", title.toString()));
                    return new Saved.Ok(id);
                });
    }

    private static Duration longest(Window.Repeat repeat) {
        return switch (repeat) {
            case ONCE -> Duration.ofDays(366);
            case DAILY -> Duration.ofDays(1);
            case WEEKLY -> Duration.ofDays(7);
            case MONTHLY -> Duration.ofDays(28);
        };
    }

    private static long add(Handle tx, Caller caller, Silence silence) {
        Window window = silence.window();
        return tx.createQuery(
                        """
                        insert into meter_silence (hosts, title, from_at, until_at, repeat, zone,
                            ends_at, why, by_whom, host_groups)
                        values (:hosts, :title, :from, :until, :repeat, :zone, :ends, :why, :by,
                            case when :all then null else :limits end)
                        returning id
                        """)
                .bind("hosts", silence.hosts().toString())
                .bind("title", silence.title().toString())
                .bind("from", window.from())
                .bind("until", window.until())
                .bind("repeat", window.repeat().code())
                .bind("zone", window.zone().getId())
                .bind("ends", window.ends())
                .bind("why", silence.why())
                .bind("by", caller.name())
                .bind("all", silence.limits() == null)
                .bindArray(
                        "limits",
                        Long.class,
                        silence.limits() == null ? Set.of() : silence.limits())
                .mapTo(Long.class)
                .one();
    }

    /** Ends one that the caller could have made. */
    public Saved delete(Caller caller, long id) {
        boolean his =
                database.with(Silences::all).stream()
                        .anyMatch(silence -> silence.id() == id && silence.isWithin(caller));
        if (!his) {
            return new Saved.Missing();
        }
        return forget(caller, id, "delete from meter_silence where id = :id", "silence");
    }

    private Saved forget(Caller caller, long id, String sql, String noun) {
        return database.inTransaction(
                tx -> {
                    if (tx.createUpdate(sql).bind("id", id).execute() == 0) {
                        return new Saved.Missing();
                    }
                    live.changed(tx, "alerts");
                    audit.record(tx, caller, noun + ".delete", noun + ":" + id, Map.of());
                    return new Saved.Ok(id);
                });
    }

    /** Hosts of a pattern are reached through another one. */
    public record Behind(long id, NamePattern hosts, String behind) {}

    public List<Behind> dependencies() {
        return database.with(Silences::dependencies);
    }

    static List<Behind> dependencies(Handle handle) {
        return handle.createQuery("select * from meter_behind order by behind, id")
                .map(
                        (row, context) ->
                                new Behind(
                                        row.getLong("id"),
                                        NamePattern.of(row.getString("hosts")),
                                        row.getString("behind")))
                .list();
    }

    public Saved depend(Caller caller, NamePattern hosts, String behind) {
        return database.inTransaction(
                tx -> {
                    if (dependencies(tx).size() >= MOST) {
                        return new Saved.Refused("too-many", "hosts", "at most " + MOST);
                    }
                    long id =
                            tx.createQuery(
                                            """
                                            insert into meter_behind (hosts, behind)
                                            values (:hosts, :behind) returning id
                                            """)
                                    .bind("hosts", hosts.toString())
                                    .bind("behind", behind)
                                    .mapTo(Long.class)
                                    .one();
                    live.changed(tx, "alerts");
                    audit.record(
                            tx,
                            caller,
                            "host-dependency.create",
                            "host-dependency:" + id,
                            Map.of("hosts", hosts.toString(), "behind", behind));
                    return new Saved.Ok(id);
                });
    }

    public Saved independent(Caller caller, long id) {
        return forget(caller, id, "delete from meter_behind where id = :id", "host-dependency");
    }

    private static Silence read(ResultSet row) throws SQLException {
        return new Silence(
                row.getLong("id"),
                NamePattern.of(row.getString("hosts")),
                NamePattern.of(row.getString("title")),
                new Window(
                        row.getTimestamp("from_at").toInstant(),
                        row.getTimestamp("until_at").toInstant(),
                        Window.Repeat.of(row.getString("repeat")).orElseThrow(),
                        ZoneId.of(row.getString("zone")),
                        AlertTable.instant(row.getTimestamp("ends_at"))),
                row.getString("why"),
                row.getString("by_whom"),
                limits(row));
    }

    private static @Nullable Set<Long> limits(ResultSet row) throws SQLException {
        Array groups = row.getArray("host_groups");
        return groups == null ? null : Set.of((Long[]) groups.getArray());
    }
}
