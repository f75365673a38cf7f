package relais.meter.alert;

import com.fasterxml.jackson.core.type.TypeReference;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import relais.meter.alert.OnCall.Somebody;
import relais.meter.alert.delivery.Medium;
import relais.meter.alert.delivery.Notice;
import relais.meter.alert.delivery.Notices;
import relais.meter.alert.state.Severity;
import relais.platform.audit.Audit;
import relais.platform.db.Database;
import relais.platform.identity.Caller;
import relais.platform.json.Json;
import relais.platform.live.LiveFeed;

/** Finds and changes who is on call. */
public final class OnCalls {
    private static final int MOST = 100;
    private static final int MOST_PEOPLE = 50;
    private static final int NAME_SIGNS = 200;
    private static final int LONGEST_SECONDS = 24 * 3600;
    private static final Pattern NUMBER = Pattern.compile("\\+[1-9]\\d{6,14}");
    private static final Pattern MAIL =
            Pattern.compile("[^\\s@<>,;\"\\\\]{1,64}@[A-Za-z0-9.-]{1,190}");
    private static final Pattern WEB = Pattern.compile("https?://[^\\s]{3,1000}");

    private final Database database;
    private final Audit audit;
    private final LiveFeed live;
    private final InstantSource clock;

    public OnCalls(Database database, Audit audit, LiveFeed live, InstantSource clock) {
        this.database = database;
        this.audit = audit;
        this.live = live;
        this.clock = clock;
    }

    /** By name. */
    public List<OnCall> all() {
        return database.with(OnCalls::all);
    }

    public Optional<OnCall> find(long id) {
        return all().stream().filter(each -> each.id() == id).findFirst();
    }

    static List<OnCall> all(Handle handle) {
        return handle.createQuery("select * from meter_on_call order by lower(name), id")
                .map((row, context) -> read(row))
                .list();
    }

    /** Whose number this is; empty for somebody who is not on call. */
    static Optional<Somebody> owner(Handle handle, String address) {
        return all(handle).stream()
                .flatMap(group -> group.form().people().stream())
                .filter(person -> address.equals(person.address()))
                .findFirst();
    }

    /**
     * @param id 0 for a new one
     */
    public Saved save(Caller caller, long id, OnCall.Form form) {
        Saved.Refused wrong = wrong(form);
        return wrong != null ? wrong : database.inTransaction(tx -> save(tx, caller, id, form));
    }

    private Saved save(Handle tx, Caller caller, long id, OnCall.Form form) {
        List<OnCall> others = all(tx).stream().filter(each -> each.id() != id).toList();
        if (others.stream().anyMatch(o -> o.form().name().equalsIgnoreCase(form.name().strip()))) {
            return new Saved.Refused("on-call-name-taken", "name", "there is one of this name");
        }
        if (id == 0 && others.size() >= MOST) {
            return new Saved.Refused("too-many", "name", "there are " + MOST + " at most");
        }
        List<Long> saved =
                tx.createQuery(id == 0 ? INSERT : UPDATE)
                        .bind("id", id)
                        .bind("name", form.name().strip())
                        .bind("people", Json.text(form.people()))
                        .bind("webhook", form.webhook())
                        .bind("from", form.from().code())
                        .bind("after", form.after())
                        .mapTo(Long.class)
                        .list();
        if (saved.isEmpty()) {
            return new Saved.Missing();
        }
        live.changed(tx, "alerts");
        String action = id == 0 ? "on-call.create" : "on-call.update";
        audit.record(
                tx,
                caller,
                action,
                "on-call:" + saved.getFirst(),
                Map.of(
                        "name", form.name(),
                        "people", form.people().stream().map(Somebody::name).toList(),
                        "from", form.from().code(),
                        "after", form.after()));
        return new Saved.Ok(saved.getFirst());
    }

    public Saved delete(Caller caller, long id) {
        return database.inTransaction(
                tx -> {
                    List<String> name =
                            tx.createQuery(
                                            "delete from meter_on_call where id = :id"
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
                            "on-call.delete",
                            "on-call:" + id,
                            Map.of("name", name.getFirst()));
                    return new Saved.Ok(id);
                });
    }

    /** Sends a trial to everybody of a group; answers to how many, empty if there is no group. */
    public Optional<Integer> trial(Caller caller, long group) {
        Optional<OnCall> found = find(group);
        found.ifPresent(
                each ->
                        database.useTransaction(
                                tx -> {
                                    trial(tx, each.form());
                                    audit.record(
                                            tx,
                                            caller,
                                            "on-call.test",
                                            "on-call:" + group,
                                            Map.of());
                                }));
        return found.map(
                each -> each.form().people().size() + (each.form().webhook() == null ? 0 : 1));
    }

    private void trial(Handle tx, OnCall.Form form) {
        Instant now = clock.instant();
        Notices.Cause cause = new Notices.Cause(null, 0);
        for (Somebody person : form.people()) {
            String text = new Wording(person.spoken()).trial(form.name());
            Announcing.tell(tx, person, cause, text, now);
        }
        if (form.webhook() != null) {
            String body = Json.text(Map.of("event", "trial", "group", form.name()));
            Notice notice =
                    new Notice(0, Medium.WEBHOOK, form.webhook(), form.name(), "trial", body, "en");
            Notices.add(tx, cause, notice, now);
        }
    }

    private static Saved.@Nullable Refused wrong(OnCall.Form form) {
        if (form.name().isBlank() || form.name().length() > NAME_SIGNS) {
            return refused("name", "a name has 1 to " + NAME_SIGNS + " letters");
        }
        if (form.people().size() > MOST_PEOPLE) {
            return refused("people", "at most " + MOST_PEOPLE + " people");
        }
        if (form.after() < 0 || form.after() > LONGEST_SECONDS) {
            return refused("after", "from 0 to " + LONGEST_SECONDS + " seconds");
        }
        if (form.webhook() != null && !WEB.matcher(form.webhook()).matches()) {
            return refused("webhook", "an http or https address");
        }
        for (Somebody person : form.people()) {
            if (person.name().isBlank() || person.name().length() > NAME_SIGNS) {
                return refused("people", "everybody has a name");
            }
            if (person.address() != null && !NUMBER.matcher(person.address()).matches()) {
                return refused("people", "a number begins with + and its country's code");
            }
            if (person.mail() != null && !MAIL.matcher(person.mail()).matches()) {
                return refused("people", "that is no mail address");
            }
        }
        return null;
    }

    private static Saved.Refused refused(String field, String detail) {
        return new Saved.Refused("on-call-invalid", field, detail);
    }

    private static final String INSERT =
            """
            insert into meter_on_call (name, people, webhook, from_severity, after_s)
            values (:name, :people::jsonb, :webhook, :from, :after) returning id
            """;

    private static final String UPDATE =
            """
            update meter_on_call set name = :name, people = :people::jsonb, webhook = :webhook,
                from_severity = :from, after_s = :after
            where id = :id returning id
            """;

    private static OnCall read(ResultSet row) throws SQLException {
        return new OnCall(
                row.getLong("id"),
                new OnCall.Form(
                        row.getString("name"),
                        AlertTable.json(
                                row.getString("people"), new TypeReference<List<Somebody>>() {}),
                        row.getString("webhook"),
                        Severity.of(row.getString("from_severity")).orElseThrow(),
                        row.getInt("after_s")));
    }
}
