package relais.platform.db;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides which of two servers is asked: the primary, and while it is known to be away, for those
 * who only look, its hot standby. Whether it is away is asked of the primary itself, once it has
 * not given a connection in time, and every few seconds until it answers.
 */
final class Standby implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Standby.class);

    /** A pool that is merely busy gives one sooner, as a rule; else it is asked again. */
    static final Duration FIRST_DOUBT = Duration.ofMillis(1_500);

    private static final Duration AGAIN = Duration.ofSeconds(2);

    private final DatabaseAddress primary;
    private final PatientSource patient;
    private final HikariDataSource reading;
    private final PatientSource patientReading;
    private final List<Runnable> toldOfTurns = new CopyOnWriteArrayList<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile boolean away;

    Standby(DatabaseAddress primary, PatientSource patient, HikariDataSource reading) {
        this.primary = primary;
        this.patient = patient;
        this.reading = reading;
        this.patientReading = new PatientSource(reading, patient.patience());
    }

    boolean readsOnly() {
        return away;
    }

    void whenTurned(Runnable told) {
        toldOfTurns.add(told);
    }

    Connection connect() throws SQLException {
        if (away && Asker.isAnybody()) {
            return beside();
        }
        try {
            return patient.getConnection(() -> !lacksPrimary() || !Asker.isAnybody());
        } catch (SQLTransientConnectionException e) {
            if (away && Asker.isAnybody()) {
                return beside();
            }
            throw e;
        }
    }

    private Connection beside() throws SQLException {
        if (Asker.isReader()) {
            return patientReading.getConnection();
        }
        throw new ReadOnlyNow();
    }

    /** Many may doubt at once; one of them asks. */
    private boolean lacksPrimary() {
        if (away) {
            return true;
        }
        lock.lock();
        try {
            if (!away && closed.getCount() > 0 && Knock.isUnreachable(primary)) {
                away = true;
                Thread.ofVirtual().name("database-primary").start(this::awaitPrimary);
            }
        } finally {
            lock.unlock();
        }
        return away;
    }

    private void awaitPrimary() {
        LOG.warn("reading only, from the standby: the database's primary ({}) is away", primary);
        toldOfTurns.forEach(Runnable::run);
        while (pause()) {
            if (!Knock.isUnreachable(primary)) {
                away = false;
                LOG.info("the database's primary answers again; writes go on");
                toldOfTurns.forEach(Runnable::run);
                return;
            }
        }
    }

    /** Whether to go on after it. */
    private boolean pause() {
        try {
            return !closed.await(AGAIN.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public void close() {
        closed.countDown();
        reading.close();
    }
}
