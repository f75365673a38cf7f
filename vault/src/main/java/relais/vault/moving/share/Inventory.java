package relais.vault.moving.share;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import relais.platform.db.Database;

/** Notes what lies on a share now. */
final class Inventory {
    private static final int BATCH = 1_000;

    private final Database database;
    private final long move;

    Inventory(Database database, long move) {
        this.database = database;
        this.move = move;
    }

    /** Answers how many files there are; then each reference is matched with its file. */
    long take(Source source) throws IOException {
        int round =
                database.with(
                        h ->
                                h.createQuery(
                                                """
                                                SELECT coalesce(max(round), 0) + 1
                                                FROM vault_move_file WHERE move_id = :move
                                                """)
                                        .bind("move", move)
                                        .mapTo(Integer.class)
                                        .one());
        List<Found> batch = new ArrayList<>();
        AtomicLong count = new AtomicLong();
        database.useTransaction(
                tx ->
                        tx.createUpdate(
                                        """
                                        DELETE FROM vault_move_finding
                                        WHERE move_id = :move AND kind = 'unreadable'
                                        """)
                                .bind("move", move)
                                .execute());
        source.walk(
                found -> {
                    count.incrementAndGet();
                    batch.add(found);
                    if (batch.size() == BATCH) {
                        save(batch, round);
                        batch.clear();
                    }
                },
                (path, why) -> unreadable(path, why, round));
        save(batch, round);
        refuseNothing(count.get());
        References references = new References(database);
        database.useTransaction(
                tx -> {
                    tx.execute("SET LOCAL statement_timeout = 0");
                    tx.createUpdate(
                                    "DELETE FROM vault_move_file WHERE move_id = :move AND round < :round")
                            .bind("move", move)
                            .bind("round", round)
                            .execute();
                    references.match(tx, move, round);
                });
        return count.get();
    }

    /** A mount that is not there is an empty folder: not each of its files is missing then. */
    private void refuseNothing(long count) throws IOException {
        boolean knewSome =
                database.with(
                        h ->
                                h.createQuery(
                                                "SELECT EXISTS (SELECT FROM vault_move_file WHERE move_id = :move)")
                                        .bind("move", move)
                                        .mapTo(Boolean.class)
                                        .one());
        if (count == 0 && knewSome) {
            throw new IOException("the share is empty, and was not before: is it away?");
        }
    }

    /** What was known below a folder that cannot be listed now stays known. */
    private void unreadable(String path, String why, int round) {
        String plain = path.replace("\0", "");
        database.useTransaction(
                tx -> {
                    tx.createUpdate(
                                    """
                                    INSERT INTO vault_move_finding (move_id, kind, subject, detail)
                                    VALUES (:move, 'unreadable', :path, :why)
                                    """)
                            .bind("move", move)
                            .bind("path", plain)
                            .bind("why", why.replace("\0", ""))
                            .execute();
                    tx.createUpdate(
                                    """
                                    UPDATE vault_move_file SET round = :round
                                    WHERE move_id = :move AND starts_with(path, :path || '/')
                                    """)
                            .bind("round", round)
                            .bind("move", move)
                            .bind("path", plain)
                            .execute();
                });
    }

    private void save(List<Found> batch, int round) {
        database.useTransaction(
                tx -> {
                    var insert =
                            tx.prepareBatch(
                                    """
                                    INSERT INTO vault_move_file
                                      (move_id, path, match_key, size, mtime, owner, rights, round)
                                    VALUES (:move, :path, vault_match_key(:path), :size, :mtime,
                                      :owner, :rights, :round)
                                    ON CONFLICT (move_id, path) DO UPDATE SET
                                      size = excluded.size, mtime = excluded.mtime,
                                      owner = excluded.owner, rights = excluded.rights,
                                      round = excluded.round
                                    """);
                    for (Found found : batch) {
                        insert.bind("move", move)
                                .bind("path", found.path())
                                .bind("size", found.size())
                                .bind("mtime", found.changed())
                                .bind("owner", found.owner())
                                .bind("rights", found.rights())
                                .bind("round", round)
                                .add();
                    }
                    if (!batch.isEmpty()) {
                        insert.execute();
                    }
                });
    }
}
