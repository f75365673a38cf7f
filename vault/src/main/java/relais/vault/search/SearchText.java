package relais.vault.search;

import java.util.Map;
import org.jdbi.v3.core.Handle;
import relais.platform.db.Database;
import relais.vault.type.TypeDefinition;
import relais.vault.type.Values;

/** What is searched: kept up to date in the transactions that change it. */
public final class SearchText {
    /** A text search vector holds at most a megabyte; of longer texts the beginning is found. */
    static final int MOST_SIGNS = 200_000;

    private SearchText() {}

    /** The text of a document's newest version; {@code ""} finds it by its name alone. */
    public static void put(
            Handle tx, long documentId, long dossierId, int version, String name, String text) {
        String kept = clean(text);
        String title = clean(name);
        upsert(tx, dossierId, documentId, version, title, title.replaceAll("[._]+", " "), kept);
    }

    /** A document that is erased, or moved to another dossier before it is put again. */
    public static void remove(Handle tx, long documentId) {
        tx.createUpdate("DELETE FROM vault_text WHERE document_id = :document")
                .bind("document", documentId)
                .execute();
    }

    /** Forgets words that only texts held that are gone. */
    public static void forgetWords(Database database) {
        Vocabulary.forget(database);
    }

    /** The dossier as its row is now. */
    public static void putDossier(Handle tx, long dossierId, TypeDefinition type) {
        tx.createQuery(
                        "SELECT number, title, tags, fields, version FROM vault_dossier WHERE id = :id")
                .bind("id", dossierId)
                .map(
                        (row, context) ->
                                new Row(
                                        row.getString("number"),
                                        row.getString("title"),
                                        String.join(
                                                " ", (String[]) row.getArray("tags").getArray()),
                                        Values.read(row.getString("fields")),
                                        row.getInt("version")))
                .findOne()
                .ifPresent(row -> putDossier(tx, dossierId, type, row));
    }

    private record Row(
            String number, String title, String tags, Map<String, Object> fields, int version) {}

    private static void putDossier(Handle tx, long dossierId, TypeDefinition type, Row row) {
        String strong =
                row.title()
                        + " "
                        + row.number()
                        + " "
                        + row.number().replaceAll("[^\\p{L}\\p{N}]+", " ");
        String text = FieldText.of(type, row.fields()) + "\n" + row.tags();
        upsert(tx, dossierId, null, row.version(), row.title(), strong, clean(text));
    }

    private static void upsert(
            Handle tx,
            long dossierId,
            @org.jspecify.annotations.Nullable Long documentId,
            int version,
            String title,
            String strong,
            String text) {
        long id =
                tx.createQuery(
                                """
                                INSERT INTO vault_text
                                  (dossier_id, document_id, version, title, text, words)
                                VALUES (:dossier, cast(:document AS bigint), :version, :title,
                                    :text, '')
                                ON CONFLICT (dossier_id, document_id) DO UPDATE
                                  SET version = excluded.version, title = excluded.title,
                                      text = excluded.text
                                RETURNING id
                                """)
                        .bind("dossier", dossierId)
                        .bind("document", documentId)
                        .bind("version", version)
                        .bind("title", title)
                        .bind("text", text)
                        .mapTo(Long.class)
                        .one();
        tx.createUpdate(
                        """
                        UPDATE vault_text SET words =
                            setweight(vault_stems(:strong), 'A')
                            || setweight(vault_stems(left(text, :most)),
                                 CASE WHEN document_id IS NULL THEN 'B' ELSE 'D' END::"char")
                            || array_to_tsvector(ARRAY['#' || (id >> 14)::text,
                                 '@' || (SELECT d.type_id FROM vault_dossier d
                                         WHERE d.id = dossier_id)::text])
                        WHERE id = :id
                        """)
                .bind("id", id)
                .bind("strong", strong)
                .bind("most", MOST_SIGNS)
                .execute();
        Vocabulary.learn(tx, strong + " " + text);
    }

    /** PostgreSQL's text holds no NUL. */
    private static String clean(String text) {
        String cut = text.length() > MOST_SIGNS ? text.substring(0, MOST_SIGNS) : text;
        return cut.replace('\0', ' ');
    }
}
