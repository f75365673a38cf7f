package relais.vault.moving.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import relais.platform.json.Json;
import relais.vault.moving.dump.Table;
import relais.vault.moving.evidence.Tally;

/** What the database knows of one move's dump. */
final class MoveRows {
    private final Handle handle;
    private final long move;

    MoveRows(Handle handle, long move) {
        this.handle = handle;
        this.move = move;
    }

    Optional<Position> position() {
        return handle.createQuery("SELECT position FROM vault_move WHERE id = :move")
                .bind("move", move)
                .map((row, _) -> Optional.ofNullable(row.getString(1)))
                .one()
                .map(json -> read(json, Position.class));
    }

    void position(Position position) {
        handle.createUpdate("UPDATE vault_move SET position = :position::jsonb WHERE id = :move")
                .bind("position", Json.text(position))
                .bind("move", move)
                .execute();
    }

    /** Whether the dump was read to its end. */
    boolean isRead() {
        return handle.createQuery("SELECT read_at IS NOT NULL FROM vault_move WHERE id = :move")
                .bind("move", move)
                .mapTo(Boolean.class)
                .one();
    }

    void end(Instant now) {
        handle.createUpdate("UPDATE vault_move SET read_at = :now WHERE id = :move")
                .bind("now", now)
                .bind("move", move)
                .execute();
    }

    void state(String state, Instant now) {
        handle.createUpdate(
                        "UPDATE vault_move SET state = :state, changed_at = :now WHERE id = :move")
                .bind("state", state)
                .bind("now", now)
                .bind("move", move)
                .execute();
    }

    Map<String, Table> tables() {
        Map<String, Table> tables = new LinkedHashMap<>();
        handle.createQuery(
                        "SELECT definition FROM vault_move_table WHERE move_id = :move ORDER BY name")
                .bind("move", move)
                .mapTo(String.class)
                .forEach(
                        json -> {
                            Table table = read(json, Table.class);
                            tables.put(table.name(), table);
                        });
        return tables;
    }

    List<String> unchecked() {
        return handle.createQuery(
                        """
                        SELECT name FROM vault_move_table
                        WHERE move_id = :move AND state <> 'checked' ORDER BY name
                        """)
                .bind("move", move)
                .mapTo(String.class)
                .list();
    }

    Optional<Tally.Sums> sums(String table) {
        return handle.createQuery(
                        """
                        SELECT sums FROM vault_move_table
                        WHERE move_id = :move AND name = :table AND sums IS NOT NULL
                        """)
                .bind("move", move)
                .bind("table", table)
                .mapTo(String.class)
                .findOne()
                .map(json -> read(json, Tally.Sums.class));
    }

    void declare(Table table) {
        handle.createUpdate(
                        """
                        INSERT INTO vault_move_table (move_id, name, target, definition, state)
                        VALUES (:move, :name, :target, :definition::jsonb, 'declared')
                        ON CONFLICT (move_id, name) DO UPDATE
                        SET definition = excluded.definition, state = 'declared', sums = NULL,
                          kept = NULL, loaded_to = 0
                        """)
                .bind("move", move)
                .bind("name", table.name())
                .bind("target", Names.fitting(table.name()))
                .bind("definition", Json.text(table))
                .execute();
        handle.createUpdate(
                        "DELETE FROM vault_move_reject WHERE move_id = :move AND table_name = :name")
                .bind("move", move)
                .bind("name", table.name())
                .execute();
    }

    void forget(String table) {
        handle.createUpdate("DELETE FROM vault_move_table WHERE move_id = :move AND name = :name")
                .bind("move", move)
                .bind("name", table)
                .execute();
    }

    void loaded(String table, Tally.Sums sums, long to) {
        handle.createUpdate(
                        """
                        UPDATE vault_move_table
                        SET state = 'loading', sums = :sums::jsonb, loaded_to = :to
                        WHERE move_id = :move AND name = :name
                        """)
                .bind("sums", Json.text(sums))
                .bind("to", to)
                .bind("move", move)
                .bind("name", table)
                .execute();
    }

    void checked(String table, Tally.Sums kept) {
        handle.createUpdate(
                        """
                        UPDATE vault_move_table SET state = 'checked', kept = :kept::jsonb
                        WHERE move_id = :move AND name = :name
                        """)
                .bind("kept", Json.text(kept))
                .bind("move", move)
                .bind("name", table)
                .execute();
    }

    void reject(String table, Parcel.Reject reject) {
        handle.createUpdate(
                        """
                        INSERT INTO vault_move_reject
                          (move_id, table_name, byte_offset, column_name, reason, sample)
                        VALUES (:move, :table, :offset, :column, :reason, :sample)
                        """)
                .bind("move", move)
                .bind("table", table)
                .bind("offset", reject.offset())
                .bind("column", reject.column())
                .bind("reason", reject.reason().replace("\0", ""))
                .bind("sample", reject.sample())
                .execute();
    }

    void finding(String kind, String subject, String detail, long offset) {
        handle.createUpdate(
                        """
                        INSERT INTO vault_move_finding (move_id, kind, subject, detail, byte_offset)
                        VALUES (:move, :kind, :subject, :detail, nullif(:offset, -1))
                        """)
                .bind("move", move)
                .bind("kind", kind)
                .bind("subject", subject.replace("\0", ""))
                .bind("detail", detail.replace("\0", ""))
                .bind("offset", offset)
                .execute();
    }

    private static <T> T read(String json, Class<T> type) {
        try {
            return Json.read(json, type);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
