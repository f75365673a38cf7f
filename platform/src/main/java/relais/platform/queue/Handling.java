package relais.platform.queue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import relais.platform.queue.QueuedItem.Place;

/**
 * Calls a topic's handler with what was taken, and finds what fails: items are halved until the
 * guilty stand alone; those wait and their keys with them, everything else goes on.
 */
final class Handling {
    private static final Logger LOG = LoggerFactory.getLogger(Handling.class);

    private final RowTurns.Tools tools;
    private final Topic topic;
    private final BatchHandler handler;
    private final SeenIds[] seen;

    Handling(RowTurns.Tools tools, Topic topic, BatchHandler handler) {
        this.tools = tools;
        this.topic = topic;
        this.handler = handler;
        this.seen = new SeenIds[topic.partitions()];
        for (int partition = 0; partition < seen.length; partition++) {
            seen[partition] = new SeenIds(topic, partition);
        }
    }

    /**
     * Handles what is new of {@code taken} in one call, under the first of its partitions; leaves
     * in {@code hand} what the handler had, for when it fails.
     */
    Map<Integer, SeenIds.Fresh> handle(
            Handle tx, Map<Integer, List<QueuedItem>> taken, RowTurns.Hand hand)
            throws HandlerFailed {
        Map<Integer, SeenIds.Fresh> fresh = new TreeMap<>();
        List<Item> items = new ArrayList<>();
        int first = -1;
        for (Map.Entry<Integer, List<QueuedItem>> each : taken.entrySet()) {
            int partition = each.getKey();
            SeenIds.Fresh found = seen[partition].fresh(tx, each.getValue());
            fresh.put(partition, found);
            if (!found.items().isEmpty()) {
                hand.items.put(partition, found.items());
                found.items().forEach(queued -> items.add(queued.item()));
                first = first < 0 ? partition : first;
            }
        }
        if (!items.isEmpty()) {
            HandlerFailed.call(handler, tx, first, items);
        }
        return fresh;
    }

    /** To be called after the commit of the transaction in which {@code fresh} was found. */
    void remember(Map<Integer, SeenIds.Fresh> fresh) {
        fresh.forEach((partition, found) -> seen[partition].remember(found));
    }

    /** Handles in parts what failed as a whole, one partition after the other. */
    void isolate(RowTurns.Hand hand, HandlerFailed failed) {
        boolean one = hand.items.values().stream().mapToInt(List::size).sum() == 1;
        hand.items.forEach(
                (partition, items) -> {
                    if (!unpacked(partition, items)) {
                        return; // another worker has it by now
                    }
                    if (one) {
                        noteFailure(partition, items.getFirst(), failed.why());
                    } else {
                        attempt(partition, items, new HashSet<>());
                    }
                });
    }

    /** Puts the chunks among the rows of {@code items} into rows of single items. */
    private boolean unpacked(int partition, List<QueuedItem> items) {
        Set<Place> chunks = new HashSet<>();
        for (QueuedItem item : items) {
            if (item.place().sub() > 0) {
                chunks.add(new Place(item.place().id(), 0));
            }
        }
        return tools.database()
                .inTransaction(
                        tx -> {
                            if (tools.table().lock(tx, topic, 1L << partition) == 0) {
                                return false;
                            }
                            tools.table().unpack(tx, topic, partition, List.copyOf(chunks));
                            return true;
                        });
    }

    /** {@code held} are keys that wait by now. */
    private void attempt(int partition, List<QueuedItem> items, Set<String> held) {
        List<QueuedItem> free = items.stream().filter(i -> !held.contains(i.item().key())).toList();
        if (free.isEmpty()) {
            return;
        }
        try {
            remember(tools.database().inTransaction(tx -> takeAgain(tx, partition, free)));
        } catch (HandlerFailed failed) {
            if (free.size() == 1) {
                QueuedItem item = free.getFirst();
                if (noteFailure(partition, item, failed.why())) {
                    held.add(item.item().key());
                }
                return;
            }
            int middle = free.size() / 2;
            attempt(partition, free.subList(0, middle), held);
            attempt(partition, free.subList(middle, free.size()), held);
        }
    }

    private Map<Integer, SeenIds.Fresh> takeAgain(Handle tx, int partition, List<QueuedItem> items)
            throws HandlerFailed {
        long bit = 1L << partition;
        if (tools.table().lock(tx, topic, bit) == 0) {
            return Map.of();
        }
        // Another worker may have had the partition in between and delayed one of these keys.
        Set<String> blocked = new HashSet<>();
        tools.table().delayed(tx, topic, bit).forEach(item -> blocked.add(item.key()));
        List<Place> places = new ArrayList<>();
        for (QueuedItem item : items) {
            if (!blocked.contains(item.item().key())) {
                places.add(item.place());
            }
        }
        List<QueuedItem> again =
                tools.table().take(tx, topic, partition, places).stream()
                        .flatMap(row -> row.unpack().stream())
                        .toList();
        return handle(tx, Map.of(partition, again), new RowTurns.Hand());
    }

    /** True if the item now waits, false if it is dead or gone and its key goes on. */
    private boolean noteFailure(int partition, QueuedItem item, Throwable why) {
        String error = Failure.text(why);
        int failures = item.attempts() + 1;
        return tools.database()
                .inTransaction(
                        tx -> {
                            if (tools.table().lock(tx, topic, 1L << partition) == 0) {
                                return true;
                            }
                            if (failures < tools.retries().attempts()) {
                                Instant until = tools.clock().instant().plus(tools.pause(failures));
                                tools.table()
                                        .delay(tx, topic, partition, item.place(), until, error);
                                LOG.debug(
                                        "item of {} failed, again at {}: {}",
                                        topic.name(),
                                        until,
                                        error);
                                return true;
                            }
                            for (Row gone :
                                    tools.table()
                                            .take(tx, topic, partition, List.of(item.place()))) {
                                tools.dead()
                                        .bury(
                                                tx,
                                                topic,
                                                partition,
                                                gone.unpack().getFirst(),
                                                error);
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
