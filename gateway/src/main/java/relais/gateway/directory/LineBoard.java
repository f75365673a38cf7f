package relais.gateway.directory;

import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import relais.gateway.channel.Line;
import relais.platform.db.Database;

/** Where gateway processes pin how their lines are, and those that serve screens read it. */
public final class LineBoard {
    /** Three tellings missed: the process is gone or frozen. */
    static final Duration STALE = LineReporter.EVERY.multipliedBy(3);

    private final Database database;
    private final InstantSource clock;

    public LineBoard(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    /** Replaces what {@code node} told before. */
    void tell(String node, List<SeenLine> lines) {
        Timestamp now = Timestamp.from(clock.instant());
        database.useTransaction(
                tx -> {
                    tx.createUpdate("delete from gateway_line where node = :node or seen_at < :old")
                            .bind("node", node)
                            .bind("old", Timestamp.from(clock.instant().minus(Duration.ofDays(1))))
                            .execute();
                    for (SeenLine line : lines) {
                        tx.createUpdate(
                                        """
                                        insert into gateway_line (node, channel, state, detail,
                                            since, received, sent, waiting, seen_at)
                                        values (:node, :channel, :state, :detail, :since,
                                            :received, :sent, :waiting, :now)
                                        on conflict (node, channel) do nothing
                                        """)
                                .bind("node", node)
                                .bind("channel", line.channel())
                                .bind("state", line.line().state().name())
                                .bind("detail", line.line().detail())
                                .bind("since", Timestamp.from(line.line().since()))
                                .bind("received", line.received())
                                .bind("sent", line.sent())
                                .bind("waiting", line.waiting())
                                .bind("now", now)
                                .execute();
                    }
                });
    }

    /** The lines by channel; of several processes the best line counts, their numbers add up. */
    public Map<String, SeenLine> lines() {
        Instant oldest = clock.instant().minus(STALE);
        List<SeenLine> rows =
                database.with(
                        handle ->
                                handle.createQuery(
                                                """
                                                select channel, node, state, detail, since,
                                                    received, sent, waiting
                                                from gateway_line where seen_at >= :oldest
                                                order by channel, node
                                                """)
                                        .bind("oldest", Timestamp.from(oldest))
                                        .map(
                                                (row, _) ->
                                                        new SeenLine(
                                                                row.getString("channel"),
                                                                row.getString("node"),
                                                                new Line(
                                                                        Line.State.valueOf(
                                                                                row.getString(
                                                                                        "state")),
                                                                        row.getTimestamp("since")
                                                                                .toInstant(),
                                                                        row.getString("detail")),
                                                                row.getLong("received"),
                                                                row.getLong("sent"),
                                                                row.getLong("waiting")))
                                        .list());
        Map<String, SeenLine> lines = new HashMap<>();
        rows.forEach(row -> lines.merge(row.channel(), row, LineBoard::together));
        return lines;
    }

    private static SeenLine together(SeenLine one, SeenLine other) {
        Comparator<SeenLine> byState = Comparator.comparing(seen -> seen.line().state());
        SeenLine best = byState.compare(one, other) <= 0 ? one : other;
        return new SeenLine(
                one.channel(),
                best.node(),
                best.line(),
                one.received() + other.received(),
                one.sent() + other.sent(),
                one.waiting() + other.waiting());
    }
}
