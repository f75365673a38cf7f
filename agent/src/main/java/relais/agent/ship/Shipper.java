package relais.agent.ship;

import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import relais.agent.batch.Batch.Lane;

/**
 * Sends what the outbox holds, in two lanes that do not wait for each other: what was just read,
 * and what piled up. So a backlog of a week never makes anybody look at old data.
 */
public final class Shipper implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(Shipper.class.getName());

    /** How soon a lane with nothing to do looks again. */
    private static final Duration IDLE = Duration.ofSeconds(1);

    /** After a mistake of ours: not at full speed, and not never. */
    private static final Duration AFTER_MISTAKE = Duration.ofSeconds(10);

    /** A send under way may take this long when the agent ends. */
    private static final Duration FAREWELL = Duration.ofSeconds(5);

    private final Outbox outbox;
    private final LaneStep live;
    private final LaneStep backlog;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread liveThread;
    private final Thread backlogThread;

    /**
     * Not yet started.
     *
     * @param graphsWanted called when the centre lacks metadata
     */
    public Shipper(
            Outbox outbox,
            Transport transport,
            Runnable graphsWanted,
            InstantSource clock,
            RandomGenerator random) {
        this.outbox = outbox;
        live = new LaneStep(Lane.LIVE, outbox, transport, graphsWanted, clock, random);
        backlog = new LaneStep(Lane.BACKLOG, outbox, transport, graphsWanted, clock, random);
        liveThread = thread("agent-live", live);
        backlogThread = thread("agent-backlog", backlog);
    }

    private Thread thread(String name, LaneStep step) {
        return Thread.ofPlatform().daemon(true).name(name).unstarted(() -> loop(step));
    }

    public void start() {
        liveThread.start();
        backlogThread.start();
    }

    private void loop(LaneStep step) {
        try {
            while (closing.getCount() > 0) {
                Duration wait = guarded(step);
                if (wait != null) {
                    closing.await(wait.toMillis(), TimeUnit.MILLISECONDS);
                } else if (step == live) {
                    outbox.awaitLive(IDLE);
                } else {
                    closing.await(IDLE.toMillis(), TimeUnit.MILLISECONDS);
                }
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private static @Nullable Duration guarded(LaneStep step) {
        try {
            return step.run();
        } catch (RuntimeException mistake) {
            // The lane's boundary: a disk that cannot be read, or our mistake, must not end it.
            LOG.log(System.Logger.Level.ERROR, "sending failed", mistake);
            return AFTER_MISTAKE;
        }
    }

    /** One step of the live lane, for who has a clock of his own. */
    public @Nullable Duration stepLive() {
        return live.run();
    }

    public @Nullable Duration stepBacklog() {
        return backlog.run();
    }

    @Override
    public void close() {
        closing.countDown();
        try {
            for (Thread thread : new Thread[] {liveThread, backlogThread}) {
                thread.join(FAREWELL);
                thread.interrupt();
            }
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }
}
