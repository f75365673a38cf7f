package relais.vault.document;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import relais.vault.document.Outcome.Why;
import relais.vault.search.SearchText;

/** What was thrown away can be brought back until somebody erases it. */
public final class Trash {
    private final Desk desk;

    Trash(Desk desk) {
        this.desk = desk;
    }

    /** Into the trash; one that is there already stays. */
    public Outcome<Document> trash(Actor actor, long id) {
        return desk.attempt(
                tx -> {
                    Rows.hold(tx, id);
                    Document document = desk.document(tx, id);
                    desk.entrance.write(tx, actor.caller(), document.dossierId());
                    if (document.trashed()) {
                        return document;
                    }
                    requireErasable(tx, document.dossierId());
                    desk.locks.refuse(tx, actor, document);
                    desk.waves.count(
                            tx,
                            desk,
                            actor,
                            1,
                            new Waves.Held(
                                    "trash", document.dossierId(), id, null, null, "deletions"));
                    String from = desk.tree.path(tx, document.folderId()).toString();
                    throwAway(tx, actor, List.of(id), from);
                    tx.execute("DELETE FROM vault_lock WHERE document_id = ?", id);
                    desk.tell(tx, actor, "document.trash", document, Map.of("from", from));
                    return desk.document(tx, id);
                });
    }

    private void throwAway(Handle tx, Actor actor, List<Long> ids, String from) {
        tx.createUpdate(
                        """
                        UPDATE vault_document SET trashed_at = :now, trashed_name = :by,
                          trashed_from = :from, folder_id = NULL
                        WHERE id = ANY (:ids) AND trashed_at IS NULL
                        """)
                .bind("now", desk.now())
                .bind("by", actor.caller().name())
                .bind("from", from)
                .bind("ids", ids.toArray(Long[]::new))
                .execute();
    }

    /** The documents of a folder and below it into the trash; the folders themselves are gone. */
    public Outcome<Integer> trashFolder(Actor actor, long id) {
        return desk.attempt(
                tx -> {
                    long dossierId = desk.folder(tx, id).dossierId();
                    desk.entrance.write(tx, actor.caller(), dossierId);
                    requireErasable(tx, dossierId);
                    Entrance.holdAll(tx, dossierId);
                    Folder folder = desk.folder(tx, id);
                    desk.locks.refuseDeep(tx, actor, folder);
                    int documents = 0;
                    List<Long> folders = Tree.below(tx, id);
                    desk.waves.count(
                            tx,
                            desk,
                            actor,
                            Waves.documents(tx, folders),
                            new Waves.Held("trash-folder", dossierId, null, id, null, "deletions"));
                    for (Long one : folders) {
                        List<Long> within =
                                tx.createQuery(
                                                """
                                                SELECT id FROM vault_document
                                                WHERE folder_id = :folder AND trashed_at IS NULL
                                                """)
                                        .bind("folder", one)
                                        .mapTo(Long.class)
                                        .list();
                        throwAway(tx, actor, within, desk.tree.path(tx, one).toString());
                        desk.due(tx, within);
                        documents += within.size();
                    }
                    String path = desk.tree.path(tx, id).toString();
                    Tree.remove(tx, folders);
                    desk.tell(
                            tx,
                            actor,
                            "folder.trash",
                            folder,
                            Map.of("path", path, "documents", documents));
                    return documents;
                });
    }

    /** Back to where it was, its folders made anew; numbered where the name is taken by now. */
    public Outcome<Document> restore(Actor actor, long id) {
        return desk.attempt(
                tx -> {
                    Document document = desk.document(tx, id);
                    long dossierId = document.dossierId();
                    desk.entrance.write(tx, actor.caller(), dossierId);
                    Entrance.holdAll(tx, dossierId);
                    Rows.hold(tx, id);
                    document = desk.document(tx, id);
                    if (!document.trashed()) {
                        return document;
                    }
                    Folder folder = desk.tree.make(tx, dossierId, from(tx, id));
                    DocumentName name =
                            Placing.free(tx, desk.tree, folder, new DocumentName(document.name()));
                    Rows.place(tx, id, folder, name.text());
                    Document back = desk.document(tx, id);
                    desk.tell(tx, actor, "document.restore", back, Map.of());
                    return back;
                });
    }

    private static DocumentPath from(Handle tx, long id) {
        return tx.createQuery("SELECT trashed_from FROM vault_document WHERE id = :id")
                .bind("id", id)
                .mapTo(String.class)
                .findOne()
                .map(DocumentPath::parse)
                .orElse(DocumentPath.TOP);
    }

    /** For good; only what is in the trash, and not what the law holds. */
    public Outcome<Document> erase(Actor actor, long id) {
        return desk.attempt(
                tx -> {
                    Rows.hold(tx, id);
                    Document document = desk.document(tx, id);
                    desk.entrance.manage(tx, actor.caller(), document.dossierId());
                    requireErasable(tx, document.dossierId());
                    if (!document.trashed()) {
                        throw new Objection(
                                Why.CONFLICT, "not-in-trash", "put it into the trash first");
                    }
                    erase(tx, document);
                    desk.tell(
                            tx,
                            actor,
                            "document.erase",
                            document,
                            Map.of("hash", document.hash().hex()));
                    return document;
                });
    }

    /** Everything that is in the trash of a dossier, at most a thousand at a time; how many. */
    public Outcome<Integer> empty(Actor actor, long dossierId) {
        return desk.attempt(
                tx -> {
                    desk.entrance.manage(tx, actor.caller(), dossierId);
                    requireErasable(tx, dossierId);
                    List<Document> all =
                            tx.createQuery(
                                            Rows.SELECT
                                                    + """
                                                     WHERE d.dossier_id = :dossier
                                                      AND d.trashed_at IS NOT NULL
                                                    ORDER BY d.id LIMIT 1000 FOR UPDATE OF d
                                                    """)
                                    .bind("dossier", dossierId)
                                    .map((row, context) -> Rows.document(row))
                                    .list();
                    all.forEach(document -> erase(tx, document));
                    desk.tell(
                            tx,
                            actor,
                            "trash.empty",
                            Tree.top(dossierId),
                            Map.of("documents", all.size()));
                    return all.size();
                });
    }

    private void requireErasable(Handle tx, long dossierId) {
        Optional<String> why = desk.hooks.keeps(tx, dossierId);
        if (why.isPresent()) {
            throw new Objection(Why.HELD, "on-hold", why.get());
        }
    }

    private void erase(Handle tx, Document document) {
        Rows.hashes(tx, document.id()).forEach(hash -> desk.blobs.release(tx, hash));
        SearchText.remove(tx, document.id());
        tx.execute("DELETE FROM vault_version WHERE document_id = ?", document.id());
        tx.execute("DELETE FROM vault_document WHERE id = ?", document.id());
    }
}
