package relais.platform.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import relais.platform.db.Database;
import relais.platform.testing.SettableClock;
import relais.platform.testing.TestDatabase;

class JobsTest {
    private static final Instant EIGHT = Instant.parse("2026-05-01T08:00:00Z");
    private static final Duration SELDOM = Duration.ofHours(1);
    private static final Duration OFTEN = Duration.ofMillis(20);

    private final SettableClock clock = new SettableClock(EIGHT);
    private final Database database = TestDatabase.fresh();
    private final BlockingQueue<String> done = new LinkedBlockingQueue<>();
    private final List<Jobs> open = new ArrayList<>();

    @AfterEach
    void close() {
        open.forEach(Jobs::close);
        database.close();
    }

    @Test
    void aJobAddedInATransactionRunsOnceItCommitsAndNotByPolling() throws Exception {
        Jobs jobs = jobs(SELDOM).once("import", (id, text) -> done.add(id + "=" + text));
        jobs.start();
        add(jobs, "7", "people.csv", EIGHT);
        assertThat(done.poll(10, TimeUnit.SECONDS)).isEqualTo("7=people.csv");
    }

    @Test
    void theSameIdIsAddedOnceWhileItWaits() throws Exception {
        Jobs jobs = jobs(OFTEN).once("import", (id, text) -> done.add(id + "=" + text));
        assertThat(add(jobs, "7", "first", EIGHT.plusSeconds(60))).isTrue();
        assertThat(add(jobs, "7", "second", EIGHT)).isFalse();
        jobs.start();
        assertThat(done.poll(200, TimeUnit.MILLISECONDS)).isNull();
        clock.advance(Duration.ofSeconds(60));
        assertThat(done.poll(10, TimeUnit.SECONDS)).isEqualTo("7=first");
    }

    @Test
    void aWaitingJobCanBeTakenBack() throws Exception {
        Jobs jobs = jobs(OFTEN).once("import", (id, text) -> done.add(id));
        add(jobs, "1", "", EIGHT.plusSeconds(1));
        add(jobs, "2", "", EIGHT.plusSeconds(1));
        boolean cancelled = database.inTransaction(tx -> jobs.cancel(tx, "import", "1"));
        assertThat(cancelled).isTrue();
        clock.advance(Duration.ofSeconds(5));
        jobs.start();
        assertThat(done.poll(10, TimeUnit.SECONDS)).isEqualTo("2");
        assertThat(done).isEmpty();
    }

    @Test
    void aFailedJobIsTriedAgainLater() throws Exception {
        AtomicInteger calls = new AtomicInteger();
        Jobs jobs =
                jobs(OFTEN)
                        .once(
                                "import",
                                (id, text) -> {
                                    if (calls.incrementAndGet() == 1) {
                                        throw new IllegalStateException("not yet");
                                    }
                                    done.add(id);
                                });
        add(jobs, "7", "", EIGHT);
        jobs.start();
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (done.isEmpty() && System.nanoTime() < deadline) {
            clock.advance(Duration.ofSeconds(1));
            Thread.sleep(10);
        }
        assertThat(done).containsExactly("7");
        assertThat(clock.instant()).isAfterOrEqualTo(EIGHT.plusSeconds(10));
    }

    @Test
    void aRecurringJobRunsInOneProcessOfTwoEachTime() throws Exception {
        for (int process = 0; process < 2; process++) {
            Jobs jobs =
                    jobs(OFTEN)
                            .cron("night", "0 30 2 * * *", ZoneOffset.UTC, () -> done.add("night"));
            jobs.start();
        }
        assertThat(done.poll(200, TimeUnit.MILLISECONDS)).isNull();
        clock.advance(Duration.ofHours(19));
        assertThat(done.poll(10, TimeUnit.SECONDS)).isEqualTo("night");
        assertThat(done.poll(200, TimeUnit.MILLISECONDS)).isNull();
        untilScheduledAgain("night");
        clock.advance(Duration.ofHours(24));
        assertThat(done.poll(10, TimeUnit.SECONDS)).isEqualTo("night");
    }

    @Test
    void anIntervalIsCountedFromTheEndOfTheLastTime() throws Exception {
        Jobs jobs = jobs(OFTEN).every("prune", Duration.ofMinutes(10), () -> done.add("prune"));
        jobs.start();
        assertThat(done.poll(10, TimeUnit.SECONDS)).isEqualTo("prune");
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (done.isEmpty() && System.nanoTime() < deadline) {
            clock.advance(Duration.ofMinutes(1));
            Thread.sleep(10);
        }
        assertThat(done.poll()).isEqualTo("prune");
        assertThat(clock.instant()).isAfterOrEqualTo(EIGHT.plusSeconds(600));
    }

    /** The next time is counted from the moment at which the end of the last one is noted. */
    private void untilScheduledAgain(String name) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (!isInFuture(name) && System.nanoTime() < deadline) {
            Thread.sleep(5);
        }
        assertThat(isInFuture(name)).isTrue();
    }

    private boolean isInFuture(String name) {
        return database.with(
                h ->
                        h.createQuery(
                                        """
                                        SELECT execution_time > :now FROM platform_job
                                        WHERE task_name = :name
                                        """)
                                .bind("now", clock.instant())
                                .bind("name", name)
                                .mapTo(Boolean.class)
                                .one());
    }

    private Jobs jobs(Duration polling) {
        Jobs jobs = new Jobs(database, clock, polling);
        open.add(jobs);
        return jobs;
    }

    private boolean add(Jobs jobs, String id, String text, Instant when) {
        return database.inTransaction(tx -> jobs.add(tx, "import", id, text, when));
    }
}
