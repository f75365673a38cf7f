package relais.vault.moving;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;
import relais.platform.db.Database;

/** The moves that were begun. */
public final class Moves {
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,30}");

    private static final RowMapper<Move> MOVE =
            (row, _) ->
                    new Move(
                            row.getLong("id"),
                            row.getString("name"),
                            row.getString("dump"),
                            row.getString("share"),
                            row.getString("state"),
                            row.getTimestamp("created_at").toInstant(),
                            row.getTimestamp("changed_at").toInstant());

    private final Database database;
    private final InstantSource clock;

    public Moves(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    /** Whether a move may be called so: its tables lie in the schema {@code legacy_<name>}. */
    public static boolean isName(String name) {
        return NAME.matcher(name).matches();
    }

    /** The move of this name, made where there is none; what is given is kept with it. */
    public Move begin(Handle tx, String name, String dump, String share) {
        String kept =
                """
                UPDATE SET
                  dump = CASE WHEN :dump = '' THEN vault_move.dump ELSE :dump END,
                  share = CASE WHEN :share = '' THEN vault_move.share ELSE :share END,
                  changed_at = :now
                """;
        return begin(tx, name, dump, share, kept).orElseThrow();
    }

    /** A new move; empty where there is one of this name, which stays as it is. */
    public Optional<Move> beginNew(Handle tx, String name, String dump, String share) {
        return begin(tx, name, dump, share, "NOTHING");
    }

    private Optional<Move> begin(
            Handle tx, String name, String dump, String share, String whereThereIsOne) {
        require(name, share);
        return tx.createQuery(
                        """
                        INSERT INTO vault_move (name, dump, share, created_at, changed_at)
                        VALUES (:name, :dump, :share, :now, :now)
                        ON CONFLICT (name) DO %s
                        RETURNING *
                        """
                                .formatted(whereThereIsOne))
                .bind("name", name)
                .bind("dump", dump)
                .bind("share", share)
                .bind("now", clock.instant())
                .map(MOVE)
                .findOne();
    }

    private static void require(String name, String share) {
        if (!isName(name)) {
            throw new IllegalStateException(
                    "a move's name is made of a to z, digits and _, beginning with a letter");
        }
        Sources.requireAddress(share);
    }

    public List<Move> all() {
        return database.with(
                h -> h.createQuery("SELECT * FROM vault_move ORDER BY id").map(MOVE).list());
    }

    public Optional<Move> find(long id) {
        return database.with(
                h ->
                        h.createQuery("SELECT * FROM vault_move WHERE id = :id")
                                .bind("id", id)
                                .map(MOVE)
                                .findOne());
    }

    /** How far it is; held until the transaction ends. */
    String heldState(Handle tx, long id) {
        return tx.createQuery("SELECT state FROM vault_move WHERE id = :id FOR UPDATE")
                .bind("id", id)
                .mapTo(String.class)
                .one();
    }

    void state(long id, String state) {
        database.useTransaction(tx -> state(tx, id, state));
    }

    void state(Handle tx, long id, String state) {
        tx.createUpdate("UPDATE vault_move SET state = :state, changed_at = :now WHERE id = :id")
                .bind("state", state)
                .bind("now", clock.instant())
                .bind("id", id)
                .execute();
    }
}
