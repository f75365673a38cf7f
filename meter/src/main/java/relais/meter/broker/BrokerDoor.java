package relais.meter.broker;

import com.rabbitmq.client.AlreadyClosedException;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import relais.amqp.AgentQueue;
import relais.amqp.Broker;
import relais.meter.collecting.Doorkeeper;
import relais.meter.collecting.Pairings;

/**
 * Listens at the broker's queue of agents, again after each loss. Any number of processes may; each
 * question goes to one of them, and to another when that one dies over it.
 */
public final class BrokerDoor implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(BrokerDoor.class);

    /** Batches under way in this process: each up to 8 MiB, most a few kB. */
    private static final int AT_ONCE = 4;

    private static final Duration RECONNECT_FIRST = Duration.ofMillis(250);
    private static final Duration RECONNECT_MOST = Duration.ofSeconds(5);

    private final Broker broker;
    private final Answers answers;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Thread thread;
    private volatile CountDownLatch lost = new CountDownLatch(1);

    private BrokerDoor(Broker broker, Doorkeeper doorkeeper, Pairings pairings) {
        this.broker = broker;
        this.answers = new Answers(doorkeeper, pairings);
        this.thread = Thread.ofVirtual().name("broker-door").unstarted(this::listen);
    }

    /** Returns at once; a broker that is away is waited for. */
    public static BrokerDoor open(Broker broker, Doorkeeper doorkeeper, Pairings pairings) {
        BrokerDoor door = new BrokerDoor(broker, doorkeeper, pairings);
        door.thread.start();
        return door;
    }

    private void listen() {
        Duration pause = RECONNECT_FIRST;
        Duration settle = Duration.ZERO;
        try {
            while (!closing.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
                try (Connection connection = broker.connect("relais collector", threads)) {
                    if (!closing.await(settle.toMillis(), TimeUnit.MILLISECONDS)) {
                        pause = RECONNECT_FIRST;
                        serve(connection);
                    }
                } catch (IOException | AlreadyClosedException away) {
                    pause = doubled(pause);
                    LOG.warn("RabbitMQ for agents is away, again in {}: {}", pause, text(away));
                }
                settle = AgentQueue.SETTLE; // it may have just come up
            }
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
        }
    }

    private static Duration doubled(Duration pause) {
        Duration doubled = pause.multipliedBy(2);
        return doubled.compareTo(RECONNECT_MOST) > 0 ? RECONNECT_MOST : doubled;
    }

    private static String text(Throwable trouble) {
        Throwable cause = trouble.getCause();
        return String.valueOf(cause == null ? trouble.getMessage() : cause.getMessage());
    }

    /** Returns when the connection or one of its channels is no more. */
    private void serve(Connection connection) throws IOException, InterruptedException {
        CountDownLatch over = new CountDownLatch(1);
        lost = over;
        connection.addShutdownListener(cause -> over.countDown());
        for (int i = 0; i < AT_ONCE; i++) {
            Channel channel = connection.createChannel();
            if (channel == null) {
                throw new IOException("the broker has no more channels");
            }
            channel.addShutdownListener(cause -> over.countDown());
            channel.basicQos(1);
            if (i == 0) {
                AgentQueue.declare(channel);
            }
            channel.basicConsume(
                    AgentQueue.NAME,
                    false,
                    (tag, asked) -> answers.answer(channel, asked),
                    tag -> over.countDown());
        }
        LOG.info("listening for agents at RabbitMQ: {}", broker);
        if (closing.getCount() > 0) {
            over.await();
        }
    }

    @Override
    public void close() {
        closing.countDown();
        lost.countDown();
        try {
            thread.join();
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
        threads.shutdownNow();
    }
}
