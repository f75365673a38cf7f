package relais.meter.alert.delivery;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import relais.meter.alert.delivery.Notices.Due;
import relais.platform.db.Database;

/**
 * Carries notices. An SMS is queued and its notice marked in one transaction, so it leaves once. A
 * mail or a call is handed over first and marked then: a crash in between repeats it under the same
 * name.
 */
public final class Postman {
    private static final Logger LOG = LoggerFactory.getLogger(Postman.class);

    /** SMS in one transaction. */
    static final int MOST_TEXTS = 100;

    /** Calls at a time, side by side: one that hangs holds up no other. */
    static final int MOST_CALLS = 20;

    /**
     * Longer than any call takes: only a process that died or froze leaves its calls to another.
     */
    private static final Duration LEASE = Duration.ofMinutes(2);

    private final Database database;
    private final Ways ways;
    private final Texts texts;
    private final InstantSource clock;

    public Postman(Database database, Ways ways, InstantSource clock) {
        this.database = database;
        this.ways = ways;
        this.texts = new Texts(ways.sms(), ways.textsPerHour());
        this.clock = clock;
    }

    /** Queues the SMS that are due, as many as may leave; answers how many were looked at. */
    public int texts() {
        return database.inTransaction(tx -> texts.send(tx, clock.instant(), MOST_TEXTS));
    }

    /** Sends the mails and makes the calls that are due; answers how many. */
    public int calls() {
        List<Due> due =
                database.inTransaction(tx -> Notices.take(tx, clock.instant(), LEASE, MOST_CALLS));
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            due.forEach(each -> threads.execute(() -> call(each)));
        }
        return due.size();
    }

    private void call(Due due) {
        try {
            Notice notice = due.notice();
            Carried carried =
                    notice.medium() == Medium.MAIL
                            ? ways.post().send(Letter.of(notice))
                            : ways.webhook().carry(notice);
            database.useTransaction(tx -> ended(tx, due, carried));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (JdbiException e) {
            LOG.warn("notice {} will be repeated: no database", due.notice().id());
        }
    }

    private void ended(Handle tx, Due due, Carried carried) {
        if (Notices.ended(tx, due, carried, clock.instant())) {
            LOG.warn(
                    "notice {} by {} was given up",
                    due.notice().id(),
                    due.notice().medium().code());
        }
    }
}
