package relais.vault.manifest;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/** Puts rows given as JSON into tables; columns that only one side knows are left as they are. */
final class Tables {
    private static final List<String> NUMBERED =
            List.of(
                    "vault_type",
                    "vault_dossier",
                    "vault_change",
                    "vault_note",
                    "vault_task",
                    "vault_hold",
                    "vault_folder",
                    "vault_document",
                    "vault_held_change",
                    "vault_erasure");

    private final Map<String, List<String>> columns = new HashMap<>();

    /** All rows have the same columns: they were written by one statement. */
    void insert(Handle tx, String table, List<ObjectNode> rows, String conflict) {
        ObjectNode first = rows.getFirst();
        List<String> given = columns(tx, table).stream().filter(first::has).toList();
        String names = String.join(", ", given);
        tx.createUpdate(
                        """
                        INSERT INTO <table> (<names>) OVERRIDING SYSTEM VALUE
                        SELECT <names> FROM jsonb_populate_recordset(NULL::<table>, :rows::jsonb)
                        <conflict>
                        """)
                .define("table", table)
                .define("names", names)
                .define("conflict", conflict)
                .bind("rows", rows.toString())
                .execute();
    }

    /** The names are ours: they come from the database's own list. */
    List<String> columns(Handle tx, String table) {
        return columns.computeIfAbsent(
                table.replace("rebuilding_", "vault_"),
                name ->
                        new ArrayList<>(
                                tx.createQuery(
                                                """
                                                SELECT column_name FROM information_schema.columns
                                                WHERE table_schema = current_schema
                                                  AND table_name = :table
                                                  AND is_generated = 'NEVER'
                                                ORDER BY ordinal_position
                                                """)
                                        .bind("table", name)
                                        .mapTo(String.class)
                                        .list()));
    }

    /** Numbers go on after the highest that anybody knows of. */
    void series(Handle tx, long type, ObjectNode row) {
        row.put("type_id", type);
        insert(
                tx,
                "vault_series",
                List.of(row),
                """
                ON CONFLICT (type_id, year)
                DO UPDATE SET last = greatest(vault_series.last, excluded.last)
                """);
    }

    /** Where another row has its number already, it gets one that none has. */
    static void renumber(Handle tx, String table, ObjectNode row) {
        if (has(tx, table, row.path("id").asLong())) {
            row.put(
                    "id",
                    tx.createQuery("SELECT max(id) + 1 FROM <table>")
                            .define("table", table)
                            .mapTo(Long.class)
                            .one());
        }
    }

    static boolean has(Handle tx, String table, long id) {
        return tx.createQuery("SELECT EXISTS (SELECT FROM <table> WHERE id = :id)")
                .define("table", table)
                .bind("id", id)
                .mapTo(Boolean.class)
                .one();
    }

    /** Sequences go on behind the highest number. */
    static void goOn(Handle tx) {
        for (String table : NUMBERED) {
            tx.createQuery(
                            """
                            SELECT setval(pg_get_serial_sequence(:table, 'id'),
                              greatest((SELECT max(id) FROM <table>),
                                nextval(pg_get_serial_sequence(:table, 'id'))))
                            """)
                    .define("table", table)
                    .bind("table", table)
                    .mapTo(Long.class)
                    .one();
        }
    }
}
