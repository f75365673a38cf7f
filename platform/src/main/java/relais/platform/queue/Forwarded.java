package relais.platform.queue;

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
}
