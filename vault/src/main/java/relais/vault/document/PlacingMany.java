package relais.vault.document;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;
import relais.platform.db.Coalescing;
import relais.platform.db.Flushing;
import relais.vault.blob.BlobId;
import relais.vault.document.Documents.Brought;
import relais.vault.document.Documents.Put;
import relais.vault.document.Outcome.Done;

/**
 * Contents that one person puts into one folder at once become documents in one transaction, where
 * nothing speaks against it: each statement then serves all of them. Whatever is not that simple is
 * placed by itself.
 */
final class PlacingMany {
    private final Desk desk;
    private final Alone alone;
    private final Flushing flushing;
    private final Coalescing<Place, Wish, Optional<Put>> asks = new Coalescing<>(this::place);

    /** Where, and by whom: what every wish of a transaction has in common. */
    record Place(Actor actor, long dossierId, DocumentPath folder) {}

    /** A content under a name. */
    record Wish(DocumentName name, Brought brought, Condition condition) {}

    /** Places one content in a transaction of its own, which need not be durable on return. */
    @FunctionalInterface
    interface Alone {
        Outcome<Put> place(Place place, Wish wish);
    }

    PlacingMany(Desk desk, Flushing flushing, Alone alone) {
        this.desk = desk;
        this.flushing = flushing;
        this.alone = alone;
    }

    /** Durable on return. */
    Outcome<Put> place(Place place, Wish wish) {
        Optional<Put> made = asks.ask(place, wish);
        Outcome<Put> outcome = made.isPresent() ? new Done<>(made.get()) : alone.place(place, wish);
        if (outcome instanceof Done<Put>) {
            flushing.await();
        }
        return outcome;
    }

    /** Empty for those who are to be placed by themselves; none fails for another's reason. */
    private List<Optional<Put>> place(Place place, List<Wish> wishes) {
        Map<String, Wish> byName = new LinkedHashMap<>();
        wishes.forEach(wish -> byName.putIfAbsent(wish.name().text(), wish));
        Map<Wish, Put> made = new IdentityHashMap<>();
        try {
            made.putAll(desk.database.inUnflushedTransaction(tx -> makeNew(tx, place, byName)));
        } catch (Objection | IllegalStateException | JdbiException notAll) {
            made.clear(); // each learns by itself what speaks against it
        }
        return wishes.stream().map(wish -> Optional.ofNullable(made.get(wish))).toList();
    }

    private Map<Wish, Put> makeNew(Handle tx, Place place, Map<String, Wish> byName) {
        desk.entrance.write(tx, place.actor().caller(), place.dossierId());
        Entrance.holdFolders(tx, place.dossierId());
        Folder folder =
                desk.tree
                        .find(tx, place.dossierId(), place.folder())
                        .orElseThrow(() -> Entrance.missing());
        desk.locks.refuse(tx, place.actor(), folder);
        List<Wish> free = new ArrayList<>(byName.values());
        Set<String> taken = taken(tx, folder, free);
        free.removeIf(wish -> taken.contains(wish.name().text()) || !mayBeNew(wish.condition()));
        if (free.isEmpty()) {
            return Map.of();
        }
        refer(tx, free); // contents before names, as everybody locks them
        Map<Long, Wish> made = insert(tx, place, folder, free);
        if (made.size() < free.size()) {
            throw new IllegalStateException("somebody took a name at the same moment");
        }
        addVersions(tx, made.keySet());
        Map<Wish, Put> puts = new IdentityHashMap<>();
        List<Document> documents = Rows.find(tx, made.keySet());
        documents.forEach(d -> puts.put(made.get(d.id()), new Put(d, true, false)));
        desk.tellNew(tx, place.actor(), "document.put", place.dossierId(), documents);
        return puts;
    }

    private static boolean mayBeNew(Condition condition) {
        return switch (condition) {
            case Condition.Always always -> true;
            case Condition.Absent absent -> true;
            case Condition.Beside beside -> true;
            case Condition.Is is -> false;
        };
    }

    private static Set<String> taken(Handle tx, Folder folder, List<Wish> wishes) {
        return new HashSet<>(
                tx.createQuery(
                                """
                                SELECT name FROM vault_document
                                WHERE dossier_id = :dossier AND coalesce(folder_id, 0) = :folder
                                  AND name = ANY (:names::text[]) AND trashed_at IS NULL
                                UNION ALL SELECT name FROM vault_folder
                                WHERE dossier_id = :dossier AND coalesce(parent_id, 0) = :folder
                                  AND name = ANY (:names::text[])
                                """)
                        .bind("dossier", folder.dossierId())
                        .bind("folder", folder.id())
                        .bind("names", texts(wishes, wish -> wish.name().text()))
                        .mapTo(String.class)
                        .list());
    }

    /** By the new documents' numbers; without those whose name somebody took at the same moment. */
    private Map<Long, Wish> insert(Handle tx, Place place, Folder folder, List<Wish> wishes) {
        Rows.Mark mark = desk.mark(place.actor());
        Map<String, Wish> byName =
                wishes.stream().collect(Collectors.toMap(w -> w.name().text(), w -> w));
        Map<Long, Wish> made = new LinkedHashMap<>();
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
                .bind("hashes", texts(wishes, w -> w.brought().kept().id().hex()))
                .bind(
                        "sizes",
                        wishes.stream().map(w -> w.brought().kept().size()).toArray(Long[]::new))
                .bind(
                        "types",
                        texts(wishes, w -> MediaTypes.of(w.brought().head(), w.name().text())))
                .bind("at", mark.at())
                .bind("user", mark.userId())
                .bind("userName", mark.name())
                .map((row, context) -> Map.entry(row.getLong("id"), row.getString("name")))
                .forEach(row -> made.put(row.getKey(), byName.get(row.getValue())));
        return made;
    }

    private void refer(Handle tx, Iterable<Wish> wishes) {
        Map<BlobId, Integer> rows = new HashMap<>();
        wishes.forEach(wish -> rows.merge(wish.brought().kept().id(), 1, Integer::sum));
        desk.blobs.refer(tx, rows);
        tx.createUpdate(
                        """
                        INSERT INTO vault_content (hash)
                        SELECT decode(hash, 'hex') FROM unnest(:hashes::text[]) AS h (hash)
                        ORDER BY 1 ON CONFLICT DO NOTHING
                        """)
                .bind("hashes", rows.keySet().stream().map(BlobId::hex).toArray(String[]::new))
                .execute();
    }

    private static void addVersions(Handle tx, Set<Long> ids) {
        tx.createUpdate(
                        """
                        INSERT INTO vault_version (document_id, version, hash, size, media_type, at,
                          by_id, by_name)
                        SELECT id, version, hash, size, media_type, changed_at, changed_by,
                          changed_name
                        FROM vault_document WHERE id = ANY (:ids)
                        """)
                .bind("ids", ids.toArray(Long[]::new))
                .execute();
    }

    private static String[] texts(List<Wish> wishes, Function<Wish, String> part) {
        return wishes.stream().map(part).toArray(String[]::new);
    }
}
