package relais.meter.alert;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Update;
import org.jspecify.annotations.Nullable;
import relais.meter.alert.Subject.Place;
import relais.meter.alert.state.Acknowledgement;
import relais.meter.alert.state.Severity;
import relais.meter.alert.state.Standing;
import relais.meter.alert.state.Taking;
import relais.platform.json.Json;

/** The rows of alerts and of their history. */
final class AlertTable {
    /** A number is not given to another alert so soon that an answer could take the wrong one. */
    private static final String REST = "24 hours";

    private AlertTable() {}

    /** Pending and firing. */
    static List<Alert> open(Handle tx) {
        return tx.createQuery("select * from meter_alert where phase < 2")
                .map((row, context) -> read(row))
                .list();
    }

    static Optional<Alert> find(Handle handle, long id) {
        return handle.createQuery("select * from meter_alert where id = :id")
                .bind("id", id)
                .map((row, context) -> read(row))
                .findOne();
    }

    /** The open alert; nobody else changes it until the transaction ends. */
    static Optional<Alert> lockOpen(Handle tx, long id) {
        return tx.createQuery("select * from meter_alert where id = :id and phase = 1 for update")
                .bind("id", id)
                .map((row, context) -> read(row))
                .findOne();
    }

    /** The alert of this short number: the one that fires, else the last. */
    static Optional<Alert> numbered(Handle tx, int number) {
        return tx.createQuery(
                        """
                        select * from meter_alert where number = :number
                        order by phase, id desc limit 1
                        """)
                .bind("number", number)
                .map((row, context) -> read(row))
                .findOne();
    }

    /** How often each fired since then. */
    static Map<String, Integer> firedSince(Handle tx, Instant since) {
        Map<String, Integer> times = new HashMap<>();
        tx.createQuery(
                        """
                        select key, count(*) as times from meter_alert
                        where fired_at > :since group by key
                        """)
                .bind("since", since)
                .map((row, context) -> times.put(row.getString("key"), row.getInt("times")))
                .list();
        return times;
    }

    static Alert add(Handle tx, Subject subject, Standing standing) {
        return tx.createQuery(
                        """
                        insert into meter_alert (key, kind, rule_id, host, graph_id, graph, field,
                            title, labels, phase, severity, since)
                        values (:key, :kind, :rule, :host, :graphId, :graph, :field, :title,
                            :labels::jsonb, :phase, :severity, :since)
                        returning *
                        """)
                .bind("key", subject.key())
                .bind("kind", subject.kind().code())
                .bind("rule", subject.ruleId())
                .bind("host", subject.place().host())
                .bind("graphId", subject.place().graphId())
                .bind("graph", subject.place().graph())
                .bind("field", subject.place().field())
                .bind("title", subject.title())
                .bind("labels", Json.text(subject.labels()))
                .bind("phase", standing.phase().ordinal())
                .bind("severity", standing.severity().code())
                .bind("since", standing.since())
                .map((row, context) -> read(row))
                .one();
    }

    static void save(Handle tx, Alert alert) {
        Standing standing = alert.standing();
        Acknowledgement taken = standing.acknowledged();
        Update update =
                tx.createUpdate(
                        """
                        update meter_alert set phase = :phase, severity = :severity,
                            value = :value, threshold = :threshold, fired_at = :fired,
                            quiet_since = :quiet, resolved_at = :resolved, flapping = :flapping,
                            acknowledged_by = :by, acknowledged_note = :note,
                            acknowledged_at = :takenAt, acknowledged_until = :takenUntil,
                            held = :held, number = :number, change = :change, told = :told::jsonb
                        where id = :id
                        """);
        update.bind("id", alert.id())
                .bind("phase", standing.phase().ordinal())
                .bind("severity", standing.severity().code())
                .bind("value", standing.seen().value())
                .bind("threshold", standing.seen().threshold())
                .bind("fired", standing.firedAt())
                .bind("quiet", standing.quietSince())
                .bind("resolved", alert.resolvedAt())
                .bind("flapping", standing.flapping());
        update.bind("by", taken == null ? null : taken.by())
                .bind("note", taken == null ? null : taken.note())
                .bind("takenAt", taken == null ? null : taken.at())
                .bind("takenUntil", taken == null ? null : taken.until())
                .bind("held", alert.ledger().held())
                .bind("number", alert.number())
                .bind("change", alert.ledger().change())
                .bind("told", Json.text(alert.ledger().told()));
        update.execute();
    }

