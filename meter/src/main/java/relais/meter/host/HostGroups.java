package relais.meter.host;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import relais.platform.audit.Audit;
import relais.platform.db.Database;
import relais.platform.identity.Caller;
import relais.platform.live.LiveFeed;

/** Groups of hosts: listed, made, changed, removed. Whoever is limited to some sees those alone. */
public final class HostGroups {
    private static final int LONGEST_NAME = 100;
    private static final int LONGEST_DESCRIPTION = 1_000;

    private final Database database;
    private final Audit audit;
    private final LiveFeed live;

    public HostGroups(Database database, Audit audit, LiveFeed live) {
        this.database = database;
        this.audit = audit;
        this.live = live;
    }

    /**
     * A group.
     *
     * @param hosts how many are in it
     */
    public record Group(long id, String name, String description, long hosts) {}

    /** What may be said of a group. */
    public record Wanted(String name, @Nullable String description) {}

    /** By name. */
    public List<Group> list(Caller caller) {
        return database.with(
                handle ->
                        handle.createQuery(
                                        """
                                        select g.id, g.name, g.description,
                                          (select count(*) from meter_host_in_group i
                                           where i.group_id = g.id) as hosts
                                        from meter_host_group g
                                        where :all or g.id = any(:own)
                                        order by lower(g.name), g.id
                                        """)
                                .bind("all", caller.allHosts())
                                .bindArray("own", Long.class, caller.hostGroups())
                                .map(
                                        (row, context) ->
                                                new Group(
                                                        row.getLong("id"),
                                                        row.getString("name"),
                                                        row.getString("description"),
                                                        row.getLong("hosts")))
                                .list());
    }

    /** What came of a change. */
    public sealed interface Saved {
        record Ok(long id) implements Saved {}

        record Missing() implements Saved {}

        record Refused(String code, String detail) implements Saved {}
    }

    /** Makes one; who is limited to some groups could not see it, and so cannot. */
    public Saved create(Caller caller, Wanted wanted) {
        return caller.allHosts() ? save(caller, 0, wanted) : new Saved.Missing();
    }

    public Saved update(Caller caller, long id, Wanted wanted) {
        return isOwn(caller, id) ? save(caller, id, wanted) : new Saved.Missing();
    }

    private static boolean isOwn(Caller caller, long id) {
        return caller.allHosts() || caller.hostGroups().contains(id);
    }

    private Saved save(Caller caller, long id, Wanted wanted) {
        String name = wanted.name().strip();
        String description = wanted.description() == null ? "" : wanted.description().strip();
        if (name.isEmpty() || name.length() > LONGEST_NAME || name.matches("(?s).*\\p{Cntrl}.*")) {
            return new Saved.Refused("invalid-name", "a group's name has 1 to 100 letters");
        }
        if (description.length() > LONGEST_DESCRIPTION) {
            return new Saved.Refused("too-long", "a description has at most 1000 letters");
        }
        return database.inTransaction(tx -> save(tx, caller, id, name, description));
    }

    private Saved save(Handle tx, Caller caller, long id, String name, String description) {
        boolean taken =
                tx.createQuery(
                                """
                                select exists (select 1 from meter_host_group
                                  where lower(name) = lower(:name) and id <> :id)
                                """)
                        .bind("name", name)
                        .bind("id", id)
                        .mapTo(Boolean.class)
                        .one();
        if (taken) {
            return new Saved.Refused("name-taken", "another group has this name");
        }
        Optional<Long> saved =
                (id == 0
                                ? tx.createQuery(
                                        """
                                        insert into meter_host_group (name, description)
                                        values (:name, :description) returning id
                                        """)
                                : tx.createQuery(
                                                """
                                                update meter_host_group
                                                set name = :name, description = :description
                                                where id = :id returning id
                                                """)
                                        .bind("id", id))
                        .bind("name", name)
                        .bind("description", description)
                        .mapTo(Long.class)
                        .findOne();
        if (saved.isEmpty()) {
            return new Saved.Missing();
        }
        String subject = "host-group:" + saved.get();
        if (id == 0) {
            audit.record(tx, caller, "host-group.create", subject, Map.of("name", name));
        } else {
            audit.record(tx, caller, "host-group.change", subject, Map.of("name", name));
        }
        live.changed(tx, "hosts");
        return new Saved.Ok(saved.get());
    }

    /** Its hosts stay; who saw them by it alone sees them no more. */
    public Saved remove(Caller caller, long id) {
        if (!isOwn(caller, id)) {
            return new Saved.Missing();
        }
        return database.inTransaction(
                tx -> {
                    if (tx.execute("delete from meter_host_group where id = ?", id) == 0) {
                        return new Saved.Missing();
                    }
                    audit.record(tx, caller, "host-group.remove", "host-group:" + id, Map.of());
                    live.changed(tx, "hosts");
                    return new Saved.Ok(id);
                });
    }
}
