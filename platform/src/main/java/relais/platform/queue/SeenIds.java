package relais.platform.queue;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.Handle;

/**
 * Which ids of one partition took effect lately, so that an item enqueued or delivered twice takes
 * effect once. Kept in the database as one small row a batch and in memory as hashes in two
 * generations; whoever holds the partition's lock finds out by the next row's number whether
 * another process added rows meanwhile. Not thread-safe: one worker at a time per partition.
 *
 * <p>The memory reaches back over {@link #GENERATION} to twice as many items. That covers what can
 * come again late: a transaction repeated after a lost answer, a relay that was frozen until the
 * broker dropped it (half a minute, at most 2,000 items a second in one partition).
 */
final class SeenIds {
    private static final int GENERATION = 65_536;

    /** At light load a batch holds one item; this bounds the rows instead of the items. */
    private static final int BATCHES = 4_096;

    private final String topic;
    private final int partition;
    private LongSet current = new LongSet();
    private LongSet previous = new LongSet();
    private long currentFrom;
    private long previousFrom;
    private long next = -1;

    SeenIds(Topic topic, int partition) {
        this.topic = topic.name();
        this.partition = partition;
    }

    /** What {@link #fresh} found: to be remembered when the transaction has committed. */
    record Fresh(List<QueuedItem> items, long[] hashes) {}

    /**
     * The items that take effect now, the others being repetitions; notes them as seen in {@code
     * tx}, which holds the partition's lock.
     */
    Fresh fresh(Handle tx, List<QueuedItem> taken) {
        if (taken.stream().noneMatch(QueuedItem::once)) {
            return new Fresh(taken, new long[0]);
        }
        if (next < 0) {
            load(tx);
        }
        Fresh fresh = sift(taken);
        if (!note(tx, fresh.hashes)) {
            load(tx); // another process handled this partition since
            fresh = sift(taken);
            if (!note(tx, fresh.hashes)) {
                throw new IllegalStateException("two workers at once in " + topic + partition);
            }
        }
        return fresh;
    }

    /** To be called after the commit of the transaction in which {@code fresh} was found. */
    void remember(Fresh fresh) {
        if (fresh.hashes.length == 0) {
            return;
        }
        for (long hash : fresh.hashes) {
            current.add(hash);
        }
        next++;
        if (current.size() >= GENERATION || next - currentFrom >= BATCHES) {
            previous = current;
            previousFrom = currentFrom;
            current = new LongSet();
            currentFrom = next;
        }
    }

    private Fresh sift(List<QueuedItem> taken) {
        LongSet here = new LongSet();
        List<QueuedItem> items = new ArrayList<>(taken.size());
        long[] hashes = new long[taken.size()];
        int count = 0;
        for (QueuedItem queued : taken) {
            if (!queued.once()) {
                items.add(queued);
                continue;
            }
            long hash = hash(queued.item().id());
            if (!current.contains(hash) && !previous.contains(hash) && here.add(hash)) {
                items.add(queued);
                hashes[count++] = hash;
            }
        }
        return new Fresh(items, java.util.Arrays.copyOf(hashes, count));
    }

    private boolean note(Handle tx, long[] hashes) {
        if (hashes.length == 0) {
            return true;
        }
        ByteBuffer ids = ByteBuffer.allocate(hashes.length * Long.BYTES);
        for (long hash : hashes) {
            ids.putLong(hash);
        }
        boolean noted =
                tx.createUpdate(
                                        """
                                        INSERT INTO platform_queue_seen (topic, partition, batch, ids)
                                        VALUES (:topic, :partition, :batch, :ids)
                                        ON CONFLICT DO NOTHING
                                        """)
                                .bind("topic", topic)
                                .bind("partition", partition)
                                .bind("batch", next)
                                .bind("ids", ids.array())
                                .execute()
                        == 1;
        if (noted && next == currentFrom) {
            forgetBefore(tx, previousFrom);
        }
        return noted;
    }

    private void forgetBefore(Handle tx, long batch) {
        tx.createUpdate(
                        """
                        DELETE FROM platform_queue_seen
                        WHERE topic = :topic AND partition = :partition AND batch < :batch
                        """)
                .bind("topic", topic)
                .bind("partition", partition)
                .bind("batch", batch)
                .execute();
    }

    private void load(Handle tx) {
        current = new LongSet();
        previous = new LongSet();
        next = -1;
        tx.createQuery(
                        """
                        SELECT batch, ids FROM platform_queue_seen
                        WHERE topic = :topic AND partition = :partition ORDER BY batch
                        """)
                .bind("topic", topic)
                .bind("partition", partition)
                .map((row, context) -> load(row.getLong(1), row.getBytes(2)))
                .list();
        if (next < 0) {
            next = 0;
            currentFrom = 0;
            previousFrom = 0;
        }
    }

    private boolean load(long batch, byte[] ids) {
        if (next < 0) {
            next = batch;
            currentFrom = batch;
            previousFrom = batch;
        }
        next = batch;
        ByteBuffer buffer = ByteBuffer.wrap(ids);
        long[] hashes = new long[ids.length / Long.BYTES];
        for (int i = 0; i < hashes.length; i++) {
            hashes[i] = buffer.getLong();
        }
        remember(new Fresh(List.of(), hashes));
        return true;
    }

    /** First eight bytes of SHA-256: nobody can choose ids that collide. */
    private static long hash(String id) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256")
                            .digest(id.getBytes(StandardCharsets.UTF_8));
            return ByteBuffer.wrap(digest).getLong();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every JDK has it
        }
    }
}
