package relais.platform.queue;

import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Items that failed too often, kept for a person. */
final class DeadLetters {
    private final InstantSource clock;

    DeadLetters(InstantSource clock) {
        this.clock = clock;
    }

    void bury(Handle tx, Topic topic, int partition, QueuedItem queued, String error) {
        tx.createUpdate(
                        """
                        INSERT INTO platform_dead_letter
                          (topic, partition, item_id, key, body, once, attempts, error, died_at)
                        VALUES (:topic, :partition, :item, :key, :body, :once, :attempts, :error, :at)
                        """)
                .bind("topic", topic.name())
                .bind("partition", partition)
                .bind("item", queued.item().id())
                .bind("key", queued.item().key())
                .bind("body", queued.item().body())
                .bind("once", queued.once())
                .bind("attempts", queued.attempts() + 1)
                .bind("error", error)
                .bind("at", clock.instant())
                .execute();
    }

    List<DeadLetter> newest(Handle handle, long before, int limit) {
        return handle.createQuery(
                        """
                        SELECT id, topic, key, item_id, body, attempts, error, died_at
                        FROM platform_dead_letter WHERE id < :before ORDER BY id DESC LIMIT :limit
                        """)
                .bind("before", before == 0 ? Long.MAX_VALUE : before)
                .bind("limit", limit)
                .map(
                        (row, context) ->
                                new DeadLetter(
                                        row.getLong("id"),
                                        row.getString("topic"),
                                        row.getString("key"),
                                        row.getString("item_id"),
                                        new String(row.getBytes("body"), StandardCharsets.UTF_8),
                                        row.getInt("attempts"),
                                        row.getString("error"),
                                        row.getTimestamp("died_at").toInstant()))
                .list();
    }

    /** Moves it back to the end of its partition; empty if it is gone. */
    Optional<Long> replay(Handle tx, long id) {
        return tx.createQuery(
                        """
                        WITH gone AS (DELETE FROM platform_dead_letter WHERE id = :id RETURNING *)
                        INSERT INTO platform_queue
                          (topic, partition, item_id, key, body, once, enqueued_at)
                        SELECT topic, partition, item_id, key, body, once, :now FROM gone
                        RETURNING id
                        """)
                .bind("id", id)
                .bind("now", clock.instant())
                .mapTo(Long.class)
                .findOne();
    }

    boolean drop(Handle tx, long id) {
        return tx.createUpdate("DELETE FROM platform_dead_letter WHERE id = :id")
                        .bind("id", id)
                        .execute()
                == 1;
    }
}
