package relais.platform.db;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Word between the processes on one database (LISTEN/NOTIFY): short, and only a hint. Listeners in
 * this process hear at once; others after at most {@link #GAP}, unless the announcing process dies
 * first, so whoever must not miss anything also looks by itself now and then.
 *
 * <p>Announcements go out beside the transactions they speak of, after their commit and gathered
 * into one statement, because a NOTIFY inside a transaction makes PostgreSQL hold one lock for all
 * databases until that transaction is on disk: commits would queue up behind each other's fsync.
 */
public final class Notifications implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Notifications.class);
    private static final String CHANNEL = "relais";

    /** Between two statements to the server; what comes in between goes out together. */
    private static final Duration GAP = Duration.ofMillis(20);

    /** Beyond this many different waiting words the rest is dropped: they are only hints. */
    private static final int WAITING_MOST = 10_000;

    /** PostgreSQL takes payloads under 8000 bytes. */
    private static final int PAYLOAD_LIMIT = 2_000;

    /** How often a silent connection is asked whether it still lives. */
    private static final Duration SILENCE = Duration.ofSeconds(30);

    private static final Duration RECONNECT_FIRST = Duration.ofMillis(100);
    private static final Duration RECONNECT_MOST = Duration.ofSeconds(5);

    /** Hears the words of one channel; called on this object's threads, so it must be quick. */
    public interface Listener {
        void heard(String word);

        /** The connection was lost for a while: anything may have been said. */
        void mayHaveMissed();
    }

    private record Ear(String channel, Listener listener) {}

    private final Database database;
    private final String self = UUID.randomUUID().toString().substring(0, 8);
    private final List<Ear> ears = new CopyOnWriteArrayList<>();

    /** Those who may have missed something, until they have been told so. */
    private final Set<Ear> deafened = ConcurrentHashMap.newKeySet();

    private final Set<String> waiting = new LinkedHashSet<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private boolean closed;
    private @Nullable Thread sender;
    private @Nullable Thread receiver;
    private volatile @Nullable Connection listening;

    Notifications(Database database) {
        this.database = database;
    }

    /** Has {@code listener} hear all words of {@code channel} until the answer is closed. */
    public AutoCloseable listen(String channel, Listener listener) {
        Ear ear = new Ear(channel, listener);
        ears.add(ear);
        lock.lock();
        try {
            if (receiver == null && !closed) {
                receiver = Thread.ofVirtual().name("notifications-in").start(this::receive);
            }
        } finally {
            lock.unlock();
        }
        return () -> ears.remove(ear);
    }

    /** Says {@code word} on {@code channel}, soon, to every process, this one included. */
    public void announce(String channel, String word) {
        if (channel.length() + word.length() > PAYLOAD_LIMIT || channel.contains(" ")) {
            throw new IllegalArgumentException("not a short word: " + channel + " " + word);
        }
        tell(channel, word);
        lock.lock();
        try {
            if (closed || waiting.size() >= WAITING_MOST) {
                return;
            }
            if (waiting.add(self + " " + channel + " " + word)) {
                changed.signal();
            }
            if (sender == null) {
                sender = Thread.ofVirtual().name("notifications-out").start(this::send);
            }
        } finally {
            lock.unlock();
        }
    }

    private void tell(String channel, String word) {
        for (Ear ear : ears) {
            if (ear.channel.equals(channel)) {
                call(ear, () -> ear.listener.heard(word));
            }
        }
    }

    /** A listener's trouble is neither the speaker's nor the other listeners'. */
    private void call(Ear ear, Runnable telling) {
        try {
            telling.run();
        } catch (RuntimeException e) {
            // Boundary to listeners: most likely the database went away again. Told anew later.
            LOG.warn("a listener to {} failed: {}", ear.channel, e.toString());
            deafened.add(ear);
        }
    }

    /** Tells those whose last word failed, or who were cut off, that they may have missed some. */
    private void tellMissed() {
        for (Ear ear : Set.copyOf(deafened)) {
            deafened.remove(ear);
            if (ears.contains(ear)) {
                call(ear, ear.listener::mayHaveMissed);
            }
        }
    }

    private void send() {
        List<String> batch = nextBatch();
        while (!batch.isEmpty()) {
            try {
                String[] words = batch.toArray(String[]::new);
                database.useTransaction(
                        tx -> {
                            // A hint need not survive a crash, so nobody waits for the disk.
                            tx.execute("SET LOCAL synchronous_commit = off");
                            tx.createQuery(
                                            "SELECT count(pg_notify(:channel, w)) FROM unnest(:words) w")
                                    .bind("channel", CHANNEL)
                                    .bindArray("words", String.class, (Object[]) words)
                                    .mapTo(Integer.class)
                                    .one();
                        });
            } catch (RuntimeException e) {
                // Boundary of the sending loop: a hint lost while the server is away.
                LOG.debug("could not announce {} words", batch.size(), e);
            }
            batch = nextBatch();
        }
    }

    /** Waits out the gap and then for words; empty when closed. */
    private List<String> nextBatch() {
        lock.lock();
        try {
            long left = GAP.toNanos();
            while (!closed && left > 0) {
                left = changed.awaitNanos(left);
            }
            while (!closed && waiting.isEmpty()) {
                changed.await();
            }
            List<String> batch = closed ? List.of() : new ArrayList<>(waiting);
            waiting.clear();
            return batch;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return List.of();
        } finally {
            lock.unlock();
        }
    }

    private void receive() {
        Duration pause = RECONNECT_FIRST;
        boolean first = true;
        while (!isClosed()) {
            try (Connection connection = database.connectOutsidePool()) {
                listening = connection;
                execute(connection, "LISTEN " + CHANNEL);
                pause = RECONNECT_FIRST;
                if (!first) {
                    deafened.addAll(ears);
                }
                first = false;
                tellMissed();
                hear(connection);
            } catch (SQLException e) {
                if (!isClosed()) {
                    LOG.debug("listening connection lost, again in {}", pause, e);
                    await(pause);
                    pause = longer(pause);
                }
            }
        }
    }

    private void hear(Connection connection) throws SQLException {
        PGConnection postgres = connection.unwrap(PGConnection.class);
        while (!isClosed()) {
            PGNotification[] heard = postgres.getNotifications((int) patience().toMillis());
            if (heard == null || heard.length == 0) {
                execute(connection, "SELECT 1");
                tellMissed();
                continue;
            }
            for (PGNotification notification : heard) {
                String[] parts = notification.getParameter().split(" ", 3);
                if (parts.length == 3 && !parts[0].equals(self)) {
                    tell(parts[1], parts[2]);
                }
            }
        }
    }

    private Duration patience() {
        return deafened.isEmpty() ? SILENCE : RECONNECT_MOST;
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static Duration longer(Duration pause) {
        Duration doubled = pause.multipliedBy(2);
        return doubled.compareTo(RECONNECT_MOST) > 0 ? RECONNECT_MOST : doubled;
    }

    private void await(Duration pause) {
        lock.lock();
        try {
            long left = pause.toNanos();
            while (!closed && left > 0) {
                left = changed.awaitNanos(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
    }

    private boolean isClosed() {
        lock.lock();
        try {
            return closed;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        Connection open = listening;
        if (open != null) {
            try {
                open.abort(Runnable::run); // it is blocked in a read, which close() would wait for
            } catch (SQLException e) {
                LOG.debug("listening connection was gone already", e);
            }
        }
        join(sender);
        join(receiver);
    }

    private static void join(@Nullable Thread thread) {
        if (thread != null) {
            try {
                thread.join(TimeUnit.SECONDS.toMillis(5));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
