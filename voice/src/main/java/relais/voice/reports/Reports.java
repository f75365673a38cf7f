package relais.voice.reports;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import relais.gateway.message.Report;
import relais.platform.live.LiveFeed;
import relais.voice.message.Status;

/**
 * Handles a batch of reports. Most are of whole messages taken by the provider at the first try;
 * for these one statement suffices. A receipt can overtake the answer to its own submission; it
 * then waits in {@code voice_early_receipt}. Messages touched are locked in id order before their
 * parts are read, so that two parts reported to two workers at once cannot both miss that the
 * message is complete.
 */
public final class Reports {
    /** Answers how many of each poll's questions moved from which status to which. */
    private static final String SETTLE =
            """
            with now_known as (
                select message_id, max(parts) as parts, count(*) as known,
                    bool_or(status = :failed) as failed,
                    bool_or(status = :uncertain) as uncertain,
                    bool_and(status = :delivered) as delivered
                from voice_part where message_id = any(:ids)
                group by message_id
            ), next as (
                select m.id, m.poll_id, m.in_reply_to, m.status as before,
                    case when k.failed then :failed
                         when k.uncertain then :uncertain
                         when k.known < k.parts then :queued
                         when k.delivered then :delivered
                         else :sent end as after
                from voice_message m join now_known k on k.message_id = m.id
                where m.id = any(:ids)
            ), moved as (
                update voice_message m set status = n.after
                from next n where m.id = n.id and n.before <> n.after
                returning m.id
            )
            select n.poll_id, n.before, n.after, count(*) as messages
            from next n join moved using (id)
            where n.poll_id is not null and n.in_reply_to is null
            group by n.poll_id, n.before, n.after
            """;

    /** The same for messages of one part, of which nothing was known before. */
    private static final String SENT =
            """
            with moved as (
                update voice_message set status = :sent
                where id = any(:ids) and status = :queued
                returning poll_id, in_reply_to
            )
            select poll_id, :queued as before, :sent as after, count(*) as messages
            from moved where poll_id is not null and in_reply_to is null
            group by poll_id
            """;

    private final LiveFeed live;

    public Reports(LiveFeed live) {
        this.live = live;
    }

    /**
     * Applies a batch of one queue partition.
     *
     * @param partition also the shard of the counters
     */
    public void apply(Handle tx, int partition, List<Report> batch) {
        List<PartOutcome> outcomes = new ArrayList<>();
        Map<List<String>, Report.Receipt> receipts = new LinkedHashMap<>();
        for (Report report : batch) {
            switch (report) {
                case Report.Submitted r -> outcomes.add(PartOutcome.of(r));
                case Report.Refused r -> outcomes.add(PartOutcome.of(r));
                case Report.Uncertain r -> outcomes.add(PartOutcome.of(r));
                case Report.Receipt r -> {
                    if (PartOutcome.statusOf(r.state()) != null) {
                        receipts.put(List.of(r.channel(), r.providerId()), r);
                    }
                }
            }
        }
        Set<Long> known = Parts.store(tx, outcomes);
        Set<Long> touched = new HashSet<>(known);
        touched.addAll(Parts.applyReceipts(tx, receipts.values()));
        touched.addAll(Parts.applyEarly(tx, outcomes));
        List<Long> simple = new ArrayList<>();
        for (PartOutcome outcome : outcomes) {
            boolean whole = outcome.parts() == 1 && outcome.status() == Status.SENT;
            if (!whole) {
                touched.add(outcome.messageId());
            } else if (!touched.contains(outcome.messageId())) {
                simple.add(outcome.messageId());
            }
        }
        List<Move> moves = new ArrayList<>(sent(tx, simple));
        moves.addAll(settle(tx, touched));
        Set<Long> polls = count(tx, partition, moves);
        polls.forEach(poll -> live.changed(tx, "poll:" + poll));
    }

    private static List<Move> sent(Handle tx, List<Long> messages) {
        if (messages.isEmpty()) {
            return List.of();
        }
        return tx.createQuery(SENT)
                .bind("ids", messages.stream().sorted().toArray(Long[]::new))
                .bind("queued", Status.QUEUED.ordinal())
                .bind("sent", Status.SENT.ordinal())
                .map((row, context) -> Move.read(row))
                .list();
    }

    /** Derives each message's status from its parts. */
    private static List<Move> settle(Handle tx, Set<Long> messages) {
        if (messages.isEmpty()) {
            return List.of();
        }
        Long[] ids = messages.stream().sorted().toArray(Long[]::new);
        tx.createQuery("select id from voice_message where id = any(:ids) order by id for update")
                .bind("ids", ids)
                .mapTo(Long.class)
                .list();
        return tx.createQuery(SETTLE)
                .bind("ids", ids)
                .bind("queued", Status.QUEUED.ordinal())
                .bind("sent", Status.SENT.ordinal())
                .bind("delivered", Status.DELIVERED.ordinal())
                .bind("failed", Status.FAILED.ordinal())
                .bind("uncertain", Status.UNCERTAIN.ordinal())
                .map((row, context) -> Move.read(row))
                .list();
    }

    /** Moves the counters of polls; answers whose. */
    private static Set<Long> count(Handle tx, int shard, List<Move> moves) {
        Set<Long> polls = new HashSet<>();
        for (Move move : moves) {
            SendingTally.add(tx, move.poll(), move.before(), shard, -move.messages());
            SendingTally.add(tx, move.poll(), move.after(), shard, move.messages());
            polls.add(move.poll());
        }
        return polls;
    }

    private record Move(long poll, int before, int after, long messages) {
        static Move read(ResultSet row) throws SQLException {
            return new Move(
                    row.getLong("poll_id"),
                    row.getInt("before"),
                    row.getInt("after"),
                    row.getLong("messages"));
        }
    }
}
