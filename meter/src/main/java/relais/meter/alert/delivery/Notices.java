package relais.meter.alert.delivery;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** The rows of notices. */
public final class Notices {
    /** Tries until a notice is given up: with the pauses below about two hours. */
    static final int MOST_TRIES = 14;

    private static final Duration FIRST_PAUSE = Duration.ofSeconds(5);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(15);

    private Notices() {}

    /**
     * What a notice is about: one alert's change of state is told to one receiver once.
     *
     * @param alert null for a trial
     */
    public record Cause(@Nullable Long alert, int change) {}

    /** Adds a notice in the transaction that changes the alert; nothing if it is there already. */
    public static void add(Handle tx, Cause cause, Notice notice, Instant now) {
        tx.createUpdate(
                        """
                        insert into meter_notice (alert_id, change, medium, target, person, subject,
                            body, language, due_at, made_at)
                        values (:alert, :change, :medium, :target, :person, :subject, :body,
                            :language, :now, :now)
                        on conflict do nothing
                        """)
                .bind("alert", cause.alert())
                .bind("change", cause.change())
                .bind("medium", notice.medium().code())
                .bind("target", notice.target())
                .bind("person", notice.person())
                .bind("subject", notice.subject())
                .bind("body", notice.body())
                .bind("language", notice.language())
                .bind("now", now)
                .execute();
    }

    /** A notice on its way, with how often it was tried before. */
    record Due(Notice notice, int attempts) {}

    /** The SMS that are due, locked until the transaction ends: they are queued in it. */
    static List<Due> dueSms(Handle tx, Instant now, int most) {
        return tx.createQuery(
                        """
                        select * from meter_notice
                        where state = 0 and due_at <= :now and medium = 'sms'
                        order by id limit :most for update skip locked
                        """)
                .bind("now", now)
                .bind("most", most)
                .map((row, context) -> due(row))
                .list();
    }

    /**
     * SMS that left to one telephone.
     *
     * @param first of them; without meaning where there was none
     */
    record Lately(int count, Instant first) {}

    static Lately textsSince(Handle tx, String target, Instant since) {
        return tx.createQuery(
                        """
                        select count(*) as texts, min(ended_at) as first from meter_notice
                        where medium = 'sms' and target = :target and state = 1
                            and summed_in is null and ended_at > :since
                        """)
                .bind("target", target)
                .bind("since", since)
                .map(
                        (row, context) -> {
                            java.sql.Timestamp first = row.getTimestamp("first");
                            return new Lately(
                                    row.getInt("texts"), first == null ? since : first.toInstant());
                        })
                .one();
    }

    /** They wait; that is no try. */
    static void postpone(Handle tx, List<Due> waiting, Instant until) {
        tx.createUpdate("update meter_notice set due_at = :until where id = any(:ids)")
                .bind("until", until)
                .bindArray("ids", Long.class, ids(waiting))
                .execute();
    }

    /** They were told as a number in another's message. */
    static void summed(Handle tx, List<Due> told, long in, Instant now) {
        tx.createUpdate(
                        """
                        update meter_notice set state = 1, ended_at = :now, summed_in = :in
                        where id = any(:ids)
                        """)
                .bind("now", now)
                .bind("in", in)
                .bindArray("ids", Long.class, ids(told))
                .execute();
    }

    private static List<Long> ids(List<Due> all) {
        return all.stream().map(due -> due.notice().id()).toList();
    }

    /**
     * Takes notices for the network. Whoever takes them has until {@code lease} from now; should it
     * die before it tells, they are due again.
     */
    static List<Due> take(Handle tx, Instant now, Duration lease, int most) {
        return tx.createQuery(
                        """
                        update meter_notice set due_at = :later where id in (
                            select id from meter_notice
                            where state = 0 and due_at <= :now and medium <> 'sms'
                            order by due_at limit :most for update skip locked)
                        returning *
                        """)
                .bind("now", now)
                .bind("later", now.plus(lease))
                .bind("most", most)
                .map((row, context) -> due(row))
                .list();
    }

