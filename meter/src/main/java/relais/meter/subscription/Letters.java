package relais.meter.subscription;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import relais.meter.alert.delivery.Carried;
import relais.meter.report.Period;

/** The rows of letters. */
final class Letters {
    /** Longer than making and sending one takes: only a process that died leaves it to another. */
    private static final Duration LEASE = Duration.ofMinutes(5);

    /** Of a report that could not be sent. */
    private static final Duration FIRST_PAUSE = Duration.ofMinutes(2);

    /** With doubling pauses a day and a half. */
    private static final int MOST_ATTEMPTS = 10;

    private static final Duration KEPT = Duration.ofDays(92);

    private Letters() {}

    /** A letter to be sent. */
    record Due(
            long id, long subscription, String address, Instant from, Instant to, int attempts) {}

    /** One to each address, of the last whole period. */
    static void write(Handle tx, Subscription of, Instant now) {
        Period period = Period.lastBefore(of.form().length(), now, of.form().zone());
        for (String address : of.form().addresses()) {
            tx.execute(
                    """
                    insert into meter_subscription_letter
                        (subscription_id, address, from_at, to_at, due_at) values (?, ?, ?, ?, ?)
                    """,
                    of.id(),
                    address,
                    period.from(),
                    period.to(),
                    now);
        }
    }

    /** The one that waits longest; nobody else takes it for a while. */
    static Optional<Due> take(Handle tx, Instant now) {
        return tx.createQuery(
                        """
                        update meter_subscription_letter
                        set attempts = attempts + 1, due_at = :lease
                        where id = (select id from meter_subscription_letter
                            where state = 0 and due_at <= :now order by due_at, id limit 1
                            for update skip locked)
                        returning *
                        """)
                .bind("now", now)
                .bind("lease", now.plus(LEASE))
                .map(
                        (row, context) ->
                                new Due(
                                        row.getLong("id"),
                                        row.getLong("subscription_id"),
                                        row.getString("address"),
                                        row.getTimestamp("from_at").toInstant(),
                                        row.getTimestamp("to_at").toInstant(),
                                        row.getInt("attempts")))
                .findOne();
    }

    static void ended(Handle tx, Due due, Carried carried, Instant now) {
        switch (carried) {
            case Carried.Done done -> end(tx, due, 1, null, now);
            case Carried.Never(String why) -> end(tx, due, 2, why, now);
            case Carried.Later(String why) -> {
                if (due.attempts() >= MOST_ATTEMPTS) {
                    end(tx, due, 2, why, now);
                } else {
                    Duration pause = FIRST_PAUSE.multipliedBy(1L << (due.attempts() - 1));
                    tx.execute(
                            "update meter_subscription_letter set due_at = ?, trouble = ?"
                                    + " where id = ?",
                            now.plus(pause),
                            why,
                            due.id());
                }
            }
        }
        tx.execute("delete from meter_subscription_letter where ended_at < ?", now.minus(KEPT));
    }

    private static void end(
            Handle tx,
            Due due,
            int state,
            @org.jspecify.annotations.Nullable String trouble,
            Instant now) {
        tx.execute(
                "update meter_subscription_letter set state = ?, trouble = ?, ended_at = ?"
                        + " where id = ?",
                state,
                trouble,
                now,
                due.id());
    }

    /** Subscriptions whose time has come, locked against other processes. */
    static List<Long> dueSubscriptions(Handle tx, Instant now, int most) {
        return tx.createQuery(
                        """
                        select id from meter_subscription where next_at <= :now
                        order by next_at, id limit :most for update skip locked
                        """)
                .bind("now", now)
                .bind("most", most)
                .mapTo(Long.class)
                .list();
    }
}
