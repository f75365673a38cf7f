package relais.voice.sending;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import relais.platform.live.LiveFeed;

/** Keeps releasing while there is something to release; asleep otherwise. */
public final class ReleaseLoop implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ReleaseLoop.class);

    /** What {@link LiveFeed} carries when a poll was started, paused or stopped. */
    private static final String WAKE = "polls";

    /** Between steps that found the channel full: a fraction of what it is ahead. */
    private static final Duration FULL = Duration.ofMillis(100);

    /** Looks anyway this often: quiet hours end and channels come up without a word. */
    private static final Duration IDLE = Duration.ofSeconds(2);

    private final Release release;
    private final Semaphore woken = new Semaphore(0);
    private final AutoCloseable listening;
    private final Thread thread;
    private volatile boolean closed;

    public ReleaseLoop(Release release, LiveFeed live) {
        this.release = release;
        this.listening = live.listen(Set.of(WAKE), thing -> woken.release());
        this.thread = Thread.ofVirtual().name("release").start(this::run);
    }

    private void run() {
        boolean sending = false;
        while (!closed) {
            try {
                int released = release.step();
                sending = released > 0 || (sending && release.pending());
                if (released < Release.BATCH) {
                    pause(sending ? FULL : IDLE);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            } catch (RuntimeException e) {
                // Boundary of the loop: a database that is away comes back; nothing was released.
                LOG.warn("releasing questions: {}", e.toString());
                if (!pauseAfterTrouble()) {
                    return;
                }
            }
        }
    }

    private void pause(Duration atMost) throws InterruptedException {
        if (woken.tryAcquire(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
            woken.drainPermits();
        }
    }

    private boolean pauseAfterTrouble() {
        try {
            pause(IDLE);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public void close() throws Exception {
        closed = true;
        woken.release();
        listening.close();
        thread.join(Duration.ofSeconds(10));
    }
}
