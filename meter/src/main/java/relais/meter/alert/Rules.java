package relais.meter.alert;

import com.fasterxml.jackson.core.type.TypeReference;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import relais.meter.alert.state.Severity;
import relais.meter.promql.PromQl;
import relais.meter.promql.value.QueryException;
import relais.platform.audit.Audit;
import relais.platform.db.Database;
import relais.platform.identity.Caller;
import relais.platform.json.Json;
import relais.platform.live.LiveFeed;

/** Finds and changes rules. */
public final class Rules {
    /** Each is a query several times a minute. */
    static final int MOST = 500;

    private static final int NAME_SIGNS = 200;
    private static final int QUERY_SIGNS = 4_000;
    private static final int MESSAGE_SIGNS = 500;
    private static final int LONGEST_SECONDS = 7 * 24 * 3600;
    private static final int MOST_LINKS = 50;
    private static final Set<String> LANGUAGES = Set.of("fr", "en");

    private final Database database;
    private final Audit audit;
    private final LiveFeed live;
    private final InstantSource clock;

    public Rules(Database database, Audit audit, LiveFeed live, InstantSource clock) {
        this.database = database;
        this.audit = audit;
        this.live = live;
        this.clock = clock;
    }

    /** By name. */
    public List<Rule> all() {
        return database.with(Rules::all);
    }

    public Optional<Rule> find(long id) {
        return database.with(
                handle ->
                        handle.createQuery("select * from meter_alert_rule where id = :id")
                                .bind("id", id)
                                .map((row, context) -> read(row))
                                .findOne());
    }

    static List<Rule> all(Handle handle) {
        return handle.createQuery("select * from meter_alert_rule order by lower(name), id")
                .map((row, context) -> read(row))
                .list();
    }

    static void problem(Handle tx, long rule, @Nullable String problem) {
        tx.createUpdate("update meter_alert_rule set problem = :problem where id = :id")
                .bind("problem", problem)
                .bind("id", rule)
                .execute();
    }

    public Saved create(Caller caller, Rule.Form form) {
        return save(caller, 0, form);
    }

    public Saved update(Caller caller, long id, Rule.Form form) {
        return save(caller, id, form);
    }

    /** Its alerts end at the next look. */
    public Saved delete(Caller caller, long id) {
        return database.inTransaction(
                tx -> {
                    List<String> name =
                            tx.createQuery(
                                            "delete from meter_alert_rule where id = :id"
                                                    + " returning name")
                                    .bind("id", id)
                                    .mapTo(String.class)
                                    .list();
                    if (name.isEmpty()) {
                        return new Saved.Missing();
                    }
                    live.changed(tx, "alerts");
                    audit.record(
                            tx,
                            caller,
                            "alert-rule.delete",
                            "alert-rule:" + id,
                            Map.of("name", name.getFirst()));
                    return new Saved.Ok(id);
                });
    }

    private Saved save(Caller caller, long id, Rule.Form form) {
        Saved.Refused wrong = wrong(form);
        if (wrong != null) {
            return wrong;
        }
        return database.inTransaction(tx -> save(tx, caller, id, form));
    }

    private static Saved.@Nullable Refused wrong(Rule.Form form) {
        if (form.name().isBlank() || form.name().length() > NAME_SIGNS) {
            return refused("name", "a name has 1 to " + NAME_SIGNS + " letters");
        }
        if (form.query().length() > QUERY_SIGNS) {
            return refused("query", "a query has at most " + QUERY_SIGNS + " signs");
        }
        try {
            PromQl.parse(form.query());
        } catch (QueryException e) {
            return refused("query", e.text());
        }
        if (form.hold() < 0 || form.hold() > LONGEST_SECONDS) {
            return refused("for", "from 0 to " + LONGEST_SECONDS + " seconds");
        }
        if (form.keep() < 0 || form.keep() > LONGEST_SECONDS) {
            return refused("keep", "from 0 to " + LONGEST_SECONDS + " seconds");
        }
        boolean words =
                LANGUAGES.containsAll(form.message().keySet())
                        && form.message().values().stream()
                                .allMatch(text -> text.length() <= MESSAGE_SIGNS);
        if (!words) {
            return refused("message", "fr and en, at most " + MESSAGE_SIGNS + " signs each");
        }
        boolean few =
                form.groups().size() <= MOST_LINKS
                        && form.dependsOn().size() <= MOST_LINKS
                        && form.onCall().size() <= MOST_LINKS;
        return few ? null : refused("notify", "at most " + MOST_LINKS + " of each");
    }

