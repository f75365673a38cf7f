package relais.voice.testing;

import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.Handle;
import relais.platform.queue.BatchHandler;
import relais.platform.queue.Item;
import relais.platform.queue.Subscription;
import relais.platform.queue.Topic;
import relais.platform.testing.QueueInMemory;

/** Keeps what was enqueued in memory, for tests that look at it; nothing consumes. */
public final class RememberingQueue extends QueueInMemory {
    /** What was enqueued, with its topic. */
    public record Enqueued(Topic topic, Item item) {}

    public final List<Enqueued> enqueued = new ArrayList<>();

    @Override
    public void enqueue(Handle tx, Topic topic, List<Item> items) {
        items.forEach(item -> enqueued.add(new Enqueued(topic, item)));
    }

    @Override
    public void forward(String source, long upTo, Topic topic, List<Positioned> items) {
        items.forEach(each -> enqueued.add(new Enqueued(topic, each.item())));
    }

    @Override
    public long forwarded(String source) {
        return -1;
    }

    @Override
    public Subscription consume(Topic topic, int workers, int batch, BatchHandler handler) {
        return () -> {};
    }
}
