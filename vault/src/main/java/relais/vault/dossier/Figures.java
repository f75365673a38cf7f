package relais.vault.dossier;

import java.time.InstantSource;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;
import relais.platform.db.Database;
import relais.platform.identity.Caller;
import relais.vault.access.Reach;
import relais.vault.access.Sight;

/** How many dossiers somebody sees, by state and by month: what the overview draws. */
public final class Figures {
    /** A year, and the month in which we are. */
    private static final int MONTHS = 13;

    private final Database database;
    private final Sight sight;
    private final InstantSource clock;

    public Figures(Database database, Sight sight, InstantSource clock) {
        this.database = database;
        this.sight = sight;
        this.clock = clock;
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
     * What is not in the trash.
     *
     * @param type 0 for all
     */
    public Overview of(Caller caller, long type) {
        return database.inTransaction(tx -> of(tx, sight.reach(tx, caller), type));
    }

    /** Of the first kind of row, only the type and state are there; of the others, only a month. */
    private static final String COUNTED =
            """
            SELECT type_id, state, opened, closed, count(*) AS dossiers,
              grouping(type_id) = 0 AS by_state, grouping(opened) = 0 AS by_opening
            FROM (SELECT d.type_id, d.state,
                CASE WHEN d.created_at >= :since
                  THEN date_trunc('month', d.created_at, 'UTC') END AS opened,
                CASE WHEN d.closed_at >= :since
                  THEN date_trunc('month', d.closed_at, 'UTC') END AS closed
              FROM vault_dossier d
              WHERE d.trashed_at IS NULL AND (:type = 0 OR d.type_id = :type) AND %s) AS seen
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