    static void drop(Handle tx, long id) {
        tx.createUpdate("delete from meter_alert where id = :id").bind("id", id).execute();
    }

    /** The smallest number that is free; empty when so many alerts fire that none is. */
    static Optional<Integer> freeNumber(Handle tx, Instant now) {
        return tx.createQuery(
                        """
                        select n from generate_series(1, :largest) as n
                        where not exists (select 1 from meter_alert a where a.number = n
                            and (a.phase < 2 or a.resolved_at
                                > cast(:now as timestamptz) - cast(:rest as interval)))
                        order by n limit 1
                        """)
                .bind("largest", Taking.LARGEST)
                .bind("now", now)
                .bind("rest", REST)
                .mapTo(Integer.class)
                .findOne();
    }

    /**
     * Adds a line to an alert's history.
     *
     * @param severity null where it says nothing
     * @param by who did it; null for what happened by itself
     */
    static void step(
            Handle tx,
            long alert,
            Instant at,
            String what,
            @Nullable Severity severity,
            @Nullable String by,
            @Nullable String detail) {
        tx.createUpdate(
                        """
                        insert into meter_alert_step (alert_id, at, what, severity, by_whom, detail)
                        values (:alert, :at, :what, :severity, :by, :detail)
                        """)
                .bind("alert", alert)
                .bind("at", at)
                .bind("what", what)
                .bind("severity", severity == null ? null : severity.code())
                .bind("by", by)
                .bind("detail", detail)
                .execute();
    }

    /** A bounded part at a time: the next comes in an hour. */
    static void forget(Handle tx, Instant now) {
        tx.createUpdate(
                        """
                        delete from meter_alert where id in (select id from meter_alert
                            where phase = 2 and resolved_at < :before order by id limit 10000)
                        """)
                .bind("before", now.minus(Duration.ofDays(366)))
                .execute();
        tx.createUpdate(
                        """
                        delete from meter_notice
                        where alert_id is null and made_at < :before
                        """)
                .bind("before", now.minus(Duration.ofDays(31)))
                .execute();
    }

    static Alert read(ResultSet row) throws SQLException {
        Alert.Ledger ledger =
                new Alert.Ledger(
                        row.getString("held"),
                        row.getInt("change"),
                        json(row.getString("told"), new TypeReference<Map<Long, Integer>>() {}));
        return new Alert(
                row.getLong("id"),
                row.getString("key"),
                Kind.of(row.getString("kind")).orElseThrow(),
                number(row, "rule_id"),
                new Place(
                        row.getString("host"),
                        number(row, "graph_id"),
                        row.getString("graph"),
                        row.getString("field")),
                row.getString("title"),
                json(row.getString("labels"), new TypeReference<Map<String, String>>() {}),
                standing(row),
                instant(row.getTimestamp("resolved_at")),
                (Integer) row.getObject("number"),
                ledger);
    }

    private static Standing standing(ResultSet row) throws SQLException {
        String by = row.getString("acknowledged_by");
        Instant takenAt = instant(row.getTimestamp("acknowledged_at"));
        Acknowledgement taken =
                by == null || takenAt == null
                        ? null
                        : new Acknowledgement(
                                by,
                                row.getString("acknowledged_note"),
                                takenAt,
                                instant(row.getTimestamp("acknowledged_until")));
        return new Standing(
                Standing.Phase.values()[row.getInt("phase")],
                Severity.of(row.getString("severity")).orElseThrow(),
                row.getTimestamp("since").toInstant(),
                instant(row.getTimestamp("fired_at")),
                instant(row.getTimestamp("quiet_since")),
                row.getBoolean("flapping"),
                taken,
                new Standing.Seen((Double) row.getObject("value"), row.getString("threshold")));
    }

    private static @Nullable Long number(ResultSet row, String column) throws SQLException {
        return (Long) row.getObject(column);
    }

    static @Nullable Instant instant(@Nullable Timestamp time) {
        return time == null ? null : time.toInstant();
    }

    static <T> T json(String text, TypeReference<T> type) {
        try {
            return Json.mapper().readValue(text, type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a row of ours holds no JSON", e);
        }
    }
}
