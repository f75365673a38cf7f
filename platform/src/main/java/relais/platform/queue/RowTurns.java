package relais.platform.queue;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.jdbi.v3.core.Handle;
import relais.platform.db.Database;
import relais.platform.queue.QueuedItem.Place;

/**
 * Handles partitions of the queue's table in this process: lock, take, handle, commit. Partitions
 * whose items all go are handled together, a batch a transaction, because a transaction costs as
 * much as many items. One that holds failed items is handled by itself: they wait, their keys with
 * them, and everything else passes.
 */
final class RowTurns implements Turns {
    /**
     * Deleted rows stay in the index until vacuumed, so the search starts a little before where the
     * last batch ended: further back than numbers can still be uncommitted in ordinary work.
     */
    private static final long BEHIND = 50_000;

    /** How often the search starts at the very beginning, to find the rare straggler. */
    private static final Duration SWEEP = Duration.ofSeconds(2);

    /** A sweep over many dead rows may take this share (1/n) of the time at most. */
    private static final int SWEEP_SHARE = 50;

    /** Chunks looked into at a time when single items must be told apart. */
    private static final int CHUNKS_OPENED = 20;

    /** The parts of a queue that every turn uses. */
    record Tools(
            Database database,
            QueueTable table,
            DeadLetters dead,
            InstantSource clock,
            RandomGenerator random,
            RetryPolicy retries) {
        Duration pause(int failures) {
            synchronized (random) { // generators need not be thread-safe
                return retries.pause(failures, random);
            }
        }
    }

    /** What one transaction did: ids to be remembered after it, where each partition ended. */
    record Done(Map<Integer, SeenIds.Fresh> fresh, Map<Integer, Long> last, long more, long alone) {
        static final Done NOTHING = new Done(Map.of(), Map.of(), 0, 0);
    }

    private final Tools tools;
    private final Topic topic;
    private final int batch;
    private final Handling handling;
    private final long[] floors;
    private final long[] nextSweepNanos;

    RowTurns(Tools tools, Topic topic, int batch, BatchHandler handler) {
        this.tools = tools;
        this.topic = topic;
        this.batch = batch;
        this.handling = new Handling(tools, topic, handler);
        this.floors = new long[topic.partitions()];
        this.nextSweepNanos = new long[topic.partitions()];
        for (int partition = 0; partition < floors.length; partition++) {
            floors[partition] = -1;
            nextSweepNanos[partition] = System.nanoTime();
        }
    }

    @Override
    public int count() {
        return topic.partitions();
    }

    /** Rows are all it ever looks at. */
    @Override
    public void rowsMayWait(long partitions) {}

    @Override
    public long take(long partitions) {
        long started = System.nanoTime();
        Hand hand = new Hand();
        long more;
        long alone;
        try {
            Done done = tools.database.inTransaction(tx -> together(tx, partitions, hand));
            finished(done, partitions, started);
            more = done.more;
            alone = done.alone;
        } catch (HandlerFailed failed) {
            isolate(hand, failed);
            return partitions;
        }
        for (int partition : QueueTable.bits(alone)) {
            more |= takeAlone(partition) ? 1L << partition : 0;
        }
        return more;
    }

    /** Items in a handler's hands, by partition. */
    static final class Hand {
        final Map<Integer, List<QueuedItem>> items = new TreeMap<>();
    }

    private void finished(Done done, long partitions, long started) {
        handling.remember(done.fresh);
        done.last.forEach((p, last) -> floors[p] = Math.max(floors[p], last));
        long took = System.nanoTime() - started;
        for (int partition : QueueTable.bits(partitions & ~done.alone)) {
            if (started - nextSweepNanos[partition] >= 0) {
                nextSweepNanos[partition] = started + Math.max(SWEEP.toNanos(), took * SWEEP_SHARE);
            }
        }
    }

    private long[] searchFrom() {
        long now = System.nanoTime();
        long[] from = new long[floors.length];
        for (int partition = 0; partition < from.length; partition++) {
            boolean sweep = now - nextSweepNanos[partition] >= 0;
            from[partition] = sweep ? -1 : Math.max(-1, floors[partition] - BEHIND);
        }
        return from;
    }

