package relais.voice.review;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/** Reads and writes answers for changes by people. */
final class AnswerTable {
    private AnswerTable() {}

    static Optional<AnswerRow> find(Handle handle, long id) {
        return handle.createQuery("select * from voice_answer where id = :id")
                .bind("id", id)
                .map(AnswerTable::row)
                .findOne();
    }

    /**
     * Whoever changes answers of this person by hand waits for who is at it; a reply that comes
     * does not.
     */
    static void takeTurn(Handle tx, long contactId) {
        tx.execute(
                "select pg_advisory_xact_lock(hashtext('voice_answer'), ?)",
                (int) contactId); // two people of one number only wait for each other
    }

    /** All answers of these people to a poll, kept from others until the transaction ends. */
    static List<AnswerRow> lock(Handle tx, long pollId, Collection<Long> contacts) {
        Long[] ids = contacts.stream().distinct().sorted().toArray(Long[]::new);
        List<AnswerRow> rows = new ArrayList<>();
        // Two questions, because each index covers one half of the answers.
        for (String half : List.of("counted", "not counted")) {
            rows.addAll(
                    tx.createQuery(
                                    """
                                    select * from voice_answer
                                    where contact_id = any(:contacts) and poll_id = :poll and %s
                                    order by id for update
                                    """
                                            .formatted(half))
                            .bind("contacts", ids)
                            .bind("poll", pollId)
                            .map(AnswerTable::row)
                            .list());
        }
        return rows;
    }

    /** Everything of an answer that people or new rules can change. */
    static void update(Handle tx, List<AnswerRow> rows) {
        if (rows.isEmpty()) {
            return;
        }
        tx.createUpdate(
                        """
                        update voice_answer a
                        set category = u.category, number = u.number, manual = u.manual,
                            confidence = u.confidence, counted = u.counted,
                            undone_at = u.undone_at
                        from unnest(:ids::bigint[], :categories::text[], :numbers::text[]::numeric[],
                            :manual::boolean[], :confidence::real[], :counted::boolean[],
                            :undone::text[]::timestamptz[])
                            as u(id, category, number, manual, confidence, counted, undone_at)
                        where a.id = u.id
                        """)
                .bind("ids", column(rows, AnswerRow::id, Long[]::new))
                .bind("categories", column(rows, AnswerRow::category, String[]::new))
                .bind("numbers", column(rows, AnswerTable::number, String[]::new))
                .bind("manual", column(rows, AnswerRow::manual, Boolean[]::new))
                .bind("confidence", column(rows, r -> (float) r.confidence(), Float[]::new))
                .bind("counted", column(rows, AnswerRow::counted, Boolean[]::new))
                .bind("undone", column(rows, AnswerTable::undone, String[]::new))
                .execute();
    }

    /** Stores a new, not yet counted answer; its id is given by the database. */
    static AnswerRow insert(Handle tx, AnswerRow answer) {
        return tx.createQuery(
                        """
                        insert into voice_answer (poll_id, contact_id, message_id, category, number,
                            manual, confidence, counted, late, place, received_at)
                        values (:poll, :contact, :message, :category, :number, false, :confidence,
                            false, :late, :place, :received)
                        returning *
                        """)
                .bind("poll", answer.pollId())
                .bind("contact", answer.contactId())
                .bind("message", answer.messageId())
                .bind("category", answer.category())
                .bind("number", answer.number())
                .bind("confidence", answer.confidence())
                .bind("late", answer.late())
                .bind("place", answer.place())
                .bind("received", answer.receivedAt())
                .map(AnswerTable::row)
                .one();
    }

    static AnswerRow row(ResultSet row, StatementContext context) throws SQLException {
        Timestamp undone = row.getTimestamp("undone_at");
        return new AnswerRow(
                row.getLong("id"),
                row.getLong("poll_id"),
                row.getLong("contact_id"),
                row.getLong("message_id"),
                row.getString("category"),
                row.getBigDecimal("number"),
                row.getBoolean("manual"),
                row.getDouble("confidence"),
                row.getBoolean("counted"),
                row.getBoolean("late"),
                row.getString("place"),
                row.getTimestamp("received_at").toInstant(),
                undone == null ? null : undone.toInstant());
    }

    private static @Nullable String number(AnswerRow row) {
        BigDecimal number = row.number();
        return number == null ? null : number.toPlainString();
    }

    private static @Nullable String undone(AnswerRow row) {
        Instant at = row.undoneAt();
        return at == null ? null : at.toString();
    }

    private static <C> C[] column(
            List<AnswerRow> rows,
            Function<AnswerRow, ? extends @Nullable C> of,
            IntFunction<C[]> array) {
        return rows.stream().map(of).toArray(array);
    }
}
