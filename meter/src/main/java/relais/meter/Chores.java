package relais.meter;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is done again and again where the stores are. One that fails is done again all the same. */
final class Chores implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Chores.class);

    /** A long one (merging a day, verifying files) must not keep short ones waiting. */
    private static final int AT_ONCE = 2;

    /** At the end what runs gets this long; all of it bears being cut off. */
    private static final Duration FAREWELL = Duration.ofSeconds(5);

    private final ScheduledExecutorService threads =
            Executors.newScheduledThreadPool(
                    AT_ONCE, Thread.ofPlatform().daemon().name("meter-chores-", 1).factory());

    /** Something that may fail. */
    @FunctionalInterface
    interface Chore {
        void run() throws Exception;
    }

    /** Does it first after that time, and so long after each end. */
    void every(String name, Duration pause, Chore chore) {
        threads.scheduleWithFixedDelay(
                () -> run(name, chore), pause.toMillis(), pause.toMillis(), TimeUnit.MILLISECONDS);
    }

    private static void run(String name, Chore chore) {
        try {
            chore.run();
        } catch (Exception e) {
            // The chore's boundary: a database that is away now may be there the next time.
            LOG.warn("{}: not done this time", name, e);
        }
    }

    @Override
    public void close() {
        threads.shutdown(); // an interrupt would close the files that a chore has in hand
        try {
            if (!threads.awaitTermination(FAREWELL.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.warn("a chore is cut off; it is done anew after the next start");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