    private Done together(Handle tx, long partitions, Hand hand) throws HandlerFailed {
        long mine = tools.table.lock(tx, topic, partitions);
        if (mine == 0) {
            return Done.NOTHING;
        }
        long alone = withDelayed(tools.table.delayed(tx, topic, mine), mine);
        long plain = mine & ~alone;
        if (plain == 0) {
            return new Done(Map.of(), Map.of(), 0, alone);
        }
        int share = Math.max(1, batch / Long.bitCount(plain));
        List<Row> rows = tools.table.takeOldest(tx, topic, plain, searchFrom(), share);
        Taken taken = new Taken();
        for (Row row : rows) {
            taken.add(tx, row, share);
        }
        return new Done(handling.handle(tx, taken.items, hand), taken.last, taken.more, alone);
    }

    /** What a statement took, by partition. */
    private final class Taken {
        final Map<Integer, List<QueuedItem>> items = new TreeMap<>();
        final Map<Integer, Long> last = new TreeMap<>();
        long more;

        /**
         * Rows in order; of a chunk far beyond the partition's share, what is too much goes back.
         */
        void add(Handle tx, Row row, int share) {
            int partition = row.partition();
            List<QueuedItem> all = items.computeIfAbsent(partition, p -> new ArrayList<>());
            List<QueuedItem> these = row.unpack();
            int room = share - all.size();
            if (these.size() > room + share) {
                List<QueuedItem> rest = these.subList(room, these.size());
                tools.table.putBack(tx, topic, partition, rest, row.enqueuedAt());
                these = these.subList(0, room);
            }
            all.addAll(these);
            last.put(partition, row.place().id());
            more |= all.size() >= share ? 1L << partition : 0;
        }
    }

    /** Those of {@code mine} that hold failed items, or may: the list of these is bounded. */
    private static long withDelayed(List<QueueTable.Delayed> delayed, long mine) {
        long with = 0;
        for (QueueTable.Delayed item : delayed) {
            with |= 1L << item.partition();
        }
        boolean all = delayed.size() < QueueTable.DELAYED_MOST;
        return all ? with : with | mine & -1L << delayed.getLast().partition();
    }

    /** True if it may have more. */
    private boolean takeAlone(int partition) {
        Hand hand = new Hand();
        try {
            Done done = tools.database.inTransaction(tx -> passing(tx, partition, hand));
            handling.remember(done.fresh);
            return done.more != 0;
        } catch (HandlerFailed failed) {
            isolate(hand, failed);
            return true;
        }
    }

    private Done passing(Handle tx, int partition, Hand hand) throws HandlerFailed {
        long bit = 1L << partition;
        if (tools.table.lock(tx, topic, bit) == 0) {
            return Done.NOTHING;
        }
        List<QueueTable.Delayed> delayed = tools.table.delayed(tx, topic, bit);
        Instant now = tools.clock.instant();
        Set<String> blocked = new HashSet<>();
        for (QueueTable.Delayed item : delayed) {
            if (!blocked.contains(item.key()) && !item.notBefore().isAfter(now)) {
                // It failed before: by itself, so that it cannot take others with it again.
                nextSweepNanos[partition] = System.nanoTime();
                List<Row> due = tools.table.take(tx, topic, partition, List.of(item.place()));
                return handled(tx, partition, due, hand, true);
            }
            blocked.add(item.key());
        }
        if (delayed.size() == QueueTable.DELAYED_MOST) {
            // Too many to know all blocked keys: nothing overtakes until some are through.
            return Done.NOTHING;
        }
        long from = searchFrom()[partition];
        List<Place> chunks = tools.table.chunks(tx, topic, partition, from, CHUNKS_OPENED + 1);
        boolean furtherChunks = chunks.size() > CHUNKS_OPENED;
        long end = furtherChunks ? chunks.getLast().id() : Long.MAX_VALUE;
        tools.table.unpack(
                tx, topic, partition, furtherChunks ? chunks.subList(0, CHUNKS_OPENED) : chunks);
        QueueTable.Passing where = new QueueTable.Passing(from, end, batch);
        List<Row> rows = tools.table.takePassing(tx, topic, partition, where, List.copyOf(blocked));
        return handled(tx, partition, rows, hand, furtherChunks || rows.size() >= batch);
    }

    private Done handled(Handle tx, int partition, List<Row> rows, Hand hand, boolean more)
            throws HandlerFailed {
        List<QueuedItem> items = rows.stream().flatMap(row -> row.unpack().stream()).toList();
        Map<Integer, SeenIds.Fresh> fresh = handling.handle(tx, Map.of(partition, items), hand);
        return new Done(fresh, Map.of(), more ? 1L << partition : 0, 0);
    }

    private void isolate(Hand hand, HandlerFailed failed) {
        handling.isolate(hand, failed);
        hand.items.keySet().forEach(p -> nextSweepNanos[p] = System.nanoTime());
    }
}
