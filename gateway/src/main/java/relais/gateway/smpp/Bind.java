package relais.gateway.smpp;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jsmpp.bean.BindType;
import org.jsmpp.bean.NumberingPlanIndicator;
import org.jsmpp.bean.TypeOfNumber;
import org.jsmpp.extra.NegativeResponseException;
import org.jsmpp.extra.SessionState;
import org.jsmpp.session.BindParameter;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import relais.gateway.channel.ChannelSettings.Smpp;

/** One bind, kept up by a thread of its own: connects, watches, and connects again. */
final class Bind implements AutoCloseable {
    /** How often overdue answers are looked for. */
    private static final long WATCH_MILLIS = 500;

    /** How long a provider may take to say goodbye. */
    private static final long FAREWELL_MILLIS = 2_000;

    private static final Logger LOG = LoggerFactory.getLogger(Bind.class);

    private final BindType type;
    private final Smpp settings;
    private final Timing timing;
    private final Supplier<Wire> wires;
    private final RandomGenerator random;
    private final Listener listener;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private volatile @Nullable Wire wire;
    private volatile boolean closed;

    /** Hears how the bind goes, from the bind's own thread. */
    interface Listener {
        void bound();

        void lost(String detail);
    }

    Bind(
            BindType type,
            Smpp settings,
            Timing timing,
            Supplier<Wire> wires,
            RandomGenerator random,
            Listener listener) {
        this.type = type;
        this.settings = settings;
        this.timing = timing;
        this.wires = wires;
        this.random = random;
        this.listener = listener;
    }

    void start() {
        Thread.ofVirtual().name("smpp-bind").start(this::run);
    }

    /** The bound line, or null while there is none. */
    @Nullable Wire wire() {
        return wire;
    }

    private void run() {
        int failures = 0;
        while (!closed) {
            Wire next = wires.get();
            String detail;
            boolean refused = false;
            try {
                connect(next);
                failures = 0;
                wire = next;
                listener.bound();
                watch(next);
                detail = "line broke";
            } catch (IOException e) {
                refused = e.getCause() instanceof NegativeResponseException;
                detail = reason(e);
                failures++;
            } catch (RuntimeException e) {
                // Worker loop: whatever a peer's answer provokes in the library, we dial again.
                LOG.error("bind to {}:{}", settings.host(), settings.port(), e);
                detail = "unexpected: " + e;
                failures++;
            } finally {
                wire = null;
                next.close();
                next.unanswered().drain();
            }
            pause(Math.max(failures, 1), refused, detail);
        }
    }

    private void connect(Wire next) throws IOException {
        next.addSessionStateListener(
                (now, before, session) -> {
                    if (now == SessionState.CLOSED || now == SessionState.UNBOUND) {
                        wake();
                    }
                });
        next.connectAndBind(
                settings.host(),
                settings.port(),
                new BindParameter(
                        type,
                        settings.login().systemId(),
                        settings.login().password().reveal(),
                        settings.login().systemType(),
                        TypeOfNumber.UNKNOWN,
                        NumberingPlanIndicator.UNKNOWN,
                        null),
                timing.connect().toMillis());
    }

    private void watch(Wire bound) {
        lock.lock();
        try {
            while (!closed && bound.getSessionState().isBound()) {
                await(WATCH_MILLIS);
                bound.unanswered().expire(System.nanoTime());
            }
        } finally {
            lock.unlock();
        }
    }

    /** Waits 50 to 100 % of an interval that doubles with each failure. */
    private void pause(int failures, boolean refused, String detail) {
        long millis = timing.firstRetry().toMillis() << Math.min(failures - 1, 16);
        millis = Math.min(millis, timing.longestRetry().toMillis());
        if (refused) {
            millis = Math.max(millis, timing.afterRefusal().toMillis());
        }
        millis = millis / 2 + random.nextLong(millis / 2 + 1);
        if (closed) {
            return;
        }
        listener.lost(detail + "; next attempt in " + Duration.ofMillis(millis).toSeconds() + " s");
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        lock.lock();
        try {
            for (long left = millis; left > 0 && !closed; ) {
                await(left);
                left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
            }
        } finally {
            lock.unlock();
        }
    }

    private void await(long millis) {
        try {
            changed.await(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            closed = true;
        }
    }

    private void wake() {
        // Not from jsmpp's thread itself: it holds the session's own lock.
        Thread.startVirtualThread(
                () -> {
                    lock.lock();
                    try {
                        changed.signalAll();
                    } finally {
                        lock.unlock();
                    }
                });
    }

    private static String reason(IOException e) {
        if (e.getCause() instanceof NegativeResponseException negative) {
            int status = negative.getCommandStatus();
            return "bind refused: %s (0x%08x)".formatted(CommandStatus.words(status), status);
        }
        String message = e.getMessage();
        return message == null ? e.getClass().getSimpleName() : message;
    }

    @Override
    public void close() {
        closed = true;
        Wire bound = wire;
        if (bound != null && bound.getSessionState().isBound()) {
            bound.setTransactionTimer(FAREWELL_MILLIS);
            bound.unbindAndClose();
        }
        wake();
    }
}
