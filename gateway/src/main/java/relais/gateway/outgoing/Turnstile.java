package relais.gateway.outgoing;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import relais.gateway.message.Lane;

/**
 * Lets parts through one by one: replies first, within the channel's rate, no more unanswered than
 * its window, none while the provider says that it is too much.
 */
final class Turnstile {
    /** The longest sleep while there may be work: a missed signal costs no more than this. */
    static final Duration LOOK_AGAIN = Duration.ofMillis(500);

    /** At high rates tokens come every few microseconds; gather some milliseconds' worth. */
    private static final Duration SHORTEST_NAP = Duration.ofMillis(2);

    /**
     * A busy line lets so many through together: what each batch costs besides its parts (a
     * question to the database) is then little for each.
     */
    private static final int WORTH_A_BATCH = 100;

    /** But nothing waits longer than this for company, and on an idle line not at all. */
    private static final long LONGEST_GATHERING_NANOS = Duration.ofMillis(10).toNanos();

    private final int window;
    private final Pace pace;
    private final InstantSource clock;
    private final BooleanSupplier open;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Lanes lanes = new Lanes();
    private int inFlight;
    private int throttlings;
    private Instant notBefore = Instant.MIN;

    /** Since when a batch gathers, by {@link System#nanoTime}; null while none does. */
    private @Nullable Long gathering;

    /** {@code open} says whether anything may pass at all now. */
    Turnstile(int window, double ratePerSecond, InstantSource clock, BooleanSupplier open) {
        this.window = window;
        this.pace = new Pace(ratePerSecond, clock.instant());
        this.clock = clock;
        this.open = open;
    }

    void add(List<Shot> shots) {
        lock.lock();
        try {
            shots.forEach(lanes::add);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** What may go now, counted as in flight; empty after a sleep when that was nothing. */
    List<Shot> next() {
        lock.lock();
        try {
            Instant now = clock.instant();
            int room = Math.min(window - inFlight, pace.available(now));
            boolean ready = open.getAsBoolean() && !now.isBefore(notBefore);
            if (!ready || room <= 0 || lanes.nothingReady(now)) {
                gathering = null;
                sleep(ready, now);
                return List.of();
            }
            if (gathers(room)) {
                await(SHORTEST_NAP);
                return List.of();
            }
            List<Shot> shots = lanes.take(room, now);
            inFlight += shots.size();
            pace.took(shots.size());
            return shots;
        } finally {
            lock.unlock();
        }
    }

    private void sleep(boolean ready, Instant now) {
        Duration nap = LOOK_AGAIN;
        if (ready && inFlight < window && !lanes.nothingReady(now)) {
            nap = pace.untilNext();
            nap = nap.compareTo(SHORTEST_NAP) < 0 ? SHORTEST_NAP : nap;
        } else if (now.isBefore(notBefore)) {
            nap = Duration.between(now, notBefore);
        }
        await(nap.compareTo(LOOK_AGAIN) > 0 ? LOOK_AGAIN : nap);
    }

    /** Whether it is better to wait a moment for more room than to use what there is. */
    private boolean gathers(int room) {
        int possible = Math.min(pace.most(), window / 2);
        int wanted = Math.min(Math.min(WORTH_A_BATCH, possible), lanes.waiting());
        long now = System.nanoTime();
        long since = gathering == null ? now : gathering;
        boolean wait = inFlight > 0 && room < wanted && now - since < LONGEST_GATHERING_NANOS;
        gathering = wait ? Long.valueOf(since) : null;
        return wait;
    }

    private void await(Duration nap) {
        try {
            changed.await(nap.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The provider took one. */
    void accepted() {
        lock.lock();
        try {
            // Answers to what was sent before a throttling do not mean that it is over.
            if (!clock.instant().isBefore(notBefore)) {
                throttlings = 0;
            }
            leave();
        } finally {
            lock.unlock();
        }
    }

    /** One is done with, whatever became of it. */
    void settled() {
        lock.lock();
        try {
            leave();
        } finally {
            lock.unlock();
        }
    }

    /** The provider wants nothing for a while; this one is the first afterwards. */
    void throttled(Shot shot, Duration asked) {
        lock.lock();
        try {
            Instant now = clock.instant();
            // A whole window may be told so at once: that is one throttling, not many.
            if (!now.isBefore(notBefore)) {
                notBefore = now.plus(Retries.throttling(asked, ++throttlings));
            }
            lanes.putBack(shot);
            leave();
        } finally {
            lock.unlock();
        }
    }

    /** It did not go, and the fault was not its own: it is next when the pause is over. */
    void putBack(Shot shot, Duration pause) {
        lock.lock();
        try {
            Instant until = clock.instant().plus(pause);
            notBefore = until.isAfter(notBefore) ? until : notBefore;
            lanes.putBack(shot);
            leave();
        } finally {
            lock.unlock();
        }
    }

    /** It did not go and waits by itself; others pass it. */
    void rest(Shot shot, Duration pause) {
        lock.lock();
        try {
            lanes.rest(shot, clock.instant().plus(pause));
            leave();
        } finally {
            lock.unlock();
        }
    }

    void wake() {
        lock.lock();
        try {
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    int waiting(Lane lane) {
        lock.lock();
        try {
            return lanes.waiting(lane);
        } finally {
            lock.unlock();
        }
    }

    /** All that are not done with. */
    int size() {
        lock.lock();
        try {
            return lanes.size() + inFlight;
        } finally {
            lock.unlock();
        }
    }

    /** Waits until nothing is in flight, but not longer than that. */
    void awaitAnswers(Duration longest) throws InterruptedException {
        long left = longest.toNanos();
        lock.lock();
        try {
            while (inFlight > 0 && left > 0) {
                left = changed.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }

    private void leave() {
        inFlight--;
        // Whoever sleeps for room does so at a full window; whoever waits for the end, at none.
        if (inFlight == window - 1 || inFlight == 0) {
            changed.signalAll();
        }
    }
}
