package relais.platform.queue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** How far each log was handed over, per topic. */
final class Forwarded {
    private Forwarded() {}

    /**
     * Moves the mark to {@code upTo} unless it is further, and gives where it was (-1 for nothing
     * yet). Holds the mark until the transaction ends, so a log's forwards follow one another.
     */
    static long advance(Handle tx, String source, String topic, long upTo) {
        Optional<Long> before = move(tx, source, topic, upTo);
        if (before.isPresent()) {
            return before.get();
        }
        tx.createUpdate(
                        """
                        INSERT INTO platform_forwarded (source, topic, position)
                        VALUES (:source, :topic, -1) ON CONFLICT DO NOTHING
                        """)
                .bind("source", source)
                .bind("topic", topic)
                .execute();
        return move(tx, source, topic, upTo).orElseThrow();
    }

    private static Optional<Long> move(Handle tx, String source, String topic, long upTo) {
        return tx.createQuery(
                        """
                        UPDATE platform_forwarded AS f SET position = greatest(f.position, :upTo)
                        FROM (SELECT position FROM platform_forwarded
                              WHERE source = :source AND topic = :topic FOR UPDATE) AS old
                        WHERE f.source = :source AND f.topic = :topic
                        RETURNING old.position
                        """)
                .bind("upTo", upTo)
                .bind("source", source)
                .bind("topic", topic)
                .mapTo(Long.class)
                .findOne();
    }

    /** Where the mark is; -1 for nothing yet. */
    static long position(Handle handle, String source, String topic) {
        return handle.createQuery(
                        """
                        SELECT position FROM platform_forwarded
                        WHERE source = :source AND topic = :topic
                        """)
                .bind("source", source)
                .bind("topic", topic)
                .mapTo(Long.class)
                .findOne()
                .orElse(-1L);
    }

    /** Where the furthest of a log's marks is; -1 for nothing yet. */
    static long furthest(Handle handle, String source) {
        return handle.createQuery(
                        """
                        SELECT coalesce(max(position), -1) FROM platform_forwarded
                        WHERE source = :source
                        """)
                .bind("source", source)
                .mapTo(Long.class)
                .one();
    }

    /** Counts items that are on the broker now. */
    static void count(Handle tx, String source, String topic, int items) {
        tx.createUpdate(
                        """
                        INSERT INTO platform_forwarded AS f (source, topic, position, items)
                        VALUES (:source, :topic, -1, :items)
                        ON CONFLICT (source, topic) DO UPDATE SET items = f.items + excluded.items
                        """)
                .bind("source", source)
                .bind("topic", topic)
                .bind("items", items)
                .execute();
    }

    /**
     * Items between outbox and effect. The age is that of the last item that took effect, which
     * those that wait are younger than.
     */
    static List<TopicState> onTheWay(Handle handle, Instant now) {
        return handle.createQuery(
                        """
                        WITH sent AS (
                          SELECT topic, sum(items) AS items FROM platform_forwarded GROUP BY topic),
                        done AS (
                          SELECT topic, sum(items) AS items, max(sent_at) AS at
                          FROM platform_queue_mark GROUP BY topic),
                        waiting AS (
                          SELECT topic, count(*) AS items, min(enqueued_at) AS at
                          FROM platform_outbox GROUP BY topic)
                        SELECT topic,
                          coalesce(waiting.items, 0)
                            + greatest(0, coalesce(sent.items, 0) - coalesce(done.items, 0)),
                          least(waiting.at, done.at)
                        FROM sent FULL JOIN waiting USING (topic) LEFT JOIN done USING (topic)
                        """)
                .map(
                        (row, context) -> {
                            long depth = row.getLong(2);
                            var oldest = row.getTimestamp(3);
                            return new TopicState(
                                    row.getString(1),
                                    depth,
                                    depth == 0 || oldest == null
                                            ? Duration.ZERO
                                            : Duration.between(oldest.toInstant(), now),
                                    0);
                        })
                .list();
    }
}
