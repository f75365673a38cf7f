package relais.platform.queue;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.AlreadyClosedException;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.DefaultConsumer;
import com.rabbitmq.client.Envelope;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps this process's subscriptions connected to the broker, again and again after each loss. */
final class RabbitConsumers implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RabbitConsumers.class);

    /** Messages (chunks of up to 256 KB) in hand per partition: bounds memory, hides the way. */
    private static final int PREFETCH = 8;

    private static final Duration RECONNECT_FIRST = Duration.ofMillis(100);
    private static final Duration RECONNECT_MOST = Duration.ofSeconds(5);

    /** What to do with a message that cannot be read, so that it does not come again for ever. */
    interface Unreadable {
        void bury(Topic topic, int partition, byte[] body, String error);
    }

    /** One subscription; its turns take what arrives, its workers are woken. */
    record Registration(Topic topic, RabbitTurns turns, TopicWorkers workers) {}

    private final RabbitLink link;
    private final Unreadable unreadable;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final List<Registration> wanted = new ArrayList<>();
    private final Thread thread;
    private boolean stale;
    private boolean closed;

    RabbitConsumers(RabbitLink link, Unreadable unreadable) {
        this.link = link;
        this.unreadable = unreadable;
        this.thread = Thread.ofVirtual().name("rabbit-consumers").start(this::run);
    }

    void add(Registration registration) {
        change(() -> wanted.add(registration));
    }

    void remove(Registration registration) {
        change(() -> wanted.remove(registration));
    }

    private void change(Runnable change) {
        lock.lock();
        try {
            change.run();
            stale = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Wakes the workers of partitions that still hold messages (another process had the lock). */
    void look() {
        for (Registration registration : snapshot()) {
            long partitions = registration.turns.withWork();
            if (partitions != 0) {
                registration.workers.wake(partitions);
            }
        }
    }

    private List<Registration> snapshot() {
        lock.lock();
        try {
            return List.copyOf(wanted);
        } finally {
            lock.unlock();
        }
    }

    private void run() {
        Duration pause = RECONNECT_FIRST;
        while (awaitWanted()) {
            try (Connection connection = link.connect("consumer")) {
                connection.addShutdownListener(cause -> change(() -> {}));
                pause = RECONNECT_FIRST;
                await(link.settling());
                serve(connection);
            } catch (IOException | AlreadyClosedException | TimeoutException e) {
                LOG.warn("RabbitMQ is away, again in {}: {}", pause, Failure.text(e));
                await(pause);
                Duration doubled = pause.multipliedBy(2);
                pause = doubled.compareTo(RECONNECT_MOST) > 0 ? RECONNECT_MOST : doubled;
            }
        }
    }

    /** One channel per subscription, opened and closed as subscriptions come and go. */
    private void serve(Connection connection) throws IOException, TimeoutException {
        record Served(Registration registration, Channel channel) {}
        List<Served> served = new ArrayList<>();
        try {
            while (connection.isOpen() && !isClosed()) {
                List<Registration> now = snapshot();
                for (Served one : List.copyOf(served)) {
                    if (!now.contains(one.registration)) {
                        served.remove(one);
                        one.channel.close();
                    } else if (!one.channel.isOpen()) {
                        throw new IOException("the broker closed a channel");
                    }
                }
                for (Registration registration : now) {
                    if (served.stream().noneMatch(one -> one.registration == registration)) {
                        served.add(new Served(registration, consume(connection, registration)));
                    }
                }
                awaitChange();
            }
        } finally {
            for (Served one : served) {
                one.registration.turns.disconnected(one.channel);
            }
        }
    }

    private Channel consume(Connection connection, Registration registration) throws IOException {
        Channel channel = connection.createChannel();
        channel.addShutdownListener(cause -> change(() -> {}));
        channel.basicQos(PREFETCH, false);
        link.declare(channel, registration.topic);
        for (int partition = 0; partition < registration.turns.count(); partition++) {
            channel.basicConsume(
                    link.address().queueName(registration.topic, partition),
                    false,
                    new Arrivals(channel, registration, partition));
        }
        return channel;
    }

    private final class Arrivals extends DefaultConsumer {
        private final Registration registration;
        private final int partition;

        Arrivals(Channel channel, Registration registration, int partition) {
            super(channel);
            this.registration = registration;
            this.partition = partition;
        }

        @Override
        public void handleDelivery(
                String tag, Envelope envelope, AMQP.BasicProperties properties, byte[] body)
                throws IOException {
            try {
                Chunk chunk = Chunk.read(body);
                if (chunk.items().isEmpty()) {
                    getChannel().basicAck(envelope.getDeliveryTag(), false);
                    return;
                }
                registration
                        .turns
                        .of(partition)
                        .arrived(getChannel(), envelope.getDeliveryTag(), chunk);
                registration.workers.wake(1L << partition);
            } catch (IOException e) {
                unreadable.bury(registration.topic, partition, body, Failure.text(e));
                getChannel().basicAck(envelope.getDeliveryTag(), false);
            }
        }

        @Override
        public void handleCancel(String tag) throws IOException {
            LOG.warn("a queue of {} was deleted on the broker", registration.topic.name());
            getChannel().abort();
        }
    }

    private boolean awaitWanted() {
        lock.lock();
        try {
            while (!closed && wanted.isEmpty()) {
                changed.await();
            }
            return !closed;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            lock.unlock();
        }
    }

    private void awaitChange() {
        lock.lock();
        try {
            while (!closed && !stale) {
                changed.await();
            }
            stale = false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            closed = true;
        } finally {
            lock.unlock();
        }
    }

    private void await(Duration pause) {
        lock.lock();
        try {
            long left = pause.toNanos();
            while (!closed && left > 0) {
                left = changed.awaitNanos(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            closed = true;
        } finally {
            lock.unlock();
        }
    }

    private boolean isClosed() {
        lock.lock();
        try {
            return closed;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        change(() -> closed = true);
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
