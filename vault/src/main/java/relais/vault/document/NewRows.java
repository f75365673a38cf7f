package relais.vault.document;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import relais.vault.blob.BlobId;

/** Rows of many new documents, a statement for all of them. */
final class NewRows {
    private NewRows() {}

    /** Names by the new documents' numbers; without those that a document has. */
    static Map<Long, String> insert(
            Handle tx, Folder folder, Rows.Mark mark, Collection<PlacingMany.Wish> wishes) {
        Map<Long, String> made = new LinkedHashMap<>();
        tx.createQuery(
                        """
                        INSERT INTO vault_document (dossier_id, folder_id, name, order_key, version,
                          hash, size, media_type, created_at, changed_at, changed_by, changed_name)
                        SELECT :dossier, nullif(:folder, 0), n.name, n.key, 1,
                          decode(n.hash, 'hex'), n.size, n.type, :at, :at, :user, :userName
                        FROM unnest(:names::text[], :keys::text[], :hashes::text[],
                          :sizes::bigint[], :types::text[]) AS n (name, key, hash, size, type)
                        ORDER BY n.name
                        ON CONFLICT DO NOTHING RETURNING id, name
                        """)
                .bind("dossier", folder.dossierId())
                .bind("folder", folder.id())
                .bind("names", texts(wishes, w -> w.name().text()))
                .bind("keys", texts(wishes, w -> NaturalOrder.key(w.name().text())))
                .bind("hashes", texts(wishes, w -> w.content().id().hex()))
                .bind("sizes", wishes.stream().map(w -> w.content().size()).toArray(Long[]::new))
                .bind("types", texts(wishes, w -> MediaTypes.of(w.head(), w.name().text())))
                .bind("at", mark.at())
                .bind("user", mark.userId())
                .bind("userName", mark.name())
                .map((row, context) -> Map.entry(row.getLong("id"), row.getString("name")))
                .forEach(row -> made.put(row.getKey(), row.getValue()));
        return made;
    }

    /** Notes that nothing is known of these contents yet. */
    static void noteContents(Handle tx, Collection<BlobId> hashes) {
        tx.createUpdate(
                        """
                        INSERT INTO vault_content (hash)
                        SELECT decode(hash, 'hex') FROM unnest(:hashes::text[]) AS h (hash)
                        ORDER BY 1 ON CONFLICT DO NOTHING
                        """)
                .bind("hashes", hashes.stream().map(BlobId::hex).toArray(String[]::new))
                .execute();
    }

    private static String[] texts(
            Collection<PlacingMany.Wish> wishes, Function<PlacingMany.Wish, String> part) {
        return wishes.stream().map(part).toArray(String[]::new);
    }
}
