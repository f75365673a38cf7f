package relais.vault.backup;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import relais.platform.db.Database;
import relais.vault.policy.ObjectSource.Named;

/**
 * Which objects lie in a place, as it said at one moment, and which of them are named by a list. Of
 * any number, so they are in a table that ends with the connection.
 */
final class Lying implements AutoCloseable {
    static final int PAGE = 1_000;

    /** No object's size. */
    private static final long LACKS = -1;

    /** Docs/formats/blob.md; what else lies there was not put there by us. */
    private static final String OURS =
            "^(blob/[A-Za-z0-9_-]+(/[A-Za-z0-9_-]+)*|key/[A-Za-z0-9]+[.][A-Za-z0-9]+)$";

    private final Handle handle;

    /** Asks the place what is there. */
    Lying(Database database, Place place) throws IOException {
        handle = database.open();
        try {
            fill(place);
        } catch (IOException | RuntimeException failed) {
            close();
            throw failed;
        }
    }

    private void fill(Place place) throws IOException {
        handle.execute(
                """
                CREATE TEMP TABLE IF NOT EXISTS backup_there
                    (key text, size bigint, named boolean NOT NULL DEFAULT false)
                """);
        handle.execute("TRUNCATE backup_there");
        List<Named> page = new ArrayList<>();
        place.objects()
                .list(
                        "",
                        entry -> {
                            page.add(new Named(entry.key(), entry.size(), 0));
                            if (page.size() == PAGE) {
                                add(page);
                                page.clear();
                            }
                        });
        add(page);
        handle.execute("CREATE INDEX IF NOT EXISTS backup_there_key ON backup_there (key)");
        handle.execute("ANALYZE backup_there");
    }

    /** The connection that it is on. */
    Handle handle() {
        return handle;
    }

    /** These have come. */
    void add(List<Named> there) {
        PreparedBatch batch =
                handle.prepareBatch("INSERT INTO backup_there (key, size) VALUES (:key, :size)");
        there.forEach(one -> batch.bind("key", one.key()).bind("size", one.size()).add());
        if (batch.size() > 0) {
            batch.execute();
        }
    }

    /** These were asked for in vain. */
    void lack(List<Named> asked) {
        add(asked.stream().map(one -> new Named(one.key(), LACKS, one.crc())).toList());
    }

    /** The sizes of those of these that are there; of those that were asked for in vain, none's. */
    Map<String, Long> sizes(List<Named> of) {
        Map<String, Long> there = new HashMap<>();
        handle.createQuery("SELECT key, size FROM backup_there WHERE key = ANY (:keys)")
                .bind("keys", keys(of))
                .map((row, context) -> Map.entry(row.getString(1), row.getLong(2)))
                .forEach(one -> there.merge(one.getKey(), one.getValue(), Math::max));
        return there;
    }

    /** A list names these. */
    void name(List<Named> named) {
        handle.createUpdate(
                        "UPDATE backup_there SET named = true WHERE key = ANY (:keys) AND NOT named")
                .bind("keys", keys(named))
                .execute();
    }

    private static String[] keys(List<Named> of) {
        return of.stream().map(Named::key).toArray(String[]::new);
    }

    /** No more is named: the few that are not are found among the many. */
    void allNamed() {
        handle.execute("CREATE INDEX backup_there_unnamed ON backup_there (key) WHERE NOT named");
    }

    /** Those that no list names, by their keys' order, behind {@code after}; objects only. */
    List<Named> unnamed(String after, int most) {
        return handle.createQuery(
                        """
                        SELECT key, size FROM backup_there
                        WHERE NOT named AND key > :after AND key ~ :ours
                        ORDER BY key LIMIT :most
                        """)
                .bind("after", after)
                .bind("ours", OURS)
                .bind("most", most)
                .map((row, context) -> new Named(row.getString(1), row.getLong(2), 0))
                .list();
    }

    /** How many those are. */
    Copied.Some countUnnamed() {
        return handle.createQuery(
                        """
                        SELECT count(*), coalesce(sum(size), 0)::bigint FROM backup_there
                        WHERE NOT named AND key ~ :ours
                        """)
                .bind("ours", OURS)
                .map((row, context) -> new Copied.Some(row.getLong(1), row.getLong(2)))
                .one();
    }

    /** All that are there. */
    Copied.Some count() {
        return handle.createQuery(
                        "SELECT count(*), coalesce(sum(size), 0)::bigint FROM backup_there")
                .map((row, context) -> new Copied.Some(row.getLong(1), row.getLong(2)))
                .one();
    }

    @Override
    public void close() {
        try (handle) {
            handle.execute("DROP TABLE IF EXISTS backup_there");
        }
    }
}
