package relais.amqp;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.AlreadyClosedException;
import java.io.IOException;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import relais.agent.centre.Reply;

/**
 * Asks over the broker and waits, for several threads at once. Connects when asked and after a
 * loss; whoever waited then is told so at once.
 */
final class Questions implements AutoCloseable {
    private final Broker broker;
    private final ExecutorService threads =
            Executors.newSingleThreadExecutor(
                    Thread.ofPlatform().daemon(true).name("agent-amqp").factory());
    private @Nullable Line line;
    private boolean wasAway;
    private boolean closed;

    Questions(Broker broker) {
        this.broker = broker;
    }

    /**
     * Returns the centre's answer.
     *
     * @throws IOException when there is none in {@link AgentQueue#PATIENCE}, or cannot be one
     */
    Reply ask(String type, Map<String, String> headers, byte[] body)
            throws IOException, InterruptedException {
        String id = UUID.randomUUID().toString();
        Line open = line();
        open.awaitCalm();
        CompletableFuture<Reply> answer = open.expect(id);
        try {
            open.publish(
                    new BasicProperties.Builder()
                            .type(type)
                            .correlationId(id)
                            .replyTo(AgentQueue.REPLY_TO)
                            .headers(Map.copyOf(headers))
                            .build(),
                    body);
            return answer.get(AgentQueue.PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException silent) {
            throw new IOException("the centre does not answer there", silent);
        } catch (ExecutionException failed) {
            throw new IOException(Line.reason(failed), failed);
        } catch (AlreadyClosedException lost) {
            throw new IOException("the connection was lost", lost);
        } finally {
            open.forget(id);
        }
    }

    private synchronized Line line() throws IOException {
        Line known = line;
        if (known != null && known.isOpen()) {
            return known;
        }
        if (closed) {
            throw new IOException("this agent ends");
        }
        wasAway |= known != null;
        try {
            Line fresh = new Line(broker.connect("relais agent", threads), wasAway);
            line = fresh;
            wasAway = false;
            return fresh;
        } catch (IOException away) {
            wasAway = true;
            throw new IOException("cannot be reached: " + Line.reason(away), away);
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (line != null) {
            line.close();
        }
        threads.shutdownNow();
    }
}
