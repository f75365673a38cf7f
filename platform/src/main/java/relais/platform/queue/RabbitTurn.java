package relais.platform.queue;

import com.rabbitmq.client.AlreadyClosedException;
import com.rabbitmq.client.Channel;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Handles one partition of a topic whose items come from the broker. Effects, the mark of how far
 * they go, and the ids seen commit together; the broker hears of it afterwards, so what it delivers
 * again is known and skipped. An item that fails moves to the queue's table, and so does what
 * follows under its key: there it waits, is retried and dies as in the PostgreSQL queue.
 */
final class RabbitTurn {
    private static final Logger LOG = LoggerFactory.getLogger(RabbitTurn.class);

    /** A message in our hands that the broker has not been told is done. */
    private static final class Delivery {
        private final Channel channel;
        private final long tag;
        private final Chunk chunk;
        private int done;

        Delivery(Channel channel, long tag, Chunk chunk) {
            this.channel = channel;
            this.tag = tag;
            this.chunk = chunk;
        }
    }

    private record Arrived(Queue.Positioned positioned, Delivery delivery) {
        QueuedItem queued() {
            boolean once = delivery.chunk.source().equals(Chunk.OUTBOX);
            QueuedItem.Place place = new QueuedItem.Place(positioned.position(), 0);
            return new QueuedItem(place, positioned.item(), once, 0);
        }
    }

    private final RowTurns.Tools tools;
    private final Topic topic;
    private final int partition;
    private final int batch;
    private final BatchHandler handler;
    private final Turns rows;
    private final SeenIds seen;
    private final Marks marks;
    private final Deque<Delivery> waiting = new ArrayDeque<>();
    private volatile boolean rowsWait = true;

    RabbitTurn(
            RowTurns.Tools tools,
            Topic topic,
            int partition,
            int batch,
            BatchHandler handler,
            Turns rows) {
        this.tools = tools;
        this.topic = topic;
        this.partition = partition;
        this.batch = batch;
        this.handler = handler;
        this.rows = rows;
        this.seen = new SeenIds(topic, partition);
        this.marks = new Marks(topic, partition);
    }

    /** Takes a message in; the broker sends no more than the prefetch beyond what is done. */
    void arrived(Channel channel, long tag, Chunk chunk) {
        synchronized (waiting) {
            waiting.addLast(new Delivery(channel, tag, chunk));
        }
    }

    /** Forgets what came over a lost connection: the broker delivers it again. */
    void disconnected(Channel channel) {
        synchronized (waiting) {
            waiting.removeIf(delivery -> delivery.channel.equals(channel));
        }
    }

    boolean hasWork() {
        synchronized (waiting) {
            return !waiting.isEmpty();
        }
    }

    /** Says that the table may have rows of this partition; from any thread. */
    void rowsMayWait() {
        rowsWait = true;
    }

    /** Handles at most about one batch; true if there may be more. */
    boolean take() {
        if (rowsWait) {
            rowsWait = false;
            if (rows.take(1L << partition) != 0) {
                rowsWait = true;
            }
        }
        List<Arrived> next = next();
        if (!next.isEmpty() && !handle(next)) {
            return false; // another worker has the partition
        }
        return rowsWait || hasWork();
    }

    private List<Arrived> next() {
        List<Arrived> next = new ArrayList<>();
        synchronized (waiting) {
            for (Delivery delivery : waiting) {
                List<Queue.Positioned> items = delivery.chunk.items();
                int end = Math.min(items.size(), delivery.done + batch - next.size());
                for (int i = delivery.done; i < end; i++) {
                    next.add(new Arrived(items.get(i), delivery));
                }
                if (next.size() >= batch) {
                    break;
                }
            }
        }
        return next;
    }

    /** False if another worker has the partition; halves the batch to find what fails. */
    private boolean handle(List<Arrived> items) {
        try {
            return attempt(items, null);
        } catch (HandlerFailed failed) {
            if (items.size() == 1) {
                LOG.debug("item of {} failed: {}", topic.name(), Failure.text(failed.why()));
                return park(items, failed.why());
            }
            int middle = items.size() / 2;
            return handle(items.subList(0, middle)) && handle(items.subList(middle, items.size()));
        }
    }

    private boolean park(List<Arrived> items, Throwable why) {
        try {
            return attempt(items, why);
        } catch (HandlerFailed impossible) {
            throw new IllegalStateException("nothing was handled", impossible);
        }
    }

    private boolean attempt(List<Arrived> items, @Nullable Throwable failure) throws HandlerFailed {
        SeenIds.Fresh fresh = tools.database().inTransaction(tx -> take(tx, items, failure));
        if (fresh == null) {
            return false;
        }
        seen.remember(fresh);
        done(items);
        return true;
    }

    private SeenIds.@Nullable Fresh take(
            Handle tx, List<Arrived> items, @Nullable Throwable failure) throws HandlerFailed {
        if (tools.table().lock(tx, topic, 1L << partition) == 0) {
            return null;
        }
        Set<String> blocked = new HashSet<>(tools.table().keys(tx, topic, partition));
        if (blocked.size() >= QueueTable.DELAYED_MOST) {
            return null; // too many wait in the table to let anything pass them
        }
        Map<String, Marks.Advance> advances = marks.load(tx);
        List<QueuedItem> unmarked = new ArrayList<>();
        for (Arrived arrived : items) {
            Chunk chunk = arrived.delivery.chunk;
            if (advances.computeIfAbsent(chunk.source(), s -> new Marks.Advance(-1))
                    .counts(arrived.positioned.position(), chunk.sentAt())) {
                unmarked.add(arrived.queued());
            }
        }
        SeenIds.Fresh fresh = seen.fresh(tx, unmarked);
        marks.store(tx, advances);
        if (failure != null) {
            delayFailed(tx, fresh.items(), failure);
            return fresh;
        }
        List<Item> free = new ArrayList<>();
        List<Item> behind = new ArrayList<>();
        for (QueuedItem queued : fresh.items()) {
            (blocked.contains(queued.item().key()) ? behind : free).add(queued.item());
        }
        if (!behind.isEmpty()) {
            tools.table().insertSingly(tx, topic, behind);
        }
        if (!free.isEmpty()) {
            HandlerFailed.call(handler, tx, partition, free);
        }
        return fresh;
    }

    private void delayFailed(Handle tx, List<QueuedItem> items, Throwable failure) {
        String error = Failure.text(failure);
        for (QueuedItem queued : items) {
            if (tools.retries().attempts() <= 1) {
                tools.dead().bury(tx, topic, partition, queued, error);
            } else {
                Instant until = tools.clock().instant().plus(tools.pause(1));
                tools.table().insertFailed(tx, topic, partition, queued.item(), until, error);
            }
        }
    }

    private void done(List<Arrived> items) {
        synchronized (waiting) {
            for (Arrived arrived : items) {
                Delivery delivery = arrived.delivery;
                if (++delivery.done == delivery.chunk.items().size()) {
                    waiting.remove(delivery);
                    try {
                        delivery.channel.basicAck(delivery.tag, false);
                    } catch (IOException | AlreadyClosedException e) {
                        LOG.debug("the broker will deliver again what is done already", e);
                    }
                }
            }
        }
    }
}
