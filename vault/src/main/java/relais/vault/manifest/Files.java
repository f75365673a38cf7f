package relais.vault.manifest;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/**
 * Documents and versions on their way back wait in tables of their own until it is known which of
 * their contents are there: a document whose newest version is lost comes back with the one before.
 */
final class Files {
    private static final Set<String> STAGED =
            Set.of("vault_document", "vault_version", "vault_held_change", "vault_drive_property");

    private Files() {}

    static void begin(Handle tx) {
        for (String table : STAGED) {
            tx.execute(
                    "CREATE TEMP TABLE %s (LIKE %s INCLUDING DEFAULTS) ON COMMIT DROP"
                            .formatted(staged(table), table));
        }
    }

    static String staged(String table) {
        return STAGED.contains(table) ? table.replace("vault_", "rebuilding_") : table;
    }

    static String onConflict(String table) {
        return table.equals("vault_grant") ? "ON CONFLICT DO NOTHING" : "";
    }

    /**
     * What came back.
     *
     * @param lost names of documents, and which version
     * @param elsewhere names of documents that moved to a dossier that is there already
     */
    record Brought(int documents, int versions, List<String> lost, List<String> elsewhere) {}

    static Brought finish(Handle tx, Tables tables, String dossier, Instant now) {
        List<String> lost = new ArrayList<>();
        List<String> elsewhere = elsewhere(tx, dossier, lost);
        tx.createQuery(
                        """
                        WITH gone AS (
                          DELETE FROM rebuilding_version v
                          WHERE NOT EXISTS (SELECT FROM vault_blob b WHERE b.hash = v.hash)
                          RETURNING document_id, version)
                        SELECT d.name, g.version FROM gone g
                        JOIN rebuilding_document d ON d.id = g.document_id
                        """)
                .map((row, c) -> dossier + ": " + row.getString(1) + ", version " + row.getInt(2))
                .forEach(lost::add);
        tx.execute(
                """
                UPDATE rebuilding_document d
                SET hash = v.hash, size = v.size, media_type = v.media_type
                FROM (SELECT DISTINCT ON (document_id) * FROM rebuilding_version
                      ORDER BY document_id, version DESC) v
                WHERE v.document_id = d.id
                  AND NOT EXISTS (SELECT FROM vault_blob b WHERE b.hash = d.hash)
                """);
        tx.execute(
                """
                DELETE FROM rebuilding_document d
                WHERE NOT EXISTS (SELECT FROM vault_blob b WHERE b.hash = d.hash)
                """);
        tx.execute(
                """
                DELETE FROM rebuilding_held_change h
                WHERE hash IS NOT NULL
                  AND NOT EXISTS (SELECT FROM vault_blob b WHERE b.hash = h.hash)
                """);
        int documents = move(tx, tables, "vault_document", "true");
        int versions = move(tx, tables, "vault_version", ofDocument(""));
        move(tx, tables, "vault_held_change", ofDocument("document_id IS NULL OR "));
        move(tx, tables, "vault_drive_property", ofDocument("document_id IS NULL OR "));
        refer(tx, now);
        return new Brought(documents, versions, lost, elsewhere);
    }

    /**
     * Leaves out what another dossier has: it came back from a newer manifest, or was there. What
     * only has the number of another document, made after a restore, is lost.
     */
    private static List<String> elsewhere(Handle tx, String dossier, List<String> lost) {
        List<String> elsewhere = new ArrayList<>();
        tx.createQuery(
                        """
                        WITH other AS (
                          DELETE FROM rebuilding_document s USING vault_document d
                          WHERE d.id = s.id
                          RETURNING s.name, d.dossier_id, s.created_at = d.created_at AS itself)
                        SELECT o.name, d.number, o.itself FROM other o
                        JOIN vault_dossier d ON d.id = o.dossier_id
                        """)
                .map((row, c) -> new Other(row.getString(1), row.getString(2), row.getBoolean(3)))
                .forEach(
                        one ->
                                (one.isItself() ? elsewhere : lost)
                                        .add(dossier + ": " + one.told()));
        return elsewhere;
    }

    /** A document of the same number, and whether it is the same document. */
    private record Other(String name, String dossier, boolean isItself) {
        String told() {
            return name + (isItself ? " is in " : ", whose number another has in ") + dossier;
        }
    }

    private static String ofDocument(String or) {
        return or + "EXISTS (SELECT FROM rebuilding_document d WHERE d.id = x.document_id)";
    }

    private static int move(Handle tx, Tables tables, String table, String where) {
        String names = String.join(", ", tables.columns(tx, table));
        return tx.createUpdate(
                        """
                        INSERT INTO <table> (<names>) OVERRIDING SYSTEM VALUE
                        SELECT <names> FROM <staged> x WHERE <where>
                        """)
                .define("table", table)
                .define("names", names)
                .define("staged", staged(table))
                .define("where", where)
                .execute();
    }

    /** Contents are wanted again; what is in them is looked into anew. */
    private static void refer(Handle tx, Instant now) {
        tx.execute(
                """
                UPDATE vault_blob b SET refs = refs + n.times
                FROM (SELECT hash, count(*) AS times FROM (
                        SELECT v.hash FROM rebuilding_version v
                        JOIN rebuilding_document d ON d.id = v.document_id
                        UNION ALL SELECT hash FROM rebuilding_held_change h
                        WHERE hash IS NOT NULL AND (document_id IS NULL OR document_id IN (
                          SELECT id FROM rebuilding_document))) r
                      GROUP BY hash) n
                WHERE b.hash = n.hash
                """);
        tx.execute(
                """
                INSERT INTO vault_content (hash) SELECT DISTINCT hash FROM (
                  SELECT hash FROM rebuilding_version UNION SELECT hash FROM rebuilding_document) x
                ON CONFLICT DO NOTHING
                """);
        tx.createUpdate(
                        """
                        INSERT INTO vault_due (document_id, at)
                        SELECT id, :now FROM rebuilding_document ON CONFLICT DO NOTHING
                        """)
                .bind("now", now)
                .execute();
    }
}
