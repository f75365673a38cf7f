package relais.vault.moving.share;

import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Handle;

/**
 * What is on the share and what is wanted of it, compared.
 *
 * @param references documents of the old system that name a file
 * @param keptBytes of those that are kept
 * @param missing names that lead to no file
 * @param orphans files that no document names
 * @param collisions names that differ only in case, composition or dots at their end
 * @param troubles files that could not be copied (yet)
 * @param unreadable folders that could not be listed, and what is no plain file
 * @param came what was copied, in equal pieces of the time from the first to the last file
 */
public record ShareReport(
        long files,
        long bytes,
        long references,
        long kept,
        long keptBytes,
        long waiting,
        long missingCount,
        List<String> missing,
        long orphanCount,
        List<String> orphans,
        long collisionCount,
        List<String> collisions,
        long troubleCount,
        List<String> troubles,
        long unreadableCount,
        List<String> unreadable,
        List<Came> came) {
    private static final int MOST_LISTED = 1_000;

    /** As many as can be told apart when they are drawn. */
    private static final int PIECES = 48;

    /** What came from this moment on, up to the next piece. */
    public record Came(Instant at, long files, long bytes) {}

    private static final String ORPHANS =
            """
            FROM vault_move_file f WHERE f.move_id = :move
              AND NOT EXISTS (SELECT FROM vault_move_reference r WHERE r.file_id = f.id)
            """;

    private static final String COLLISIONS =
            """
            FROM (SELECT string_agg(path, ' = ' ORDER BY path) AS paths FROM vault_move_file
              WHERE move_id = :move GROUP BY match_key HAVING count(*) > 1) AS c
            """;

    private static final String UNREADABLE =
            "FROM vault_move_finding WHERE move_id = :move AND kind = 'unreadable'";

    private static final String TROUBLES =
            "FROM vault_move_reference WHERE move_id = :move AND trouble <> ''";

    /** Lists are cut at a thousand; counts are not. */
    public static ShareReport of(Handle handle, long move) {
        return new ShareReport(
                number(handle, move, "SELECT count(*) FROM vault_move_file WHERE move_id = :move"),
                number(
                        handle,
                        move,
                        "SELECT coalesce(sum(size), 0) FROM vault_move_file WHERE move_id = :move"),
                number(
                        handle,
                        move,
                        "SELECT count(*) FROM vault_move_reference WHERE move_id = :move"),
                state(handle, move, References.KEPT),
                number(
                        handle,
                        move,
                        "SELECT coalesce(sum(kept_size), 0) FROM vault_move_reference"
                                + " WHERE move_id = :move AND state = 1"),
                state(handle, move, References.WAITING),
                state(handle, move, References.MISSING),
                list(
                        handle,
                        move,
                        "SELECT path FROM vault_move_reference WHERE move_id = :move AND state ="
                                + " 2"),
                number(handle, move, "SELECT count(*) " + ORPHANS),
                list(handle, move, "SELECT f.path " + ORPHANS),
                number(handle, move, "SELECT count(*) " + COLLISIONS),
                list(handle, move, "SELECT paths " + COLLISIONS),
                number(handle, move, "SELECT count(*) " + TROUBLES),
                list(handle, move, "SELECT path || ': ' || trouble " + TROUBLES),
                number(handle, move, "SELECT count(*) " + UNREADABLE),
                list(handle, move, "SELECT subject || ': ' || detail " + UNREADABLE),
                came(handle, move));
    }

    private static List<Came> came(Handle handle, long move) {
        return handle.createQuery(
                        """
                        WITH span AS (
                          SELECT min(kept_at) AS first,
                            greatest(extract(epoch FROM max(kept_at) - min(kept_at)), 1)
                              / :pieces AS seconds
                          FROM vault_move_reference WHERE move_id = :move AND state = 1),
                        came AS (
                          SELECT least(:pieces - 1,
                              floor(extract(epoch FROM r.kept_at - s.first) / s.seconds)) AS piece,
                            count(*) AS files, sum(r.kept_size) AS bytes
                          FROM vault_move_reference r, span s
                          WHERE r.move_id = :move AND r.state = 1 AND r.kept_at IS NOT NULL
                          GROUP BY piece)
                        SELECT s.first + make_interval(secs => p.piece * s.seconds) AS at,
                          coalesce(c.files, 0) AS files, coalesce(c.bytes, 0) AS bytes
                        FROM span s CROSS JOIN generate_series(0, :pieces - 1) AS p (piece)
                        LEFT JOIN came c ON c.piece = p.piece
                        WHERE s.first IS NOT NULL ORDER BY p.piece
                        """)
                .bind("move", move)
                .bind("pieces", PIECES)
                .map(
                        (row, context) ->
                                new Came(
                                        row.getTimestamp("at").toInstant(),
                                        row.getLong("files"),
                                        row.getLong("bytes")))
                .list();
    }

    private static long state(Handle handle, long move, int state) {
        return number(
                handle,
                move,
                "SELECT count(*) FROM vault_move_reference WHERE move_id = :move AND state = "
                        + state);
    }

    private static long number(Handle handle, long move, String sql) {
        return handle.createQuery(sql).bind("move", move).mapTo(Long.class).one();
    }

    private static List<String> list(Handle handle, long move, String sql) {
        return handle.createQuery(sql + " ORDER BY 1 LIMIT " + MOST_LISTED)
                .bind("move", move)
                .mapTo(String.class)
                .list();
    }
}
