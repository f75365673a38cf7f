package relais.voice.trace;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import relais.platform.db.Database;
import relais.platform.json.Json;
import relais.voice.contact.Sight;
import relais.voice.message.Direction;
import relais.voice.message.Inbox;
import relais.voice.message.Status;

/** Finds a message's story. */
public final class Traces {
    /** A poll's question may be answered by many; the page shows the first of them. */
    private static final int REPLIES = 50;

    private final Database database;

    public Traces(Database database) {
        this.database = database;
    }

    /** The message's story, if there is one for this caller's eyes. */
    public Optional<Trace> find(Sight sight, long message) {
        return database.inTransaction(
                tx ->
                        tx.createQuery(
                                        """
                                        select m.id, m.direction, m.text, m.at, m.channel, m.status,
                                            m.contact_id, c.name, c.address, m.poll_id,
                                            p.name as poll_name, m.inbox, m.in_reply_to, m.trace,
                                            m.source
                                        from voice_message m
                                        join voice_contact c on c.id = m.contact_id
                                        left join voice_poll p on p.id = m.poll_id
                                        where m.id = :id and %s
                                        """
                                                .formatted(sight.condition("m.contact_id")))
                                .bind("id", message)
                                .bind("sight", sight.groupIds())
                                .map((row, context) -> trace(tx, row, sight))
                                .findOne());
    }

    private static Trace trace(Handle tx, ResultSet row, Sight sight) throws SQLException {
        long id = row.getLong("id");
        boolean out = row.getInt("direction") == Direction.OUT.ordinal();
        Instant at = row.getTimestamp("at").toInstant();
        String address = sight.shown(row.getString("address"));
        String name = row.getString("name");
        List<Trace.Part> parts = out ? parts(tx, id) : List.of();
        List<Trace.Step> steps = new ArrayList<>();
        steps.add(new Trace.Step(at, out ? "decided" : "received", row.getString("source")));
        decisions(row.getString("trace"), at, steps);
        steps.addAll(ways(parts));
        return new Trace(
                id,
                out ? "out" : "in",
                row.getString("text"),
                at,
                row.getString("channel"),
                out ? word(Status.of(row.getInt("status"))) : "handled",
                row.getLong("contact_id"),
                name == null ? address : name,
                address,
                row.getObject("poll_id", Long.class),
                row.getString("poll_name"),
                word(Inbox.of(row.getInt("inbox"))),
                row.getObject("in_reply_to", Long.class),
                steps,
                parts,
                replies(tx, row.getLong("contact_id"), id));
    }

    /** Each key of the stored trace becomes a step, in the order in which it was written. */
    private static void decisions(@Nullable String json, Instant at, List<Trace.Step> steps) {
        if (json == null) {
            return;
        }
        try {
            JsonNode trace = Json.mapper().readTree(json);
            if (trace.has("by")) {
                steps.add(new Trace.Step(at, "by", detail(trace.get("by"))));
            }
            trace.properties().stream()
                    .filter(key -> !key.getKey().equals("by"))
                    .forEach(
                            key ->
                                    steps.add(
                                            new Trace.Step(
                                                    at, key.getKey(), detail(key.getValue()))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What happened to the parts, in the order of time. */
    private static List<Trace.Step> ways(List<Trace.Part> parts) {
        List<Trace.Step> steps = new ArrayList<>();
        for (Trace.Part part : parts) {
            String where = part.parts() > 1 ? part.part() + "/" + part.parts() : null;
            Instant sentAt = part.sentAt();
            if (sentAt != null) {
                steps.add(new Trace.Step(sentAt, word(Status.SENT), where));
            }
            steps.add(new Trace.Step(part.at(), part.status(), join(where, part.code())));
        }
        steps.sort(Comparator.comparing(Trace.Step::at));
        return steps;
    }

    private static String detail(JsonNode value) {
        return value.isValueNode() ? value.asText() : value.toString();
    }

    private static @Nullable String join(@Nullable String one, @Nullable String other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return one + " " + other;
    }

    private static List<Trace.Part> parts(Handle tx, long message) {
        return tx.createQuery(
                        """
                        select part, parts, status, provider_id, code, sent_at, at
                        from voice_part
                        where message_id = :id order by part
                        """)
                .bind("id", message)
                .map(
                        (row, context) ->
                                new Trace.Part(
                                        row.getInt("part"),
                                        row.getInt("parts"),
                                        word(Status.of(row.getInt("status"))),
                                        row.getString("provider_id"),
                                        row.getString("code"),
                                        instant(row.getTimestamp("sent_at")),
                                        row.getTimestamp("at").toInstant()))
                .list();
    }

    private static @Nullable Instant instant(@Nullable Timestamp at) {
        return at == null ? null : at.toInstant();
    }

    /** A reply comes after what it answers, so the person's own index finds it. */
    private static List<Trace.Reply> replies(Handle tx, long contact, long message) {
        return tx.createQuery(
                        """
                        select id, direction, text, at, status from voice_message
                        where contact_id = :contact and id > :id and in_reply_to = :id
                        order by id limit :limit
                        """)
                .bind("contact", contact)
                .bind("id", message)
                .bind("limit", REPLIES)
                .map(
                        (row, context) -> {
                            boolean out = row.getInt("direction") == Direction.OUT.ordinal();
                            return new Trace.Reply(
                                    row.getLong("id"),
                                    out ? "out" : "in",
                                    row.getString("text"),
                                    row.getTimestamp("at").toInstant(),
                                    out ? word(Status.of(row.getInt("status"))) : "handled");
                        })
                .list();
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
