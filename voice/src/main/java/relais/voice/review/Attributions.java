package relais.voice.review;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import relais.voice.message.Inbox;
import relais.voice.poll.Poll;
import relais.voice.poll.PollState;
import relais.voice.rules.Categorised;
import relais.voice.rules.Categoriser;

/** Gives a message to a poll by a person's word, or takes it away. */
final class Attributions {
    private Attributions() {}

    /** A message with what is needed to make an answer of it. */
    record Reply(
            long messageId,
            long contactId,
            String text,
            String language,
            String place,
            Instant at) {}

    static Optional<Reply> reply(Handle handle, long messageId) {
        return handle.createQuery(
                        """
                        select m.id, m.contact_id, m.text, coalesce(c.language, '') as language,
                            coalesce(c.place, '') as place, m.at
                        from voice_message m join voice_contact c on c.id = m.contact_id
                        where m.id = :id and m.direction = 0
                        """)
                .bind("id", messageId)
                .map(
                        (row, context) ->
                                new Reply(
                                        row.getLong("id"),
                                        row.getLong("contact_id"),
                                        row.getString("text"),
                                        row.getString("language"),
                                        row.getString("place"),
                                        row.getTimestamp("at").toInstant()))
                .findOne();
    }

    static boolean takesAnswers(Poll poll) {
        return poll.state() != PollState.DRAFT;
    }

    /** Makes the message an answer to {@code poll}, or restores the one it already was. */
    static void give(Handle tx, Poll poll, Reply reply) {
        AnswerTable.takeTurn(tx, reply.contactId());
        List<AnswerRow> all = AnswerTable.lock(tx, poll.id(), List.of(reply.contactId()));
        boolean known = all.stream().anyMatch(row -> row.messageId() == reply.messageId());
        if (!known) {
            AnswerTable.insert(tx, answer(poll, reply));
            all = AnswerTable.lock(tx, poll.id(), List.of(reply.contactId()));
        }
        Recount.apply(
                tx,
                poll.id(),
                all,
                row -> row.messageId() == reply.messageId() ? row.undone(null) : row);
        tx.createUpdate("update voice_message set poll_id = :poll where id = :id")
                .bind("poll", poll.id())
                .bind("id", reply.messageId())
                .execute();
    }

    private static AnswerRow answer(Poll poll, Reply reply) {
        Categorised said =
                Categoriser.compile(poll.definition()).categorise(reply.text(), reply.language());
        Instant closed = poll.closedAt();
        return new AnswerRow(
                0,
                poll.id(),
                reply.contactId(),
                reply.messageId(),
                said.category(),
                said.number(),
                false,
                said.confidence(),
                false,
                closed != null && reply.at().isAfter(closed),
                reply.place().isEmpty() ? null : reply.place(),
                reply.at(),
                null);
    }

    /** Shows the message in the inbox as open. */
    static void toInbox(Handle tx, long messageId, Inbox.Kind kind) {
        tx.createUpdate(
                        """
                        update voice_message set inbox = :inbox, inbox_kind = :kind where id = :id
                        """)
                .bind("inbox", Inbox.OPEN.ordinal())
                .bind("kind", kind.ordinal())
                .bind("id", messageId)
                .execute();
    }

    /** Takes the message out of the inbox if it came there by an undone attribution. */
    static void fromInbox(Handle tx, long messageId) {
        tx.createUpdate(
                        """
                        update voice_message set inbox = :none, inbox_kind = :none
                        where id = :id and inbox_kind = :undone
                        """)
                .bind("none", 0)
                .bind("undone", Inbox.Kind.UNDONE.ordinal())
                .bind("id", messageId)
                .execute();
    }
}
