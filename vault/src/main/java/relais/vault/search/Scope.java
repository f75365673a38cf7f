package relais.vault.search;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import relais.platform.json.Json;
import relais.vault.access.Reach;

/**
 * Which texts are looked through, and how: whichever takes least by what PostgreSQL's statistics
 * expect. The index walks the shortest list of those that must all hold and looks each up in the
 * others, then what it found is read. Microseconds were measured among a million texts.
 *
 * @param shelves the types that the reader sees, as words; nothing where all are
 * @param newest texts carry the number of their run of 16,384 as a word: of the last, which may
 *     have only begun
 */
record Scope(String shelves, long newest) {
    private static final int RUN_BITS = 14;
    private static final int FEWEST_RUNS = 2;

    private static final double WALKING_ONE = 0.5;
    private static final double READING_ONE = 10;
    private static final double WALKING_A_RUN = 7_500;
    private static final double LOOKING_UP_TYPES = 20_000;

    /**
     * In the newest runs so many are wanted that what is ranked is there even if they are rarer.
     */
    private static final long WANTED = 3 * Search.RANKED / 2;

    /**
     * @param query in PostgreSQL's form of text search
     * @param whole no text is left out: of more than are ranked the newest are to be read
     */
    record Asked(String query, boolean whole) {}

    static Scope of(Handle tx, Reach reach) {
        return tx.createQuery(
                        """
                        SELECT (SELECT count(*) FROM vault_type),
                            (SELECT coalesce(max(id), 0) FROM vault_text)
                        """)
                .map(
                        (row, context) ->
                                new Scope(
                                        shelves(reach, row.getInt(1)), row.getLong(2) >> RUN_BITS))
                .one();
    }

    private static String shelves(Reach reach, int all) {
        return reach.types().size() >= all
                ? ""
                : " & "
                        + Meant.either(
                                reach.types().keySet().stream().map(id -> "@" + id).toList());
    }

    /** Only what is in the newest texts. */
    String newestOnly() {
        return newestOnly(FEWEST_RUNS);
    }

    private String newestOnly(long runs) {
        return " & "
                + Meant.either(
                        LongStream.rangeClosed(Math.max(0, newest - runs + 1), newest)
                                .mapToObj(run -> "#" + run)
                                .toList());
    }

    Asked first(Handle tx, Meant meant) {
        List<String> queries = new ArrayList<>();
        queries.add(String.join(" & ", meant.roughly()));
        queries.add(queries.getFirst() + shelves);
        queries.addAll(meant.roughly());
        List<Long> expected = expected(tx, queries);
        long seen = expected.get(1);
        double walking = WALKING_ONE * Collections.min(expected.subList(2, expected.size()));
        double alone = walking + READING_ONE * expected.get(0);
        double among = walking + READING_ONE * seen + (shelves.isEmpty() ? 0 : LOOKING_UP_TYPES);
        long runs = Math.max(FEWEST_RUNS, 1 + (newest + 1) * WANTED / Math.max(1, seen));
        if (runs <= newest && WALKING_A_RUN * runs < Math.min(alone, among)) {
            return new Asked(meant.query() + shelves + newestOnly(runs), false);
        }
        return alone <= among ? new Asked(meant.query(), true) : whole(meant);
    }

    Asked whole(Meant meant) {
        return new Asked(meant.query() + shelves, true);
    }

    /** How many texts of each PostgreSQL expects from its statistics. */
    private static List<Long> expected(Handle tx, List<String> queries) {
        String each = "SELECT FROM vault_text WHERE words @@ cast(:q%d AS tsquery)";
        Query plan =
                tx.createQuery(
                        IntStream.range(0, queries.size())
                                .mapToObj(each::formatted)
                                .collect(
                                        Collectors.joining(
                                                " UNION ALL ", "EXPLAIN (FORMAT JSON) ", "")));
        for (int i = 0; i < queries.size(); i++) {
            plan.bind("q" + i, queries.get(i));
        }
        try {
            List<Long> rows = new ArrayList<>();
            Json.mapper()
                    .readTree(plan.mapTo(String.class).one())
                    .path(0)
                    .path("Plan")
                    .path("Plans")
                    .forEach(one -> rows.add(one.path("Plan Rows").asLong()));
            return rows;
        } catch (IOException e) {
            throw new UncheckedIOException("PostgreSQL's plan is not JSON", e);
        }
    }
}
