package relais.voice.review;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import relais.platform.audit.Audit;
import relais.platform.db.Database;
import relais.platform.identity.Caller;
import relais.platform.json.Json;
import relais.platform.live.LiveFeed;
import relais.voice.contact.Sight;
import relais.voice.message.Inbox;
import relais.voice.message.Waiting;
import relais.voice.poll.Poll;
import relais.voice.poll.PollTable;

/** Doubtful replies and what people decide about them. */
public final class Reviews {
    private static final int ATTRIBUTED = 1;
    private static final int TO_INBOX = 2;

    private final Database database;
    private final Audit audit;
    private final LiveFeed live;

    public Reviews(Database database, Audit audit, LiveFeed live) {
        this.database = database;
        this.audit = audit;
        this.live = live;
    }

    /** Open ones, newest first, with ids below {@code before}. */
    public List<ReviewItem> list(Sight sight, long before, int limit) {
        return database.with(handle -> list(handle, sight, before, limit));
    }

    /** How many are open for this caller. */
    public Waiting waiting(Sight sight) {
        return database.with(
                handle ->
                        handle.createQuery(
                                        """
                                        select count(*) from (select 1 from voice_review r
                                            where r.state = 0 and %s limit :most) open
                                        """
                                                .formatted(sight.condition("r.contact_id")))
                                .bind("most", Waiting.MOST + 1)
                                .bind("sight", sight.groupIds())
                                .mapTo(Long.class)
                                .map(Waiting::of)
                                .one());
    }

    private static List<ReviewItem> list(Handle handle, Sight sight, long before, int limit) {
        Map<Long, String> names = new HashMap<>();
        handle.createQuery(
                        """
                        select p.id, p.name from voice_poll p
                        where p.id in (select (c ->> 'pollId')::bigint
                            from voice_review r, jsonb_array_elements(r.candidates) c
                            where r.state = 0)
                        """)
                .map((row, context) -> Map.entry(row.getLong(1), row.getString(2)))
                .forEach(entry -> names.put(entry.getKey(), entry.getValue()));
        return handle.createQuery(
                        """
                        select r.id, r.message_id, r.contact_id, r.candidates, r.at, m.text, c.name,
                            c.address
                        from voice_review r
                        join voice_message m on m.id = r.message_id
                        join voice_contact c on c.id = r.contact_id
                        where r.state = 0 and r.id < :before and %s
                        order by r.id desc
                        limit :limit
                        """
                                .formatted(sight.condition("r.contact_id")))
                .bind("before", before)
                .bind("sight", sight.groupIds())
                .bind("limit", limit)
                .map((row, context) -> item(row, sight, names))
                .list();
    }

    private static ReviewItem item(ResultSet row, Sight sight, Map<Long, String> names)
            throws SQLException {
        List<ReviewItem.Candidate> candidates = new ArrayList<>();
        for (JsonNode each : candidates(row.getString("candidates"))) {
            long poll = each.path("pollId").asLong();
            candidates.add(
                    new ReviewItem.Candidate(
                            poll,
                            names.getOrDefault(poll, ""),
                            each.path("confidence").asDouble()));
        }
        String name = row.getString("name");
        return new ReviewItem(
                row.getLong("id"),
                row.getLong("message_id"),
                row.getLong("contact_id"),
                name == null || name.isBlank() ? sight.shown(row.getString("address")) : name,
                row.getString("text"),
                row.getTimestamp("at").toInstant(),
                candidates);
    }

    private static JsonNode candidates(String json) throws SQLException {
        try {
            return Json.mapper().readTree(json);
        } catch (JsonProcessingException e) {
            throw new SQLException("voice_review.candidates is not JSON", e);
        }
    }

    /** Gives the reply to {@code pollId}, or with null to the inbox. */
    public AnswerChange decide(Caller caller, long id, @Nullable Long pollId) {
        return Attempts.run(
                database,
                tx ->
                        open(tx, id)
                                .filter(r -> AnswerChanges.isVisible(tx, caller, r.contactId()))
                                .map(reply -> decide(tx, caller, id, reply, pollId))
                                .orElseGet(AnswerChange.Missing::new));
    }

    private AnswerChange decide(
            Handle tx, Caller caller, long id, Attributions.Reply reply, @Nullable Long pollId) {
        if (pollId == null) {
            Attributions.toInbox(tx, reply.messageId(), Inbox.Kind.UNSOLICITED);
        } else {
            Optional<Poll> poll = PollTable.find(tx, pollId).filter(Attributions::takesAnswers);
            if (poll.isEmpty()) {
                return new AnswerChange.Refused(
                        "pollId", "poll-unfit", "choose a poll that has been asked");
            }
            Attributions.give(tx, poll.get(), reply);
            live.changed(tx, "poll:" + pollId);
        }
        tx.createUpdate("update voice_review set state = :state where id = :id")
                .bind("state", pollId == null ? TO_INBOX : ATTRIBUTED)
                .bind("id", id)
                .execute();
        audit.record(
                tx,
                caller,
                "review.decide",
                "message:" + reply.messageId(),
                Map.of("to", pollId == null ? "inbox" : "poll:" + pollId));
        live.changed(tx, "inbox");
        live.changed(tx, "review");
        return new AnswerChange.Done();
    }

    /** The reply of a review still open, which stays so until the transaction ends. */
    private static Optional<Attributions.Reply> open(Handle tx, long id) {
        return tx.createQuery(
                        "select message_id from voice_review where id = :id and state = 0 for update")
                .bind("id", id)
                .mapTo(Long.class)
                .findOne()
                .flatMap(message -> Attributions.reply(tx, message));
    }
}