    private static Saved.Refused refused(String field, String detail) {
        return new Saved.Refused("alert-rule-invalid", field, detail);
    }

    private Saved save(Handle tx, Caller caller, long id, Rule.Form form) {
        if (taken(tx, id, form.name())) {
            return new Saved.Refused(
                    "alert-rule-name-taken", "name", "there is a rule of this name");
        }
        if (id == 0 && all(tx).size() >= MOST) {
            return new Saved.Refused("too-many", "name", "there are " + MOST + " rules at most");
        }
        List<Long> saved =
                tx.createQuery(id == 0 ? INSERT : UPDATE)
                        .bind("id", id)
                        .bind("name", form.name().strip())
                        .bind("query", form.query())
                        .bind("hold", form.hold())
                        .bind("keep", form.keep())
                        .bind("severity", form.severity().code())
                        .bind("message", Json.text(form.message()))
                        .bind("groups", form.groups().toArray(Long[]::new))
                        .bind("depends", form.dependsOn().toArray(Long[]::new))
                        .bind("notify", form.onCall().toArray(Long[]::new))
                        .bind("by", caller.name())
                        .bind("now", clock.instant())
                        .mapTo(Long.class)
                        .list();
        if (saved.isEmpty()) {
            return new Saved.Missing();
        }
        long rule = saved.getFirst();
        live.changed(tx, "alerts");
        String action = id == 0 ? "alert-rule.create" : "alert-rule.update";
        audit.record(tx, caller, action, "alert-rule:" + rule, form);
        return new Saved.Ok(rule);
    }

    private static boolean taken(Handle tx, long id, String name) {
        return tx.createQuery(
                        """
                        select exists (select 1 from meter_alert_rule
                            where lower(name) = lower(:name) and id <> :id)
                        """)
                .bind("name", name.strip())
                .bind("id", id)
                .mapTo(Boolean.class)
                .one();
    }

    private static final String INSERT =
            """
            insert into meter_alert_rule (name, query, hold_s, keep_s, severity, message, groups,
                depends_on, notify, made_by, changed_at)
            values (:name, :query, :hold, :keep, :severity, :message::jsonb, :groups, :depends,
                :notify, :by, :now)
            returning id
            """;

    private static final String UPDATE =
            """
            update meter_alert_rule set name = :name, query = :query, hold_s = :hold,
                keep_s = :keep, severity = :severity, message = :message::jsonb, groups = :groups,
                depends_on = :depends, notify = :notify, made_by = :by, changed_at = :now,
                problem = null
            where id = :id returning id
            """;

    private static Rule read(ResultSet row) throws SQLException {
        Rule.Form form =
                new Rule.Form(
                        row.getString("name"),
                        row.getString("query"),
                        row.getInt("hold_s"),
                        row.getInt("keep_s"),
                        Severity.of(row.getString("severity")).orElseThrow(),
                        AlertTable.json(
                                row.getString("message"),
                                new TypeReference<Map<String, String>>() {}),
                        ids(row, "groups"),
                        ids(row, "depends_on"),
                        ids(row, "notify"));
        return new Rule(
                row.getLong("id"), form, row.getString("problem"), row.getString("made_by"));
    }

    private static List<Long> ids(ResultSet row, String column) throws SQLException {
        return List.of((Long[]) row.getArray(column).getArray());
    }
}
