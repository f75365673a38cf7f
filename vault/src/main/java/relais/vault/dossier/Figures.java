package relais.vault.dossier;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jdbi.v3.core.Handle;
import relais.platform.db.Database;
import relais.platform.identity.Caller;
import relais.vault.access.Reach;
import relais.vault.access.Sight;

/**
 * How many dossiers somebody sees, by state and by month: what the overview draws. All are read for
 * it: of very many the figures are kept for a moment, and one asker at a time has them counted.
 */
public final class Figures {
    /** A year, and the month in which we are. */
    private static final int MONTHS = 13;

    /** What all are read from, in bytes: of a smaller table nobody waits for that. */
    private static final long LARGE = 32L << 20;

    /** Among so many dossiers nobody sees in a picture what changed in that time. */
    private static final Duration KEPT = Duration.ofSeconds(30);

    /** Readers who see different things. */
    private static final int MOST_KEPT = 200;

    private final Database database;
    private final Sight sight;
    private final InstantSource clock;
    private final long large;
    private final ReentrantLock counting = new ReentrantLock();
    private final Map<Asked, Kept> kept = new LinkedHashMap<>();

    private record Asked(Reach reach, long type) {}

    private record Kept(Overview overview, Instant at) {}

    public Figures(Database database, Sight sight, InstantSource clock) {
        this(database, sight, clock, LARGE);
    }

    Figures(Database database, Sight sight, InstantSource clock, long large) {
        this.database = database;
        this.sight = sight;
        this.clock = clock;
        this.large = large;
    }

    public record InState(long type, String state, long dossiers) {}

    /**
     * @param month its first day (UTC)
     */
    public record InMonth(LocalDate month, long opened, long closed) {}

    /**
     * @param months of the last year, none left out
     */
    public record Overview(List<InState> states, List<InMonth> months) {}

    /**
     * What is not in the trash, now or, of very many, half a minute ago at most.
     *
     * @param type 0 for all
     */
    public Overview of(Caller caller, long type) {
        Asked asked = new Asked(database.inTransaction(tx -> sight.reach(tx, caller)), type);
        counting.lock();
        try {
            Instant now = clock.instant();
            kept.values().removeIf(one -> !one.at().plus(KEPT).isAfter(now));
            Kept known = kept.get(asked);
            if (known != null) {
                return known.overview();
            }
            Overview overview = database.inTransaction(tx -> of(tx, asked.reach(), type));
            if (kept.size() < MOST_KEPT && isLarge()) {
                kept.put(asked, new Kept(overview, clock.instant()));
            }
            return overview;
        } finally {
            counting.unlock();
        }
    }

    private boolean isLarge() {
        return database.with(
                handle ->
                        handle.createQuery("SELECT pg_relation_size('vault_dossier') >= :large")
                                .bind("large", large)
                                .mapTo(Boolean.class)
                                .one());
    }

    /**
     * Those alike are counted first, which several processes can do at once. Of the first kind of
     * row, only the type and state are there; of the others, only a month.
     */
    private static final String COUNTED =
            """
            SELECT type_id, state, opened, closed, cast(sum(alike) AS bigint) AS dossiers,
              grouping(type_id) = 0 AS by_state, grouping(opened) = 0 AS by_opening
            FROM (SELECT d.type_id, d.state,
                CASE WHEN d.created_at >= :since
                  THEN date_trunc('month', d.created_at, 'UTC') END AS opened,
                CASE WHEN d.closed_at >= :since
                  THEN date_trunc('month', d.closed_at, 'UTC') END AS closed,
                count(*) AS alike
              FROM vault_dossier d
              WHERE d.trashed_at IS NULL AND (:type = 0 OR d.type_id = :type) AND %s
              GROUP BY d.type_id, d.state, opened, closed) AS seen
            GROUP BY GROUPING SETS ((type_id, state), (opened), (closed))
            ORDER BY type_id, state
            """
                    .formatted(Reach.SEEN);

    private Overview of(Handle tx, Reach reach, long type) {
        YearMonth last = YearMonth.from(clock.instant().atOffset(ZoneOffset.UTC));
        YearMonth first = last.minusMonths(MONTHS - 1);
        List<InState> states = new ArrayList<>();
        Map<YearMonth, Long> opened = new TreeMap<>();
        Map<YearMonth, Long> closed = new TreeMap<>();
        reach.bind(tx.createQuery(COUNTED))
                .bind("since", first.atDay(1).atStartOfDay().toInstant(ZoneOffset.UTC))
                .bind("type", type)
                .map(
                        (row, context) -> {
                            long dossiers = row.getLong("dossiers");
                            if (row.getBoolean("by_state")) {
                                String state = row.getString("state");
                                return states.add(
                                        new InState(row.getLong("type_id"), state, dossiers));
                            }
                            boolean opening = row.getBoolean("by_opening");
                            var month = row.getTimestamp(opening ? "opened" : "closed");
                            if (month == null) {
                                return false; // before the last year, or not at all
                            }
                            var at = YearMonth.from(month.toInstant().atOffset(ZoneOffset.UTC));
                            return (opening ? opened : closed).put(at, dossiers) == null;
                        })
                .list();
        List<InMonth> months = new ArrayList<>();
        for (YearMonth at = first; !at.isAfter(last); at = at.plusMonths(1)) {
            months.add(
                    new InMonth(
                            at.atDay(1), opened.getOrDefault(at, 0L), closed.getOrDefault(at, 0L)));
        }
        return new Overview(states, months);
    }
}
