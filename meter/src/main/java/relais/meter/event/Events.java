package relais.meter.event;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import relais.platform.audit.Audit;
import relais.platform.db.Database;
import relais.platform.identity.Caller;
import relais.platform.live.LiveFeed;

/** Finds and changes events. */
public final class Events {
    /** In one picture. */
    public static final int MOST_SHOWN = 500;

    private static final int TITLE_SIGNS = 200;
    private static final int TEXT_SIGNS = 4_000;
    private static final int MOST_HOSTS = 1_000;

    private final Database database;
    private final Audit audit;
    private final LiveFeed live;

    public Events(Database database, Audit audit, LiveFeed live) {
        this.database = database;
        this.audit = audit;
        this.live = live;
    }

    /**
     * Those that touch a stretch of time, the newest first; at most {@link #MOST_SHOWN}.
     *
     * @param host only those of this host and of all; 0 for any
     * @param seen hosts that the reader sees, by number; null for all
     */
    public List<Event> between(Instant from, Instant to, long host, @Nullable Set<Long> seen) {
        Long[] hosts = seen == null ? new Long[0] : seen.toArray(Long[]::new);
        return database.with(
                handle ->
                        handle.createQuery(
                                        """
                                        select * from meter_event
                                        where at < :to and coalesce(until_at, at) >= :from
                                            and (:host = 0 or hosts = '{}' or :host = any(hosts))
                                            and (:all or hosts = '{}' or hosts && :seen)
                                        order by at desc, id desc limit :most
                                        """)
                                .bind("from", from)
                                .bind("to", to)
                                .bind("host", host)
                                .bind("all", seen == null)
                                .bind("seen", hosts)
                                .bind("most", MOST_SHOWN)
                                .map((row, context) -> read(row))
                                .list());
    }

    /**
     * @param id 0 for a new one
     * @param seen as in {@link #between}
     */
    public Event.Saved save(Caller caller, long id, Event.Form form, @Nullable Set<Long> seen) {
        Event.Saved.Refused wrong = wrong(form, seen);
        if (wrong != null) {
            return wrong;
        }
        return database.inTransaction(
                tx -> {
                    if (id != 0 && find(tx, id, seen).isEmpty()) {
                        return new Event.Saved.Missing();
                    }
                    long saved = write(tx, caller, id, form);
                    live.changed(tx, "events");
                    String action = id == 0 ? "event.create" : "event.update";
                    audit.record(
                            tx, caller, action, "event:" + saved, Map.of("title", form.title()));
                    return new Event.Saved.Ok(saved);
                });
    }

    private static Event.Saved.@Nullable Refused wrong(Event.Form form, @Nullable Set<Long> seen) {
        if (form.title().isBlank() || form.title().length() > TITLE_SIGNS) {
            return refused("title", "a title has 1 to " + TITLE_SIGNS + " letters");
        }
        if (form.text().length() > TEXT_SIGNS) {
            return refused("text", "a text has at most " + TEXT_SIGNS + " signs");
        }
        if (form.until() != null && form.until().isBefore(form.at())) {
            return refused("until", "it ends after it begins");
        }
        boolean theirs =
                form.hosts().size() <= MOST_HOSTS
                        && (seen == null
                                || !form.hosts().isEmpty() && seen.containsAll(form.hosts()));
        return theirs ? null : refused("hosts", "some hosts that one sees");
    }

    private static Event.Saved.Refused refused(String field, String detail) {
        return new Event.Saved.Refused("event-invalid", field, detail);
    }

    private static long write(Handle tx, Caller caller, long id, Event.Form form) {
        return tx.createQuery(id == 0 ? INSERT : UPDATE)
                .bind("id", id)
                .bind("at", form.at())
                .bind("until", form.until())
                .bind("title", form.title().strip())
                .bind("body", form.text())
                .bind("hosts", form.hosts().toArray(Long[]::new))
                .bind("by", caller.name())
                .mapTo(Long.class)
                .one();
    }

    private static Optional<Event> find(Handle tx, long id, @Nullable Set<Long> seen) {
        return tx.createQuery("select * from meter_event where id = :id")
                .bind("id", id)
                .map((row, context) -> read(row))
                .findOne()
                .filter(
                        event ->
                                seen == null
                                        || event.form().hosts().stream().anyMatch(seen::contains));
    }

    public Event.Saved delete(Caller caller, long id, @Nullable Set<Long> seen) {
        return database.inTransaction(
                tx -> {
                    Optional<Event> event = find(tx, id, seen);
                    if (event.isEmpty()) {
                        return new Event.Saved.Missing();
                    }
                    tx.createUpdate("delete from meter_event where id = :id")
                            .bind("id", id)
                            .execute();
                    live.changed(tx, "events");
                    audit.record(
                            tx,
                            caller,
                            "event.delete",
                            "event:" + id,
                            Map.of("title", event.get().form().title()));
                    return new Event.Saved.Ok(id);
                });
    }

    private static final String INSERT =
            """
            insert into meter_event (at, until_at, title, body, hosts, by_whom)
            values (:at, :until, :title, :body, :hosts, :by) returning id
            """;

    private static final String UPDATE =
            """
            update meter_event set at = :at, until_at = :until, title = :title, body = :body,
                hosts = :hosts
            where id = :id returning id
            """;

    private static Event read(ResultSet row) throws SQLException {
        Timestamp until = row.getTimestamp("until_at");
        return new Event(
                row.getLong("id"),
                new Event.Form(
                        row.getTimestamp("at").toInstant(),
                        until == null ? null : until.toInstant(),
                        row.getString("title"),
                        row.getString("body"),
                        List.of((Long[]) row.getArray("hosts").getArray())));
    }
}
