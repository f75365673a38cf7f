package relais.platform.queue;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import relais.platform.db.Database;

/**
 * Handles one partition of a topic in this process, a batch a turn: lock, take, handle, commit. A
 * batch that fails is halved until the items that fail stand alone; those wait and their keys with
 * them, everything else goes on. Not thread-safe: one worker at a time.
 */
final class PartitionTurn implements Turn {
    private static final Logger LOG = LoggerFactory.getLogger(PartitionTurn.class);

    /**
     * Deleted rows stay in the index until vacuumed, so the search starts a little before where the
     * last batch ended: further back than numbers can still be uncommitted in ordinary work.
     */
    private static final long BEHIND = 50_000;

    /** How often the search starts at the very beginning, to find the rare straggler. */
    private static final Duration SWEEP = Duration.ofSeconds(2);

    /** A sweep over many dead rows may take this share (1/n) of the time at most. */
    private static final int SWEEP_SHARE = 50;

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

    private record Done(Found found, SeenIds.Fresh fresh, long last) {}

    private final Tools tools;
    private final Topic topic;
    private final int partition;
    private final int batch;
    private final BatchHandler handler;
    private final SeenIds seen;

    /** What the handler had when it failed last. */
    private List<QueuedItem> inHand = List.of();

    private long floor = -1;
    private long nextSweepNanos = System.nanoTime();

    PartitionTurn(Tools tools, Topic topic, int partition, int batch, BatchHandler handler) {
        this.tools = tools;
        this.topic = topic;
        this.partition = partition;
        this.batch = batch;
        this.handler = handler;
        this.seen = new SeenIds(topic, partition);
    }

    /** Rows are all it ever looks at. */
    @Override
    public void rowsMayWait() {}

    @Override
    public Found take() {
        long started = System.nanoTime();
        boolean sweep = started - nextSweepNanos >= 0;
        long from = sweep ? -1 : Math.max(-1, floor - BEHIND);
        try {
            Done done = tools.database.inTransaction(tx -> takeOldest(tx, from));
            seen.remember(done.fresh);
            floor = Math.max(floor, done.last);
            if (sweep) {
                long took = System.nanoTime() - started;
                nextSweepNanos = started + Math.max(SWEEP.toNanos(), took * SWEEP_SHARE);
            }
            return done.found;
        } catch (HandlerFailed failed) {
            isolate(inHand, failed, new HashSet<>());
            nextSweepNanos = System.nanoTime();
            return Found.MORE;
        }
    }

    private Done takeOldest(Handle tx, long from) throws HandlerFailed {
        if (!tools.table.lock(tx, topic, partition)) {
            return new Done(Found.TAKEN, new SeenIds.Fresh(List.of(), new long[0]), -1);
        }
        List<QueueTable.Delayed> delayed = tools.table.delayed(tx, topic, partition);
        Instant now = tools.clock.instant();
        Set<String> blocked = new HashSet<>();
        for (QueueTable.Delayed item : delayed) {
            if (!blocked.contains(item.key()) && !item.notBefore().isAfter(now)) {
                // It failed before: alone, so that it cannot take others with it again.
                nextSweepNanos = System.nanoTime();
                return handle(tx, tools.table.take(tx, topic, partition, List.of(item.id())), 1);
            }
            blocked.add(item.key());
        }
        if (delayed.size() == QueueTable.DELAYED_MOST) {
            // Too many to know all blocked keys: nothing overtakes until some are through.
            return new Done(Found.LESS, new SeenIds.Fresh(List.of(), new long[0]), -1);
        }
        return handle(
                tx,
                tools.table.takeOldest(tx, topic, partition, from, List.copyOf(blocked), batch),
                batch);
    }

    private Done handle(Handle tx, List<QueuedItem> taken, int most) throws HandlerFailed {
        SeenIds.Fresh fresh = seen.fresh(tx, taken);
        if (!fresh.items().isEmpty()) {
            inHand = fresh.items();
            List<Item> items = inHand.stream().map(QueuedItem::item).toList();
            HandlerFailed.call(handler, tx, partition, items);
        }
        Found found = taken.size() < most ? Found.LESS : Found.MORE;
        return new Done(found, fresh, taken.isEmpty() ? -1 : taken.getLast().id());
    }

    /** Halves the batch until what fails stands alone; {@code held} are keys that wait by now. */
    private void isolate(List<QueuedItem> items, HandlerFailed failed, Set<String> held) {
        if (items.size() == 1) {
            QueuedItem item = items.getFirst();
            if (noteFailure(item, failed.why())) {
                held.add(item.item().key());
            }
            return;
        }
        int middle = items.size() / 2;
        for (List<QueuedItem> half :
                List.of(items.subList(0, middle), items.subList(middle, items.size()))) {
            List<QueuedItem> free =
                    half.stream().filter(i -> !held.contains(i.item().key())).toList();
            if (free.isEmpty()) {
                continue;
            }
            try {
                seen.remember(tools.database.inTransaction(tx -> takeAgain(tx, free)).fresh);
            } catch (HandlerFailed again) {
                isolate(inHand, again, held);
            }
        }
    }

    private Done takeAgain(Handle tx, List<QueuedItem> items) throws HandlerFailed {
        if (!tools.table.lock(tx, topic, partition)) {
            return new Done(Found.TAKEN, new SeenIds.Fresh(List.of(), new long[0]), -1);
        }
        // Another worker may have had the partition in between and delayed one of these keys.
        Set<String> blocked = new HashSet<>();
        tools.table.delayed(tx, topic, partition).forEach(item -> blocked.add(item.key()));
        List<Long> ids = new ArrayList<>();
        for (QueuedItem item : items) {
            if (!blocked.contains(item.item().key())) {
                ids.add(item.id());
            }
        }
        return handle(tx, tools.table.take(tx, topic, partition, ids), items.size());
    }

    /** True if the item now waits, false if it is dead or gone and its key goes on. */
    private boolean noteFailure(QueuedItem item, Throwable why) {
        String error = Failure.text(why);
        int failures = item.attempts() + 1;
        return tools.database.inTransaction(
                tx -> {
                    if (!tools.table.lock(tx, topic, partition)) {
                        return true;
                    }
                    if (failures < tools.retries.attempts()) {
                        Instant until = tools.clock.instant().plus(tools.pause(failures));
                        tools.table.delay(tx, topic, partition, item.id(), until, error);
                        LOG.debug("item of {} failed, again at {}: {}", topic.name(), until, error);
                        return true;
                    }
                    for (QueuedItem gone :
                            tools.table.take(tx, topic, partition, List.of(item.id()))) {
                        tools.dead.bury(tx, topic, partition, gone, error);
                        LOG.warn(
                                "an item of {} failed {} times and is a dead letter now: {}",
                                topic.name(),
                                failures,
                                error);
                    }
                    return false;
                });
    }
}
