package relais.voice.inbound;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jdbi.v3.core.Handle;
import relais.platform.db.BinaryCopy;
import relais.voice.counting.Counting;
import relais.voice.counting.Standing;
import relais.voice.counting.Tally;

/** Writes effects other than messages, each kind in one statement. */
final class Commit {
    private Commit() {}

    static void commit(Handle tx, int shard, Effects effects) {
        uncount(tx, effects);
        answers(tx, effects.answers);
        reviews(tx, effects.reviews);
        wishes(tx, effects.wishes);
        Tally.add(tx, effects.tally, shard);
    }

    /** What the rows were counted as is read back from them: a person may have changed it since. */
    private static void uncount(Handle tx, Effects effects) {
        if (effects.uncounted.isEmpty()) {
            return;
        }
        tx.createQuery(
                        """
                        update voice_answer set counted = false
                        where id = any(:ids) and counted
                        returning id, poll_id, category, number, coalesce(place, '') as place,
                            received_at
                        """)
                .bind("ids", effects.uncounted.toArray(Long[]::new))
                .map((row, context) -> Counting.change(row.getLong("poll_id"), read(row), null))
                .forEach(effects.tally::addAll);
    }

    private static Standing read(ResultSet row) throws SQLException {
        return new Standing(
                row.getLong("id"),
                row.getString("category"),
                row.getBigDecimal("number"),
                row.getString("place"),
                row.getTimestamp("received_at").toInstant());
    }

    private static void answers(Handle tx, List<Effects.Answer> answers) {
        BinaryCopy rows = new BinaryCopy(10);
        for (Effects.Answer a : answers) {
            rows.row().int8(a.poll).int8(a.contact).int8(a.message).text(a.category);
            rows.numeric(a.number).real((float) a.confidence).bool(a.counted).bool(a.late);
            rows.text(a.place).timestamptz(a.receivedAt);
        }
        rows.into(
                tx,
                """
                voice_answer (poll_id, contact_id, message_id, category, number, confidence,
                    counted, late, place, received_at)\
                """);
    }

    private static void reviews(Handle tx, List<Effects.Review> reviews) {
        BinaryCopy rows = new BinaryCopy(4);
        for (Effects.Review r : reviews) {
            rows.row().int8(r.message()).int8(r.contact()).jsonb(r.candidates());
            rows.timestamptz(r.at());
        }
        rows.into(tx, "voice_review (message_id, contact_id, candidates, at)");
    }

    private static void wishes(Handle tx, Map<Long, Effects.Wish> wishes) {
        if (wishes.isEmpty()) {
            return;
        }
        List<Long> contacts = new ArrayList<>(wishes.keySet());
        Timestamp[] stopped = new Timestamp[contacts.size()];
        for (int i = 0; i < stopped.length; i++) {
            Instant at = Objects.requireNonNull(wishes.get(contacts.get(i))).stoppedAt();
            stopped[i] = at == null ? null : Timestamp.from(at);
        }
        tx.createUpdate(
                        """
                        update voice_contact c set stopped_at = u.at
                        from unnest(:contacts::bigint[], :at::timestamptz[]) as u(id, at)
                        where c.id = u.id
                        """)
                .bind("contacts", contacts.toArray(Long[]::new))
                .bind("at", stopped)
                .execute();
    }
}
