package relais.vault.moving.share;

import java.util.List;
import org.jdbi.v3.core.Handle;

/**
 * What is on the share and what is wanted of it, compared.
 *
 * @param references documents of the old system that name a file
 * @param missing names that lead to no file
 * @param orphans files that no document names
 * @param collisions names that differ only in case, composition or dots at their end
 * @param troubles files that could not be copied (yet)
 * @param unreadable folders that could not be listed, and what is no plain file
 */
public record ShareReport(
        long files,
        long bytes,
        long references,
        long kept,
        long waiting,
        long missingCount,
        List<String> missing,
        long orphanCount,
        List<String> orphans,
        List<String> collisions,
        List<String> troubles,
        List<String> unreadable) {
    private static final int MOST_LISTED = 1_000;

    private static final String ORPHANS =
            """
            FROM vault_move_file f WHERE f.move_id = :move
              AND NOT EXISTS (SELECT FROM vault_move_reference r WHERE r.file_id = f.id)
            """;

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
                state(handle, move, References.WAITING),
                state(handle, move, References.MISSING),
                list(
                        handle,
                        move,
                        "SELECT path FROM vault_move_reference WHERE move_id = :move AND state = 2"),
                number(handle, move, "SELECT count(*) " + ORPHANS),
                list(handle, move, "SELECT f.path " + ORPHANS),
                list(
                        handle,
                        move,
                        """
                        SELECT string_agg(path, ' = ' ORDER BY path) FROM vault_move_file
                        WHERE move_id = :move GROUP BY match_key HAVING count(*) > 1
                        """),
                list(
                        handle,
                        move,
                        """
                        SELECT path || ': ' || trouble FROM vault_move_reference
                        WHERE move_id = :move AND trouble <> ''
                        """),
                list(
                        handle,
                        move,
                        """
                        SELECT subject || ': ' || detail FROM vault_move_finding
                        WHERE move_id = :move AND kind = 'unreadable'
                        """));
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
