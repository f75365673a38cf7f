package relais.amqp;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.Delivery;
import com.rabbitmq.client.Method;
import com.rabbitmq.client.ShutdownSignalException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import relais.agent.centre.Reply;

/** One connection's questions under way. Ends with the connection, and so does their waiting. */
final class Line implements AutoCloseable {
    private static final int FAREWELL_MILLIS = 2_000;

    private final Map<String, CompletableFuture<Reply>> asked = new ConcurrentHashMap<>();
    private final NavigableMap<Long, String> unconfirmed = new ConcurrentSkipListMap<>();
    private final Connection connection;
    private final Channel channel;
    private final long quietUntilNanos;
    private final CountDownLatch over = new CountDownLatch(1);
    private volatile @Nullable String full;

    /**
     * Takes the connection over.
     *
     * @param wasAway the broker may have just come up
     */
    Line(Connection connection, boolean wasAway) throws IOException {
        this.connection = connection;
        this.quietUntilNanos = System.nanoTime() + (wasAway ? AgentQueue.SETTLE.toNanos() : 0);
        try {
            this.channel = connection.createChannel();
            if (channel == null) {
                throw new IOException("it has no channel for us");
            }
            connection.addShutdownListener(this::ended);
            connection.addBlockedListener(this::full, () -> full = null);
            channel.addShutdownListener(this::ended);
            channel.confirmSelect();
            channel.addConfirmListener(
                    (number, many) -> confirmed(number, many, true),
                    (number, many) -> confirmed(number, many, false));
            channel.addReturnListener(
                    back ->
                            fail(
                                    back.getProperties().getCorrelationId(),
                                    "no centre was ever there"));
            channel.basicConsume(
                    AgentQueue.REPLY_TO, true, (tag, answer) -> answered(answer), tag -> {});
        } catch (IOException | RuntimeException failed) {
            connection.abort(FAREWELL_MILLIS);
            throw failed;
        }
    }

    boolean isOpen() {
        return channel.isOpen();
    }

    /** Leaves a broker that has just come up in peace for a moment. */
    void awaitCalm() throws IOException, InterruptedException {
        if (over.await(quietUntilNanos - System.nanoTime(), TimeUnit.NANOSECONDS)) {
            throw new IOException("the connection was lost");
        }
    }

    CompletableFuture<Reply> expect(String id) {
        CompletableFuture<Reply> answer = new CompletableFuture<>();
        asked.put(id, answer);
        return answer;
    }

    void forget(String id) {
        asked.remove(id);
    }

    /** A channel takes one message at a time. */
    synchronized void publish(BasicProperties properties, byte[] body) throws IOException {
        if (full != null) {
            throw new IOException(full); // what were written now would wait without a bound
        }
        unconfirmed.put(channel.getNextPublishSeqNo(), properties.getCorrelationId());
        channel.basicPublish(AgentQueue.NAME, "", true, properties, body);
    }

    /** That the broker has it means nothing; that it will not have it, that nobody will answer. */
    private void confirmed(long number, boolean many, boolean taken) {
        Map<Long, String> these =
                many
                        ? unconfirmed.headMap(number, true)
                        : unconfirmed.subMap(number, true, number, true);
        if (!taken) {
            these.values().forEach(id -> fail(id, "its queue is full: does the centre listen?"));
        }
        these.clear();
    }

    private void answered(Delivery delivery) {
        CompletableFuture<Reply> answer = asked.get(delivery.getProperties().getCorrelationId());
        Map<String, Object> given = delivery.getProperties().getHeaders();
        if (answer == null || given == null) {
            return; // too late, or none of ours
        }
        Map<String, String> headers = new HashMap<>();
        given.forEach((name, value) -> headers.put(name, String.valueOf(value)));
        String status = headers.getOrDefault(AgentQueue.STATUS, "");
        answer.complete(
                new Reply(
                        status.matches("\\d{3}") ? Integer.parseInt(status) : 0,
                        headers,
                        new String(delivery.getBody(), StandardCharsets.UTF_8)));
    }

    private void ended(ShutdownSignalException cause) {
        over.countDown();
        failAll(reason(cause));
        if (!cause.isHardError()) {
            connection.abort(FAREWELL_MILLIS); // a channel alone is of no use
        }
    }

    private void full(String reason) {
        full = "it has no room: " + reason;
        failAll(full);
    }

    private void failAll(String reason) {
        asked.keySet().forEach(id -> fail(id, reason));
    }

    private void fail(@Nullable String id, String reason) {
        CompletableFuture<Reply> answer = id == null ? null : asked.get(id);
        if (answer != null) {
            answer.completeExceptionally(new IOException(reason));
        }
    }

    /** In the broker's words where it said some. */
    static String reason(Throwable trouble) {
        for (Throwable one = trouble; one != null; one = one.getCause()) {
            if (one instanceof ShutdownSignalException signal) {
                Method method = signal.getReason();
                if (method instanceof AMQP.Channel.Close close) {
                    return close.getReplyText();
                }
                if (method instanceof AMQP.Connection.Close close) {
                    return close.getReplyText();
                }
                return "the connection was lost";
            }
        }
        Throwable cause = trouble instanceof ExecutionException ? trouble.getCause() : null;
        return String.valueOf(cause == null ? trouble.getMessage() : cause.getMessage());
    }

    @Override
    public void close() {
        connection.abort(FAREWELL_MILLIS);
    }
}
