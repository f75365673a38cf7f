package relais.platform.queue;

import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * Work handed from one role to another: durable, ordered per key, delivered at least once, with
 * effects exactly once (effects and consumed mark commit together). Two implementations, one
 * contract suite: PostgreSQL itself, and RabbitMQ behind a transactional outbox.
 */
public interface Queue extends AutoCloseable {
    int BODY_LIMIT = 64 * 1024;

    /** Adds items inside the caller's transaction: they exist if and only if it commits. */
    void enqueue(Handle tx, Topic topic, List<Item> items);

    /**
     * Hands over items of a durable log outside any transaction of the caller's, in the log's
     * order, returning once they are durable. {@code source} names the log and {@code upTo} the
     * position of the last item: what was handed over before, up to that position, is ignored, so a
     * log may repeat itself after a crash.
     */
    void forward(String source, long upTo, Topic topic, List<Positioned> items);

    /** How far {@link #forward} has come with that log, on whatever topic; -1 for nothing yet. */
    long forwarded(String source);

    /** An item of a log with its position there; positions of one source only grow. */
    record Positioned(long position, Item item) {}

    /** Starts handling the topic in this process, up to {@code workers} partitions at a time. */
    Subscription consume(Topic topic, int workers, int batch, BatchHandler handler);

    List<TopicState> state();

    /** What it lacks beside the database, in a few words without a secret; quick. */
    Optional<String> trouble();

    /** Newest first, at most {@code limit}, older than {@code before} (0 for the newest). */
    List<DeadLetter> deadLetters(long before, int limit);

    /** Puts a dead letter back at the end of its topic; false if it is gone. */
    boolean replay(long deadLetter);

    /** Forgets a dead letter; false if it is gone. */
    boolean drop(long deadLetter);

    @Override
    void close();
}
