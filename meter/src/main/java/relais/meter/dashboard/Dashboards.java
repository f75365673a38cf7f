package relais.meter.dashboard;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import relais.platform.accounts.Memberships;
import relais.platform.audit.Audit;
import relais.platform.db.Database;
import relais.platform.identity.Caller;
import relais.platform.json.Json;
import relais.platform.live.LiveFeed;

/** Finds and changes the dashboards that people made. What a caller may not see is not there. */
public final class Dashboards {
    private static final int MOST = 1_000;

    /** Who sees all hosts or one of its groups, is in one it is shared with, or made it. */
    private static final String SEEN =
            """
             (:all or groups = '{}' and user_groups = '{}' or groups && :groups
                or user_groups && :memberships or made_by = :user)
            """;

    private final Database database;
    private final Audit audit;
    private final LiveFeed live;
    private final InstantSource clock;
    private final Memberships memberships;

    public Dashboards(Database database, Audit audit, LiveFeed live, InstantSource clock) {
        this.database = database;
        this.audit = audit;
        this.live = live;
        this.clock = clock;
        this.memberships = new Memberships(database);
    }

    /** The groups of users with which one may be shared. */
    public List<Memberships.Named> userGroups() {
        return memberships.groups();
    }

    /** By name. */
    public List<Dashboard> list(Caller caller) {
        return database.with(
                handle ->
                        handle.createQuery(
                                        "select * from meter_dashboard where"
                                                + SEEN
                                                + " order by lower(name), id")
                                .bindMap(sight(caller))
                                .map((row, context) -> read(row))
                                .list());
    }

    public Optional<Dashboard> find(Caller caller, long id) {
        return database.with(handle -> find(handle, caller, id));
    }

    private Optional<Dashboard> find(Handle handle, Caller caller, long id) {
        return handle.createQuery("select * from meter_dashboard where id = :id and" + SEEN)
                .bind("id", id)
                .bindMap(sight(caller))
                .map((row, context) -> read(row))
                .findOne();
    }

    private Map<String, ?> sight(Caller caller) {
        return Map.of(
                "all", caller.allHosts(),
                "groups", caller.hostGroups().toArray(Long[]::new),
                "memberships", memberships.of(caller.userId()).toArray(Long[]::new),
                "user", caller.userId());
    }

    /**
     * @param id 0 for a new one
     */
    public Saved save(Caller caller, long id, Dashboard.Form form) {
        Saved.Refused wrong = FormCheck.wrong(form);
        return wrong != null ? wrong : database.inTransaction(tx -> save(tx, caller, id, form));
    }

    /** Makes it, or changes the one of its name. */
    public Saved saveByName(Caller caller, Dashboard.Form form) {
        Saved.Refused wrong = FormCheck.wrong(form);
        if (wrong != null) {
            return wrong;
        }
        return database.inTransaction(
                tx -> {
                    Optional<Long> same = named(tx, form.name());
                    boolean hidden = same.isPresent() && find(tx, caller, same.get()).isEmpty();
                    return hidden ? taken() : save(tx, caller, same.orElse(0L), form);
                });
    }

    private static Saved taken() {
        return new Saved.Refused(
                "dashboard-name-taken", "name", "there is a dashboard of this name");
    }

    private static Optional<Long> named(Handle tx, String name) {
        return tx.createQuery("select id from meter_dashboard where lower(name) = lower(:name)")
                .bind("name", name.strip())
                .mapTo(Long.class)
                .findOne();
    }

    private Saved save(Handle tx, Caller caller, long id, Dashboard.Form form) {
        if (named(tx, form.name()).filter(other -> other != id).isPresent()) {
            return taken();
        }
        if (id != 0 && find(tx, caller, id).isEmpty()) {
            return new Saved.Missing();
        }
        if (id == 0 && count(tx) >= MOST) {
            return new Saved.Refused("too-many", "name", "at most " + MOST + " dashboards");
        }
        long saved =
                tx.createQuery(id == 0 ? INSERT : UPDATE)
                        .bind("id", id)
                        .bind("name", form.name().strip())
                        .bind("description", form.description())
                        .bind("panels", Json.text(FormCheck.numbered(form.panels())))
                        .bind("groups", form.groups().toArray(Long[]::new))
                        .bind("shared", form.userGroups().toArray(Long[]::new))
                        .bind("by", caller.userId())
                        .bind("now", clock.instant())
                        .mapTo(Long.class)
                        .one();
        live.changed(tx, "dashboards");
        String action = id == 0 ? "dashboard.create" : "dashboard.update";
        audit.record(
                tx,
                caller,
                action,
                "dashboard:" + saved,
                Map.of("name", form.name(), "panels", form.panels().size()));
        return new Saved.Ok(saved);
    }

    private static int count(Handle tx) {
        return tx.createQuery("select count(*) from meter_dashboard").mapTo(Integer.class).one();
    }

    public Saved delete(Caller caller, long id) {
        return database.inTransaction(
                tx -> {
                    Optional<Dashboard> found = find(tx, caller, id);
                    if (found.isEmpty()) {
                        return new Saved.Missing();
                    }
                    tx.createUpdate("delete from meter_dashboard where id = :id")
                            .bind("id", id)
                            .execute();
                    live.changed(tx, "dashboards");
                    audit.record(
                            tx,
                            caller,
                            "dashboard.delete",
                            "dashboard:" + id,
                            Map.of("name", found.get().form().name()));
                    return new Saved.Ok(id);
                });
    }

    private static final String INSERT =
            """
            insert into meter_dashboard (name, description, panels, groups, user_groups,
                made_by, changed_at)
            values (:name, :description, :panels::json, :groups, :shared, :by, :now)
            returning id
            """;

    private static final String UPDATE =
            """
            update meter_dashboard set name = :name, description = :description,
                panels = :panels::json, groups = :groups, user_groups = :shared, changed_at = :now
            where id = :id returning id
            """;

    private static Dashboard read(ResultSet row) throws SQLException {
        List<Panel> panels;
        try {
            panels =
                    Json.mapper()
                            .readValue(
                                    row.getString("panels"), new TypeReference<List<Panel>>() {});
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("dashboard " + row.getLong("id") + " is damaged", e);
        }
        return new Dashboard(
                Long.toString(row.getLong("id")),
                false,
                new Dashboard.Form(
                        row.getString("name"),
                        row.getString("description"),
                        panels,
                        List.of((Long[]) row.getArray("groups").getArray()),
                        List.of((Long[]) row.getArray("user_groups").getArray())));
    }
}
