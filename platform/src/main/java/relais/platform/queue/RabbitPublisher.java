package relais.platform.queue;

import com.rabbitmq.client.AlreadyClosedException;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.MessageProperties;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Puts chunks on the broker and returns when they are durable there (publisher confirms). */
final class RabbitPublisher implements AutoCloseable {
    /** Under the fifteen seconds after which the database would cut off a waiting relay. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final Duration RETRYING = Duration.ofSeconds(2);
    private static final Duration RETRY_FIRST = Duration.ofMillis(20);

    private final RabbitLink link;
    private final Set<String> declared = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean returned = new AtomicBoolean();
    private @Nullable Connection connection;
    private @Nullable Channel channel;

    RabbitPublisher(RabbitLink link) {
        this.link = link;
    }

    /** The chunks of one partition, in order. */
    record Load(Topic topic, int partition, List<Chunk> chunks) {}

    /**
     * Publishes all or throws; of a partition's chunks none is sent before the one ahead of it is
     * confirmed, so whatever arrived is an unbroken beginning. A refusal (a queue between two
     * leaders) is tried again for a moment; what arrived twice is known at the other end.
     */
    synchronized void publish(List<Load> loads) {
        long deadline = System.nanoTime() + RETRYING.toNanos();
        long pause = RETRY_FIRST.toNanos();
        while (true) {
            try {
                attempt(loads);
                return;
            } catch (IOException | TimeoutException | AlreadyClosedException e) {
                drop();
                if (System.nanoTime() + pause > deadline) {
                    throw new IllegalStateException(
                            "RabbitMQ did not take the items: " + link.address(), e);
                }
                // Nothing tells when the broker is ready, so there is nothing to wait for but time.
                LockSupport.parkNanos(pause);
                pause *= 2;
            } catch (InterruptedException e) {
                drop();
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted while publishing", e);
            }
        }
    }

    /** Connects where it is not: so a broker that is away is known before it is needed. */
    synchronized void look() {
        try {
            open();
        } catch (IOException e) {
            drop(); // the link has noted it
        }
    }

    private void attempt(List<Load> loads)
            throws IOException, TimeoutException, InterruptedException {
        Channel open = open();
        if (link.settling().isPositive()) {
            throw new IllegalStateException("RabbitMQ has just come up; its queues need a moment");
        }
        for (Load load : loads) {
            if (declared.add(load.topic().name())) {
                link.declare(open, load.topic());
            }
        }
        int rounds = loads.stream().mapToInt(load -> load.chunks().size()).max().orElse(0);
        for (int round = 0; round < rounds; round++) {
            publishRound(open, loads, round);
        }
    }

    private void publishRound(Channel open, List<Load> loads, int round)
            throws IOException, InterruptedException, TimeoutException {
        for (Load load : loads) {
            if (round < load.chunks().size()) {
                open.basicPublish(
                        "",
                        link.address().queueName(load.topic(), load.partition()),
                        true,
                        MessageProperties.PERSISTENT_BASIC,
                        load.chunks().get(round).bytes());
            }
        }
        open.waitForConfirmsOrDie(PATIENCE.toMillis());
        if (returned.get()) {
            throw new IOException("a queue was deleted under us");
        }
    }

    private Channel open() throws IOException {
        Channel known = channel;
        if (known != null && known.isOpen()) {
            return known;
        }
        drop();
        Connection fresh = link.connect("publisher");
        connection = fresh;
        Channel open = fresh.createChannel();
        open.confirmSelect();
        open.addReturnListener(message -> returned.set(true));
        channel = open;
        return open;
    }

    private void drop() {
        if (connection != null) {
            connection.abort();
        }
        connection = null;
        channel = null;
        declared.clear();
        returned.set(false);
    }

    @Override
    public synchronized void close() {
        drop();
    }

    /** Groups items by partition, in order. */
    static List<Load> loads(Topic topic, Map<Integer, List<Chunk>> chunks) {
        return chunks.entrySet().stream()
                .map(entry -> new Load(topic, entry.getKey(), entry.getValue()))
                .toList();
    }
}
