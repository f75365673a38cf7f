package relais.voice.counting;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import relais.platform.db.Database;
import relais.platform.jobs.Jobs;

/**
 * Merges the shards of hours gone by into one row each: a results page then reads a sixteenth of
 * the timeline, however long a poll runs. Sums stay what they are at every moment.
 */
public final class Settling {
    /** The shard of what is settled. */
    static final int SETTLED = -2;

    /** Answers of an hour are still being counted for a while after it. */
    private static final Duration STILL_BUSY = Duration.ofHours(2);

    private static final Duration EVERY = Duration.ofMinutes(30);

    private final Database database;
    private final InstantSource clock;

    public Settling(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    /** Names this work to the jobs of a worker. */
    public void nameWork(Jobs jobs) {
        jobs.every("voice-tally-settling", EVERY, this::run);
    }

    void run() {
        Instant before = clock.instant().minus(STILL_BUSY).truncatedTo(ChronoUnit.HOURS);
        List<Long> polls =
                database.with(
                        handle ->
                                handle.createQuery(
                                                """
                                                select distinct poll_id from voice_timeline
                                                where hour < :before and shard <> :settled
                                                """)
                                        .bind("before", before)
                                        .bind("settled", SETTLED)
                                        .mapTo(Long.class)
                                        .list());
        polls.forEach(poll -> settle(poll, before));
    }

    private void settle(long poll, Instant before) {
        database.useTransaction(
                tx ->
                        tx.createUpdate(
                                        """
                                        with gone as (
                                            delete from voice_timeline
                                            where poll_id = :poll and hour < :before
                                                and shard <> :settled
                                            returning hour, people
                                        )
                                        insert into voice_timeline (poll_id, hour, shard, people)
                                        select :poll, hour, :settled, sum(people)
                                        from gone group by hour
                                        on conflict (poll_id, hour, shard) do update
                                        set people = voice_timeline.people + excluded.people
                                        """)
                                .bind("poll", poll)
                                .bind("before", before)
                                .bind("settled", SETTLED)
                                .execute());
    }
}
