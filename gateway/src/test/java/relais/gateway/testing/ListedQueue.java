package relais.gateway.testing;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jdbi.v3.core.Handle;
import relais.platform.queue.BatchHandler;
import relais.platform.queue.Item;
import relais.platform.queue.Subscription;
import relais.platform.queue.Topic;
import relais.platform.testing.QueueInMemory;

/** The queue's contract in memory: what was forwarded, in order and once; what a test hands out. */
public final class ListedQueue extends QueueInMemory {
    private final Map<String, List<Item>> forwarded = new HashMap<>();
    private final Map<String, Long> positions = new HashMap<>();
    private final Set<String> seen = new HashSet<>();
    private final Map<String, BatchHandler> consumers = new ConcurrentHashMap<>();
    private volatile boolean away;

    /** Until called with false, forwarding fails as it does without a database. */
    public void away(boolean now) {
        away = now;
    }

    public synchronized List<Item> forwarded(Topic topic) {
        return List.copyOf(forwarded.getOrDefault(topic.name(), List.of()));
    }

    public synchronized int count(Topic topic) {
        return forwarded.getOrDefault(topic.name(), List.of()).size();
    }

    /** Hands items to the topic's consumer; false when there is none now. */
    public boolean hand(Topic topic, List<Item> items) throws Exception {
        BatchHandler consumer = consumers.get(topic.name());
        if (consumer == null) {
            return false;
        }
        consumer.handle(null, 0, items);
        return true;
    }

    public boolean consumed(Topic topic) {
        return consumers.containsKey(topic.name());
    }

    @Override
    public synchronized void forward(
            String source, long upTo, Topic topic, List<Positioned> items) {
        if (away) {
            throw new IllegalStateException("no database");
        }
        long before = positions.getOrDefault(source + topic.name(), 0L);
        for (Positioned one : items) {
            if (one.position() > before && seen.add(topic.name() + one.item().id())) {
                forwarded.computeIfAbsent(topic.name(), t -> new ArrayList<>()).add(one.item());
            }
        }
        positions.merge(source + topic.name(), upTo, Math::max);
    }

    @Override
    public synchronized long forwarded(String source) {
        return positions.entrySet().stream()
                .filter(mark -> mark.getKey().startsWith(source))
                .mapToLong(Map.Entry::getValue)
                .max()
                .orElse(-1);
    }

    @Override
    public Subscription consume(Topic topic, int workers, int batch, BatchHandler handler) {
        consumers.put(topic.name(), handler);
        return () -> consumers.remove(topic.name());
    }

    @Override
    public void enqueue(Handle tx, Topic topic, List<Item> items) {
        throw new AssertionError("the gateway enqueues nothing in a transaction of its own");
    }
}
