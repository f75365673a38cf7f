package relais.app.cli;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives memory back to the machine that a busy time took: while work streams in the heap grows to
 * its bound, and the collector looks into it only when it is full. So it is asked to once the
 * process has come to rest, when a pause of a tenth of a second is nobody's.
 */
final class SpareMemory implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SpareMemory.class);

    private static final Duration LOOK = Duration.ofSeconds(2);

    /** Less processor time than this between two looks is rest: 3 % of a core. */
    private static final Duration REST = LOOK.dividedBy(33);

    /** Less than this is not worth a pause. */
    private static final long GROWN = 16L << 20;

    private final CountDownLatch closing = new CountDownLatch(1);
    private long kept = Runtime.getRuntime().totalMemory();

    static SpareMemory start() {
        SpareMemory made = new SpareMemory();
        Thread.ofPlatform().daemon(true).name("spare-memory").start(made::watch);
        return made;
    }

    private void watch() {
        try {
            Duration before = spent();
            while (!closing.await(LOOK.toMillis(), TimeUnit.MILLISECONDS)) {
                Duration now = spent();
                if (now.minus(before).compareTo(REST) < 0) {
                    giveBack();
                }
                before = spent();
            }
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    private void giveBack() {
        long had = Runtime.getRuntime().totalMemory();
        if (had - kept < GROWN) {
            return;
        }
        System.gc();
        kept = Runtime.getRuntime().totalMemory();
        LOG.debug("heap {} MB, before {} MB", kept >> 20, had >> 20);
    }

    private static Duration spent() {
        return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
    }

    @Override
    public void close() {
        closing.countDown();
    }
}
