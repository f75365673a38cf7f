package relais.platform.queue;

import com.rabbitmq.client.Address;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import java.io.IOException;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;

/** How we connect and what our queues on the broker are like. */
final class RabbitLink {
    /** A frozen peer is dropped after about twice this; a healthy one is never silent so long. */
    private static final int HEARTBEAT_SECONDS = 10;

    private static final int CONNECT_MILLIS = 5_000;
    private static final int DEFAULT_PORT = 5672;

    /** A question to the broker (declare, consume) that takes longer is asked again anew. */
    private static final int ANSWER_MILLIS = 10_000;

    /**
     * A broker that has just come up is left alone so long: it listens before its quorum queues
     * have leaders, and a queue asked in that moment may never get one (rabbitmq-server issue
     * 10070, seen with 3.10 after kill -9).
     */
    private static final Duration SETTLE = Duration.ofSeconds(2);

    /** Replicated and on disk; one consumer at a time, the others stand by. */
    private static final Map<String, Object> QUEUE =
            Map.of("x-queue-type", "quorum", "x-single-active-consumer", true);

    private final RabbitAddress address;
    private final List<Address> hosts;
    private final ConnectionFactory factory = new ConnectionFactory();
    private boolean wasAway;
    private volatile boolean up;
    private long upSinceNanos = System.nanoTime() - SETTLE.toNanos();

    RabbitLink(RabbitAddress address) {
        this.address = address;
        this.hosts = address.hosts().stream().map(RabbitLink::host).toList();
        factory.setVirtualHost(address.virtualHost());
        factory.setUsername(address.user());
        factory.setPassword(address.password());
        factory.setRequestedHeartbeat(HEARTBEAT_SECONDS);
        factory.setConnectionTimeout(CONNECT_MILLIS);
        factory.setHandshakeTimeout(CONNECT_MILLIS);
        factory.setChannelRpcTimeout(ANSWER_MILLIS);
        factory.setAutomaticRecoveryEnabled(false);
        factory.setSharedExecutor(Executors.newVirtualThreadPerTaskExecutor());
        if (address.tls()) {
            try {
                factory.useSslProtocol(SSLContext.getDefault());
                factory.enableHostnameVerification();
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("this JDK has no TLS", e);
            }
        }
    }

    private static Address host(String host) {
        int colon = host.lastIndexOf(':');
        return colon < 0
                ? new Address(host, DEFAULT_PORT)
                : new Address(
                        host.substring(0, colon), Integer.parseInt(host.substring(colon + 1)));
    }

    RabbitAddress address() {
        return address;
    }

    Connection connect(String purpose) throws IOException {
        try {
            Connection connection = factory.newConnection(hosts, "relais " + purpose);
            noteUp();
            return connection;
        } catch (TimeoutException e) {
            noteAway();
            throw new IOException("RabbitMQ does not answer: " + address, e);
        } catch (IOException e) {
            noteAway();
            throw e;
        }
    }

    /** Said by /ready: empty while the last look found the broker there. */
    Optional<String> trouble() {
        return up ? Optional.empty() : Optional.of("RabbitMQ does not answer");
    }

    private synchronized void noteAway() {
        up = false;
        wasAway = true;
    }

    private synchronized void noteUp() {
        up = true;
        if (wasAway) {
            wasAway = false;
            upSinceNanos = System.nanoTime();
        }
    }

    /** How much longer to leave the broker's queues alone; zero in ordinary times. */
    synchronized Duration settling() {
        long left = SETTLE.toNanos() - (System.nanoTime() - upSinceNanos);
        return Duration.ofNanos(Math.max(0, left));
    }

    void declare(Channel channel, Topic topic) throws IOException {
        for (int partition = 0; partition < topic.partitions(); partition++) {
            channel.queueDeclare(address.queueName(topic, partition), true, false, false, QUEUE);
        }
    }
}