    /** Writes down how it went; answers whether it was given up. */
    static boolean ended(Handle tx, Due due, Carried carried, Instant now) {
        int attempts = due.attempts() + 1;
        boolean never = carried instanceof Carried.Never || attempts >= MOST_TRIES;
        return switch (carried) {
            case Carried.Done done -> {
                write(tx, due, 1, attempts, now, null);
                yield false;
            }
            case Carried.Later(String why) -> {
                write(tx, due, never ? 2 : 0, attempts, now, why);
                yield never;
            }
            case Carried.Never(String why) -> {
                write(tx, due, 2, attempts, now, why);
                yield true;
            }
        };
    }

    private static void write(
            Handle tx, Due due, int state, int attempts, Instant now, @Nullable String trouble) {
        tx.createUpdate(
                        """
                        update meter_notice set state = :state, attempts = :attempts,
                            due_at = :due, trouble = :trouble,
                            ended_at = case when :state = 0 then null
                                else cast(:now as timestamptz) end
                        where id = :id and state = 0
                        """)
                .bind("state", state)
                .bind("attempts", attempts)
                .bind("due", now.plus(pause(attempts)))
                .bind("trouble", trouble)
                .bind("now", now)
                .bind("id", due.notice().id())
                .execute();
    }

    static Duration pause(int attempts) {
        long millis = FIRST_PAUSE.toMillis() << Math.min(attempts - 1, 20);
        return Duration.ofMillis(Math.min(millis, LONGEST_PAUSE.toMillis()));
    }

    /** How a notice stands, for people. */
    public record Told(
            long id,
            @Nullable Long alertId,
            String medium,
            String person,
            String target,
            String subject,
            String state,
            int attempts,
            Instant madeAt,
            @Nullable Instant endedAt,
            @Nullable String trouble) {}

    /** Newest first, older than {@code before}. */
    public static List<Told> page(Handle handle, Optional<String> state, long before, int limit) {
        return handle.createQuery(
                        """
                        select * from meter_notice
                        where id < :before and (:state < 0 or state = :state)
                        order by id desc limit :limit
                        """)
                .bind("before", before)
                .bind("state", state.map(STATES::indexOf).orElse(-1))
                .bind("limit", limit)
                .map((row, context) -> told(row))
                .list();
    }

    /** As in the API, by number in the table. */
    public static final List<String> STATES = List.of("waiting", "sent", "given-up");

    /** Has a notice that was given up tried again; false if there is none. */
    public static boolean again(Handle tx, long id, Instant now) {
        return tx.createUpdate(
                                """
                                update meter_notice set state = 0, attempts = 0, due_at = :now,
                                    ended_at = null
                                where id = :id and state = 2
                                """)
                        .bind("id", id)
                        .bind("now", now)
                        .execute()
                == 1;
    }

    private static Due due(ResultSet row) throws SQLException {
        return new Due(
                new Notice(
                        row.getLong("id"),
                        medium(row),
                        row.getString("target"),
                        row.getString("person"),
                        row.getString("subject"),
                        row.getString("body"),
                        row.getString("language")),
                row.getInt("attempts"));
    }

    private static Medium medium(ResultSet row) throws SQLException {
        return Medium.valueOf(row.getString("medium").toUpperCase(java.util.Locale.ROOT));
    }

    private static Told told(ResultSet row) throws SQLException {
        java.sql.Timestamp ended = row.getTimestamp("ended_at");
        return new Told(
                row.getLong("id"),
                (Long) row.getObject("alert_id"),
                row.getString("medium"),
                row.getString("person"),
                row.getString("target"),
                row.getString("subject"),
                STATES.get(row.getInt("state")),
                row.getInt("attempts"),
                row.getTimestamp("made_at").toInstant(),
                ended == null ? null : ended.toInstant(),
                row.getString("trouble"));
    }
}
