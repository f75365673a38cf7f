package relais.platform.queue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/** How far each source's items took effect in one partition; the holder of its lock asks. */
final class Marks {
    private final String topic;
    private final int partition;

    Marks(Topic topic, int partition) {
        this.topic = topic.name();
        this.partition = partition;
    }

    /** What a transaction adds for one source. */
    static final class Advance {
        private long position;
        private long items;
        private Instant sentAt = Instant.EPOCH;

        Advance(long position) {
            this.position = position;
        }

        /** False if the item took effect before; -1 is no position. */
        boolean counts(long itemPosition, Instant sent) {
            if (itemPosition >= 0 && itemPosition <= position) {
                return false;
            }
            position = Math.max(position, itemPosition);
            items++;
            sentAt = sent;
            return true;
        }
    }

    Map<String, Advance> load(Handle tx) {
        Map<String, Advance> marks = new HashMap<>();
        tx.createQuery(
                        """
                        SELECT source, position FROM platform_queue_mark
                        WHERE topic = :topic AND partition = :partition
                        """)
                .bind("topic", topic)
                .bind("partition", partition)
                .map((row, context) -> Map.entry(row.getString(1), row.getLong(2)))
                .forEach(mark -> marks.put(mark.getKey(), new Advance(mark.getValue())));
        return marks;
    }

    void store(Handle tx, Map<String, Advance> marks) {
        List<String> sources = new ArrayList<>();
        List<Long> positions = new ArrayList<>();
        List<Long> items = new ArrayList<>();
        List<Long> sent = new ArrayList<>();
        marks.forEach(
                (source, advance) -> {
                    if (advance.items > 0) {
                        sources.add(source);
                        positions.add(advance.position);
                        items.add(advance.items);
                        sent.add(advance.sentAt.toEpochMilli());
                    }
                });
        if (sources.isEmpty()) {
            return;
        }
        tx.createUpdate(
                        """
                        INSERT INTO platform_queue_mark AS m
                          (topic, partition, source, position, items, sent_at)
                        SELECT :topic, :partition, source, position, items,
                               to_timestamp(sent / 1000.0)
                        FROM unnest(:sources, :positions, :items, :sent)
                          AS t (source, position, items, sent)
                        ON CONFLICT (topic, partition, source) DO UPDATE SET
                          position = excluded.position,
                          items = m.items + excluded.items,
                          sent_at = excluded.sent_at
                        """)
                .bind("topic", topic)
                .bind("partition", partition)
                .bindArray("sources", String.class, sources)
                .bindArray("positions", Long.class, positions)
                .bindArray("items", Long.class, items)
                .bindArray("sent", Long.class, sent)
                .execute();
    }
}
