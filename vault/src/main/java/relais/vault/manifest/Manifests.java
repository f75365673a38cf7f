package relais.vault.manifest;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import relais.platform.accounts.Memberships;
import relais.platform.db.Database;
import relais.vault.blob.Blobs;
import relais.vault.contact.Contacts;
import relais.vault.policy.Restraint;

/**
 * Keeps manifests true, some seconds behind the changes. Any number of processes may do it; one
 * that is killed loses nothing, as what is to be written is in the database until it is.
 */
public final class Manifests implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Manifests.class);

    /** Between two looks for changes. */
    private static final Duration IDLE = Duration.ofSeconds(1);

    /** Marks brought together in one statement. */
    private static final int GATHERED = 20_000;

    /** Written at once, so that small ones share an object and its fsync; each has a connection. */
    private static final int AT_ONCE = 4;

    /** Gatherings in a round. */
    private static final int GATHERINGS = 20;

    /** Longer than the longest is written. */
    private static final Duration LEASE = Duration.ofMinutes(10);

    /** What could not be written is tried again this much later. */
    private static final Duration AGAIN = Duration.ofSeconds(10);

    private final Database database;
    private final Blobs blobs;
    private final InstantSource clock;
    private final Writing writing;
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile Instant movesNotBefore = Instant.MIN;
    private @Nullable Thread worker;

    public Manifests(Database database, Blobs blobs, Contacts contacts, InstantSource clock) {
        this.database = database;
        this.blobs = blobs;
        this.clock = clock;
        this.writing = new Writing(database, blobs, new Memberships(database), contacts);
    }

    /** Begins to write, in the background. */
    public void start() {
        worker = Thread.ofVirtual().name("vault-manifests").start(this::untilClosed);
    }

    private void untilClosed() {
        try {
            while (!ended.await(IDLE.toMillis(), TimeUnit.MILLISECONDS)) {
                round();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void round() throws InterruptedException {
        try {
            while (ended.getCount() > 0 && write() > 0) {
                LOG.debug("manifests written");
            }
        } catch (RuntimeException e) {
            // Boundary of the background worker: what is due stays due, for the next round.
            LOG.warn("manifests: {}", e.toString());
        }
    }

    /**
     * Everything is to be told anew: what others wrote meanwhile in the name of this database is
     * not what is so.
     */
    public static void markAll(Handle tx) {
        tx.execute("SET LOCAL statement_timeout = 0");
        tx.execute(
                """
                INSERT INTO vault_manifest_due (kind, subject)
                SELECT 1, id FROM vault_type UNION ALL SELECT 0, id FROM vault_dossier
                """);
    }

    /**
     * Writes some of those that are due; how many were tried. A trial would write in the name of
     * the installation that counts, and be taken for the newer: it only keeps what is due.
     */
    public int write() throws InterruptedException {
        if (Restraint.holds(database)) {
            return 0;
        }
        Instant now = clock.instant();
        gather(now);
        List<Due.Taken> taken = database.inTransaction(tx -> Due.take(tx, now, LEASE, AT_ONCE));
        List<Thread> writers = new ArrayList<>();
        for (Due.Taken one : taken) {
            writers.add(Thread.ofVirtual().name("vault-manifest").start(() -> write(one)));
        }
        for (Thread writer : writers) {
            writer.join();
        }
        endMoves();
        return taken.size();
    }

    /** While a store is away, who waits for it is asked about now and then. */
    private void endMoves() {
        if (clock.instant().isBefore(movesNotBefore)) {
            return;
        }
        try {
            boolean all = Arrived.end(database, blobs);
            movesNotBefore = all ? Instant.MIN : clock.instant().plus(AGAIN);
        } catch (IOException away) {
            LOG.warn("moved documents are told of twice: {}", away.toString());
        }
    }

    /** Marks that keep coming must not keep what is marked from being written. */
    private void gather(Instant now) {
        boolean more = true;
        for (int i = 0; more && i < GATHERINGS; i++) {
            more = database.inUnflushedTransaction(tx -> Due.gather(tx, now, GATHERED));
        }
    }

    private void write(Due.Taken taken) {
        Instant now = clock.instant();
        try {
            // Also after an older state of the database was restored, it is the last one.
            long micros = now.getEpochSecond() * 1_000_000 + now.getNano() / 1_000;
            long turn = Math.max(taken.turn() + 1, micros);
            Writing.Written written = writing.write(taken.subject(), turn, now);
            Pieces.Made made = written.made();
            Rest rest = taken.before().after(clock.instant(), made.bytes());
            boolean gone = made.bytes() == 0;
            database.useTransaction(
                    tx -> {
                        new Replacing(tx, blobs, taken).with(made, turn, gone, rest);
                        written.arrived().told(tx);
                    });
        } catch (IOException | RuntimeException e) {
            // Boundary of background work: it is due still, and written when it can be.
            LOG.warn("manifest of {} not written: {}", taken.subject(), e.toString());
            database.useTransaction(tx -> Due.putOff(tx, taken, clock.instant().plus(AGAIN)));
        }
    }

    /** How many manifests do not say yet what is so. */
    public long waiting() {
        return database.with(Due::waiting);
    }

    @Override
    public void close() {
        ended.countDown();
        Thread running = worker;
        if (running != null) {
            try {
                running.join(Duration.ofSeconds(10));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
