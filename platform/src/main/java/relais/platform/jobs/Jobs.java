package relais.platform.jobs;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.task.ExecutionComplete;
import com.github.kagkarlsson.scheduler.task.ExecutionOperations;
import com.github.kagkarlsson.scheduler.task.helper.OneTimeTask;
import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.Schedule;
import com.github.kagkarlsson.scheduler.task.schedule.Schedules;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import relais.platform.db.Database;
import relais.platform.db.Notifications;

/**
 * Work at a time, kept in the database (db-scheduler). First name all work, then {@link #start};
 * one process of all that started runs each job when it is due, at least once: work must bear being
 * repeated after a crash.
 */
public final class Jobs implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Jobs.class);
    private static final String CHANNEL = "jobs";

    /** How late a job may be that no word came for; short enough, and costs nothing idle. */
    private static final Duration POLLING = Duration.ofSeconds(5);

    /** Jobs at a time in one process: each may hold a database connection. */
    private static final int THREADS = 4;

    private static final Duration RETRY_FIRST = Duration.ofSeconds(10);
    private static final Duration RETRY_MOST = Duration.ofHours(1);

    /** About half a day of trying; after that the job is dropped with an error in the log. */
    private static final int RETRIES = 20;

    /** At close a job gets this long to end; a longer one is repeated by another process. */
    private static final Duration LAST_WAIT = Duration.ofSeconds(10);

    /** Something to do again and again. */
    @FunctionalInterface
    public interface Work {
        void run() throws Exception;
    }

    /** Something to do once for an id, with a text that the caller chose. */
    @FunctionalInterface
    public interface WorkOnce {
        void run(String id, String text) throws Exception;
    }

    private final Database database;
    private final InstantSource clock;
    private final Duration polling;
    private final List<RecurringTask<Void>> recurring = new ArrayList<>();
    private final List<OneTimeTask<String>> once = new ArrayList<>();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private @Nullable Scheduler scheduler;
    private @Nullable AutoCloseable ear;

    public Jobs(Database database, InstantSource clock) {
        this(database, clock, POLLING);
    }

    Jobs(Database database, InstantSource clock, Duration polling) {
        this.database = database;
        this.clock = clock;
        this.polling = polling;
    }

    /** Has {@code work} done every {@code interval}, counted from the end of the last time. */
    public Jobs every(String name, Duration interval, Work work) {
        return recurring(name, Schedules.fixedDelay(interval), work);
    }

    /** Has {@code work} done at the times of a cron expression with seconds: "0 30 2 * * *". */
    public Jobs cron(String name, String expression, ZoneId zone, Work work) {
        return recurring(name, Schedules.cron(expression, zone), work);
    }

    private Jobs recurring(String name, Schedule schedule, Work work) {
        recurring.add(
                Tasks.recurring(name, schedule)
                        .execute((instance, context) -> run(name, work::run)));
        return this;
    }

    /** Says what to do for one-off jobs of this kind; failures are retried with growing pauses. */
    public Jobs once(String kind, WorkOnce work) {
        once.add(
                Tasks.oneTime(kind, String.class)
                        .onFailure(this::retry)
                        .execute(
                                (instance, context) ->
                                        run(
                                                kind,
                                                () ->
                                                        work.run(
                                                                instance.getId(),
                                                                instance.getData()))));
        return this;
    }

    private static void run(String name, Work work) {
        try {
            work.run();
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            // Boundary to features' work: the scheduler takes unchecked exceptions only.
            throw new IllegalStateException("job " + name, e);
        }
    }

    private void retry(ExecutionComplete complete, ExecutionOperations<String> operations) {
        int failures = complete.getExecution().consecutiveFailures + 1;
        if (failures > RETRIES) {
            LOG.error(
                    "job {} failed {} times and is dropped",
                    complete.getExecution().taskInstance,
                    failures);
            operations.stop();
            return;
        }
        long step = RETRY_FIRST.toMillis() << Math.min(failures - 1, RETRIES);
        Duration pause = Duration.ofMillis(Math.min(step, RETRY_MOST.toMillis()));
        operations.reschedule(complete, clock.instant().plus(pause));
    }

    /** Begins to run what is due in this process; call once, after all work is named. */
    public void start() {
        Scheduler started =
                Scheduler.create(database.pool(), List.copyOf(once))
                        .startTasks(recurring)
                        .tableName("platform_job")
                        .serializer(new TextSerializer())
                        .clock(clock::instant)
                        .pollingInterval(polling)
                        .threads(THREADS)
                        .executorService(threads)
                        .shutdownMaxWait(LAST_WAIT)
                        .build();
        started.start();
        scheduler = started;
        ear =
                database.notifications()
                        .listen(
                                CHANNEL,
                                new Notifications.Listener() {
                                    @Override
                                    public void heard(String word) {
                                        started.triggerCheckForDueExecutions();
                                    }

                                    @Override
                                    public void mayHaveMissed() {
                                        started.triggerCheckForDueExecutions();
                                    }
                                });
    }

    /**
     * Adds a one-off job inside the caller's transaction; false, changing nothing, if one of this
     * kind and id is waiting or running. Any process may call it, started or not.
     */
    public boolean add(Handle tx, String kind, String id, String text, Instant when) {
        int added =
                tx.createUpdate(
                                """
                                INSERT INTO platform_job
                                  (task_name, task_instance, task_data, execution_time, picked, version)
                                VALUES (:kind, :id, :text, :when, false, 1)
                                ON CONFLICT DO NOTHING
                                """)
                        .bind("kind", kind)
                        .bind("id", id)
                        .bind("text", text.getBytes(StandardCharsets.UTF_8))
                        .bind("when", when)
                        .execute();
        if (added == 1 && tx.isInTransaction()) {
            tx.afterCommit(() -> database.notifications().announce(CHANNEL, "added"));
        }
        return added == 1;
    }

    /** Takes a waiting one-off job back; false if there is none or it runs already. */
    public boolean cancel(Handle tx, String kind, String id) {
        return tx.createUpdate(
                                """
                                DELETE FROM platform_job
                                WHERE task_name = :kind AND task_instance = :id AND NOT picked
                                """)
                        .bind("kind", kind)
                        .bind("id", id)
                        .execute()
                == 1;
    }

    /** Waits a little for what runs. */
    @Override
    public void close() {
        try {
            if (ear != null) {
                ear.close();
            }
        } catch (Exception e) {
            // Declared by AutoCloseable; taking an ear off a list cannot fail.
            throw new IllegalStateException(e);
        }
        if (scheduler != null) {
            scheduler.stop();
        }
        threads.shutdown();
    }
}
