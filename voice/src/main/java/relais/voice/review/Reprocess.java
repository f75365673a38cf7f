package relais.voice.review;

import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import relais.platform.audit.Audit;
import relais.platform.db.Database;
import relais.platform.identity.Caller;
import relais.platform.jobs.Jobs;
import relais.platform.live.LiveFeed;
import relais.voice.poll.Poll;
import relais.voice.poll.PollTable;
import relais.voice.rules.Categorised;
import relais.voice.rules.Categoriser;
import relais.voice.rules.CompiledRules;

/**
 * Runs a poll's present rules over its past answers, in batches that each commit with their
 * progress: it may be stopped at any moment, and goes on where it was. What a person decided stays.
 */
public final class Reprocess {
    /** Few enough to hold no lock for long, many enough to need few round trips. */
    static final int BATCH = 500;

    private static final String JOB = "voice-reprocess";

    private final Database database;
    private final Audit audit;
    private final LiveFeed live;
    private final InstantSource clock;
    private final Jobs jobs;

    public Reprocess(
            Database database, Audit audit, LiveFeed live, InstantSource clock, Jobs jobs) {
        this.database = database;
        this.audit = audit;
        this.live = live;
        this.clock = clock;
        this.jobs = jobs;
    }

    /** Names this work to the jobs of a worker, before they start. */
    public void nameWork() {
        jobs.once(
                JOB,
                (run, text) -> {
                    while (step()) {
                        Thread.yield();
                    }
                });
    }

    /** A run as screens show it; also the body that the API answers. */
    public record Run(
            long id,
            int version,
            long seen,
            long changed,
            Instant startedAt,
            @Nullable Instant finishedAt) {}

    /** Asks for a run, or finds the one not yet finished; empty for an unknown poll. */
    public Optional<Run> ask(Caller caller, long pollId) {
        return database.inTransaction(
                tx -> {
                    Optional<Poll> poll = PollTable.find(tx, pollId);
                    if (poll.isEmpty()) {
                        return Optional.empty();
                    }
                    Optional<Run> running = latest(tx, pollId).filter(r -> r.finishedAt() == null);
                    if (running.isPresent() && running.get().version() == poll.get().version()) {
                        return running;
                    }
                    tx.createUpdate(
                                    """
                                    update voice_reprocess set finished_at = :now
                                    where poll_id = :poll and finished_at is null
                                    """)
                            .bind("poll", pollId)
                            .bind("now", clock.instant())
                            .execute();
                    tx.createUpdate(
                                    """
                                    insert into voice_reprocess (poll_id, version, upto, started_at)
                                    select :poll, :version, coalesce(max(id), 0), :now
                                    from voice_answer where poll_id = :poll
                                    """)
                            .bind("poll", pollId)
                            .bind("version", poll.get().version())
                            .bind("now", clock.instant())
                            .execute();
                    audit.record(
                            tx,
                            caller,
                            "poll.reprocess",
                            "poll:" + pollId,
                            Map.of("version", poll.get().version()));
                    Optional<Run> asked = latest(tx, pollId);
                    asked.ifPresent(run -> jobs.add(tx, JOB, "" + run.id(), "", clock.instant()));
                    return asked;
                });
    }

    /** The newest run of a poll, finished or not. */
    public Optional<Run> latest(long pollId) {
        return database.with(handle -> latest(handle, pollId));
    }

    private static Optional<Run> latest(Handle handle, long pollId) {
        return handle.createQuery(
                        """
                        select * from voice_reprocess where poll_id = :poll
                        order by id desc limit 1
                        """)
                .bind("poll", pollId)
                .map(
                        (row, context) -> {
                            java.sql.Timestamp finished = row.getTimestamp("finished_at");
                            return new Run(
                                    row.getLong("id"),
                                    row.getInt("version"),
                                    row.getLong("seen"),
                                    row.getLong("changed"),
                                    row.getTimestamp("started_at").toInstant(),
                                    finished == null ? null : finished.toInstant());
                        })
                .findOne();
    }

    /**
     * Does one batch of any unfinished run that no other process has in hand; false when there is
     * none. The job calls it until then.
     */
    boolean step() {
        return Attempts.run(database, this::step);
    }

    private record Pending(long id, long pollId, long position, long upto) {}

    private boolean step(Handle tx) {
        Optional<Pending> pending =
                tx.createQuery(
                                """
                                select id, poll_id, position, upto from voice_reprocess
                                where finished_at is null
                                order by id limit 1 for update skip locked
                                """)
                        .map(
                                (row, context) ->
                                        new Pending(
                                                row.getLong("id"),
                                                row.getLong("poll_id"),
                                                row.getLong("position"),
                                                row.getLong("upto")))
                        .findOne();
        pending.ifPresent(run -> batch(tx, run));
        return pending.isPresent();
    }

    /** {@code text} is null when the message is gone; its answer then stays as it is. */
    private record Past(long id, long contactId, @Nullable String text, String language) {}

    private void batch(Handle tx, Pending run) {
        Poll poll = PollTable.find(tx, run.pollId()).orElseThrow();
        List<Past> past = past(tx, run);
        long changed = past.isEmpty() ? 0 : recategorise(tx, poll, past);
        long position = past.isEmpty() ? run.upto() : past.getLast().id();
        tx.createUpdate(
                        """
                        update voice_reprocess
                        set position = :position, seen = seen + :seen, changed = changed + :changed,
                            finished_at = :finished
                        where id = :id
                        """)
                .bind("id", run.id())
                .bind("position", position)
                .bind("seen", past.size())
                .bind("changed", changed)
                .bind("finished", position >= run.upto() ? clock.instant() : null)
                .execute();
        live.changed(tx, "poll:" + run.pollId());
    }

    private static List<Past> past(Handle tx, Pending run) {
        return tx.createQuery(
                        """
                        select a.id, a.contact_id, m.text, coalesce(c.language, '') as language
                        from (select * from voice_answer
                            where poll_id = :poll and id > :position and id <= :upto
                            order by id limit :batch) a
                        left join voice_message m on m.id = a.message_id
                        left join voice_contact c on c.id = a.contact_id
                        order by a.id
                        """)
                .bind("poll", run.pollId())
                .bind("position", run.position())
                .bind("upto", run.upto())
                .bind("batch", BATCH)
                .map(
                        (row, context) ->
                                new Past(
                                        row.getLong("id"),
                                        row.getLong("contact_id"),
                                        row.getString("text"),
                                        row.getString("language")))
                .list();
    }

    private static long recategorise(Handle tx, Poll poll, List<Past> past) {
        CompiledRules rules = Categoriser.compile(poll.definition());
        Map<Long, Categorised> now = new HashMap<>();
        for (Past each : past) {
            if (each.text() != null) {
                now.put(each.id(), rules.categorise(each.text(), each.language()));
            }
        }
        List<AnswerRow> all =
                AnswerTable.lock(tx, poll.id(), past.stream().map(Past::contactId).toList());
        long changed = all.stream().filter(row -> differs(row, now.get(row.id()))).count();
        Recount.apply(
                tx,
                poll.id(),
                all,
                row -> {
                    Categorised said = now.get(row.id());
                    return said != null && differs(row, said) ? row.understoodAs(said) : row;
                });
        return changed;
    }

    private static boolean differs(AnswerRow row, @Nullable Categorised said) {
        if (said == null || row.manual()) {
            return false;
        }
        boolean sameNumber =
                row.number() == null || said.number() == null
                        ? row.number() == said.number()
                        : row.number().compareTo(said.number()) == 0;
        return !sameNumber || !Objects.equals(row.category(), said.category());
    }
}
