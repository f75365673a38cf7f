package relais.vault.manifest;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.Handle;
import relais.vault.document.DocumentName;
import relais.vault.document.NaturalOrder;

/**
 * Documents that had gone to another dossier when a manifest was written, and of which the other's
 * told nothing yet. They come last, where nothing else brought them back: to the dossier that they
 * went to, or else to the one that they left.
 */
final class LeftBehind {
    /** What lines of theirs are called. */
    static final String DOCUMENT = "vault_left_document";

    static final String VERSION = "vault_left_version";

    /** Rows of one statement. */
    private static final int TOGETHER = 1_000;

    private final Handle tx;
    private final Tables tables;
    private final List<ObjectNode> rows = new ArrayList<>();
    private String table = "";

    LeftBehind(Handle tx, Tables tables) {
        this.tx = tx;
        this.tables = tables;
        Files.begin(tx);
    }

    static boolean isTold(String line) {
        return line.equals(DOCUMENT) || line.equals(VERSION);
    }

    void take(String line, ObjectNode row, Named.Now named) {
        if (!isTold(line)) {
            return;
        }
        String next = line.equals(DOCUMENT) ? "vault_document" : "vault_version";
        if (!next.equals(table) || rows.size() >= TOGETHER) {
            flush();
        }
        table = next;
        if (Named.put(next, row, named)) {
            rows.add(row);
        }
    }

    private void flush() {
        if (!rows.isEmpty()) {
            tables.insert(tx, Files.staged(table), rows, "");
            rows.clear();
        }
    }

    /**
     * @param from the dossier that they left
     */
    Files.Brought finish(long from, Instant now) {
        flush();
        // what is there came back from a newer manifest; what was erased with its dossier does not
        tx.execute(
                """
                DELETE FROM rebuilding_document s USING vault_document d
                WHERE d.id = s.id AND d.created_at = s.created_at
                """);
        tx.execute(
                """
                DELETE FROM rebuilding_document s
                WHERE EXISTS (SELECT FROM vault_erasure e WHERE e.dossier_id = s.dossier_id)
                  AND NOT EXISTS (SELECT FROM vault_dossier d WHERE d.id = s.dossier_id)
                """);
        tx.execute(
                """
                UPDATE rebuilding_document s SET dossier_id = ?
                WHERE NOT EXISTS (SELECT FROM vault_dossier d WHERE d.id = s.dossier_id)
                """,
                from);
        tx.execute(
                """
                UPDATE rebuilding_document s SET folder_id = NULL
                WHERE NOT EXISTS (SELECT FROM vault_folder f
                                  WHERE f.id = s.folder_id AND f.dossier_id = s.dossier_id)
                """);
        List<String> lost = new ArrayList<>(homeless());
        renameTaken();
        Files.Brought brought = Files.finish(tx, tables, "dossier " + from, now);
        lost.addAll(brought.lost());
        return new Files.Brought(
                brought.documents(), brought.versions(), lost, brought.elsewhere());
    }

    /** Neither dossier is there. */
    private List<String> homeless() {
        return tx.createQuery(
                        """
                        WITH homeless AS (
                          DELETE FROM rebuilding_document s
                          WHERE NOT EXISTS (SELECT FROM vault_dossier d WHERE d.id = s.dossier_id)
                          RETURNING s.dossier_id, s.name)
                        SELECT * FROM homeless
                        """)
                .map((row, context) -> "dossier " + row.getLong(1) + ": " + row.getString(2))
                .list();
    }

    /** The dossier may have another of that name, as in the state in which it came back. */
    private void renameTaken() {
        record Taken(long id, String name) {}
        List<Taken> all =
                tx.createQuery(
                                """
                                SELECT id, name FROM rebuilding_document s
                                WHERE trashed_at IS NULL AND <taken> ORDER BY id
                                """)
                        .define("taken", taken("s.name"))
                        .map((row, context) -> new Taken(row.getLong(1), row.getString(2)))
                        .list();
        for (Taken one : all) {
            DocumentName name = new DocumentName(one.name());
            for (int number = 2; isTaken(one.id(), name.text()); number++) {
                name = new DocumentName(one.name()).numbered(number);
            }
            tx.execute(
                    "UPDATE rebuilding_document SET name = ?, order_key = ? WHERE id = ?",
                    name.text(),
                    NaturalOrder.key(name.text()),
                    one.id());
        }
    }

    private boolean isTaken(long id, String name) {
        return tx.createQuery("SELECT <taken> FROM rebuilding_document s WHERE s.id = :id")
                .define("taken", taken(":name"))
                .bind("id", id)
                .bind("name", name)
                .mapTo(Boolean.class)
                .one();
    }

    private static String taken(String name) {
        return """
               (EXISTS (SELECT FROM vault_document d WHERE d.dossier_id = s.dossier_id
                  AND coalesce(d.folder_id, 0) = coalesce(s.folder_id, 0)
                  AND d.name = %1$s AND d.trashed_at IS NULL)
                OR EXISTS (SELECT FROM rebuilding_document d WHERE d.dossier_id = s.dossier_id
                  AND coalesce(d.folder_id, 0) = coalesce(s.folder_id, 0)
                  AND d.name = %1$s AND d.trashed_at IS NULL AND d.id <> s.id)
                OR EXISTS (SELECT FROM vault_folder f WHERE f.dossier_id = s.dossier_id
                  AND coalesce(f.parent_id, 0) = coalesce(s.folder_id, 0) AND f.name = %1$s))
               """
                .formatted(name);
    }
}
