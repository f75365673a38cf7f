package relais.gateway.outgoing;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import relais.gateway.channel.ChannelSettings;
import relais.gateway.message.Lane;
import relais.gateway.message.Outgoing;
import relais.gateway.message.Topics;
import relais.platform.json.Json;
import relais.platform.queue.Item;
import relais.platform.queue.Queue;
import relais.platform.queue.Subscription;

/**
 * Draws a channel's messages from the queue, a second or two ahead of the sender and no more: what
 * is still in the queue can be stopped, and another process can send it.
 */
final class Feed implements AutoCloseable {
    private static final double SECONDS_AHEAD = 1.5;

    /** A batch is a quarter of a second's sending: short waits for room within its transaction. */
    private static final double SECONDS_IN_BATCH = 0.25;

    private static final int LARGEST_BATCH = 500;
    private static final long LONGEST_WAIT_NANOS = Duration.ofSeconds(3).toNanos();
    private static final long LOOK_NANOS = Duration.ofMillis(20).toNanos();
    private static final Duration WATCH = Duration.ofMillis(500);
    private static final Logger LOG = LoggerFactory.getLogger(Feed.class);

    private final ChannelSettings settings;
    private final Sender sender;
    private final Queue queue;
    private final int ahead;
    private final int batch;
    private final Map<Lane, Subscription> subscriptions = new EnumMap<>(Lane.class);
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread;

    Feed(ChannelSettings settings, Sender sender, Queue queue) {
        this.settings = settings;
        this.sender = sender;
        this.queue = queue;
        this.ahead = (int) Math.ceil(settings.ratePerSecond() * SECONDS_AHEAD);
        int share = (int) (settings.ratePerSecond() * SECONDS_IN_BATCH);
        this.batch = Math.clamp(share, 1, LARGEST_BATCH);
        this.thread = Thread.ofVirtual().name("feed-" + settings.name()).unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    @Override
    public void close() {
        closing.countDown();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Subscribed while the channel sends, so that nothing is taken that would only lie here. */
    private void run() {
        boolean stop = false;
        while (!stop) {
            try {
                if (sender.sending() && subscriptions.isEmpty()) {
                    subscribe();
                } else if (!sender.sending()) {
                    unsubscribe();
                }
            } catch (RuntimeException e) {
                // Worker loop: the queue may be away for a while.
                LOG.warn("channel {}: queue: {}", settings.name(), e.getMessage());
            }
            try {
                stop = closing.await(WATCH.toMillis(), TimeUnit.MILLISECONDS);
            } catch (InterruptedException e) {
                stop = true;
            }
        }
        unsubscribe();
    }

    private void subscribe() {
        for (Lane lane : Lane.values()) {
            subscriptions.put(
                    lane,
                    queue.consume(
                            Topics.mt(settings.name(), lane),
                            1,
                            batch,
                            (tx, partition, items) -> take(lane, items)));
        }
    }

    private void unsubscribe() {
        subscriptions.values().forEach(Subscription::close);
        subscriptions.clear();
    }

    /**
     * Within the queue's transaction: what is handed here is durable before the queue forgets it.
     */
    private void take(Lane lane, List<Item> items) throws IOException {
        awaitRoom(lane);
        List<Outgoing> messages = new ArrayList<>(items.size());
        for (Item item : items) {
            messages.add(Json.read(item.body(), Outgoing.class));
        }
        if (!sender.hand(messages)) {
            throw new IOException("the journal of channel " + settings.name() + " is full");
        }
    }

    private void awaitRoom(Lane lane) {
        long end = System.nanoTime() + LONGEST_WAIT_NANOS;
        while (sender.waiting(lane) >= ahead
                && sender.sending()
                && closing.getCount() > 0
                && System.nanoTime() < end) {
            LockSupport.parkNanos(LOOK_NANOS);
        }
    }
}
