package relais.vault.document;

import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import relais.vault.document.Outcome.Why;
import relais.vault.search.SearchText;

/** Documents and folders that get another name or place, and copies. */
public final class Moves {
    private final Desk desk;

    Moves(Desk desk) {
        this.desk = desk;
    }

    /**
     * Another name or place, in the same dossier or another; where the name is taken the document
     * gets a number, or is refused.
     */
    public Outcome<Document> move(
            Actor actor, long id, long toDossier, DocumentPath to, boolean numbered) {
        return desk.attempt(
                tx -> {
                    Document document = desk.live(tx, id);
                    desk.entrance.write(tx, actor.caller(), document.dossierId());
                    desk.entrance.write(tx, actor.caller(), toDossier);
                    Entrance.holdFolders(tx, Math.min(document.dossierId(), toDossier));
                    Entrance.holdFolders(tx, Math.max(document.dossierId(), toDossier));
                    Rows.hold(tx, id);
                    document = desk.live(tx, id);
                    desk.entrance.write(tx, actor.caller(), document.dossierId());
                    desk.locks.refuse(tx, actor, document);
                    Folder folder = folder(tx, toDossier, to.parent());
                    desk.locks.refuse(tx, actor, folder);
                    DocumentPath from = desk.tree.path(tx, document.folderId());
                    DocumentName name = name(tx, folder, to, document, numbered);
                    if (document.dossierId() != toDossier) {
                        requireFree(tx, document.dossierId());
                        tx.execute("DELETE FROM vault_lock WHERE document_id = ?", id);
                        // what was given away, and is found, belongs to the dossier it leaves
                        tx.execute(
                                "UPDATE vault_share SET revoked_at = now()"
                                        + " WHERE document_id = ? AND revoked_at IS NULL",
                                id);
                        SearchText.remove(tx, id);
                    }
                    Rows.place(tx, id, folder, name.text());
                    Document moved = desk.document(tx, id);
                    desk.tell(
                            tx,
                            actor,
                            "document.move",
                            moved,
                            Map.of("from", from + " " + document.name(), "to", to.parent() + ""));
                    return moved;
                });
    }

    /** A dossier on hold keeps what is in it. */
    private void requireFree(Handle tx, long dossierId) {
        Optional<String> why = desk.hooks.keeps(tx, dossierId);
        if (why.isPresent()) {
            throw new Objection(Why.HELD, "on-hold", why.get());
        }
    }

    private Folder folder(Handle tx, long dossierId, DocumentPath path) {
        return desk.tree
                .find(tx, dossierId, path)
                .orElseThrow(
                        () ->
                                new Objection(
                                        Why.CONFLICT, "no-folder", "there is no folder " + path));
    }

    private DocumentName name(
            Handle tx, Folder folder, DocumentPath to, Document moved, boolean numbered) {
        Optional<Document> there = Rows.find(tx, folder.dossierId(), folder.id(), to.name().text());
        if (there.isPresent() && there.get().id() == moved.id()) {
            return to.name();
        }
        return free(tx, folder, to.name(), numbered);
    }

    private DocumentName free(Handle tx, Folder folder, DocumentName wanted, boolean numbered) {
        DocumentName free = Placing.free(tx, desk.tree, folder, wanted);
        if (!numbered && !free.equals(wanted)) {
            throw new Objection(Why.CONFLICT, "name-taken", "the name is taken: " + wanted);
        }
        return free;
    }

    /** The document's newest content as another document; versions stay with the first. */
    public Outcome<Document> copy(
            Actor actor, long id, long toDossier, DocumentPath to, boolean numbered) {
        return desk.attempt(
                tx -> {
                    Document document = desk.live(tx, id);
                    desk.entrance.read(tx, actor.caller(), document.dossierId());
                    desk.entrance.write(tx, actor.caller(), toDossier);
                    Entrance.holdFolders(tx, toDossier);
                    Folder folder = folder(tx, toDossier, to.parent());
                    desk.locks.refuse(tx, actor, folder);
                    DocumentName name = free(tx, folder, to.name(), numbered);
                    Rows.Content content =
                            new Rows.Content(
                                    document.hash(), document.size(), document.mediaType());
                    desk.refer(tx, content.hash());
                    Rows.Mark mark = desk.mark(actor);
                    long copy = Placing.insert(tx, folder, name, content, mark);
                    Rows.addVersion(tx, copy, 1, content, mark);
                    Document made = desk.document(tx, copy);
                    desk.tell(tx, actor, "document.copy", made, Map.of("of", id));
                    return made;
                });
    }

    /** Another name or place for a folder with all in it; in its dossier. */
    public Outcome<Folder> moveFolder(Actor actor, long id, DocumentPath to) {
        if (to.isTop()) {
            return new Outcome.Refused<>(Why.INVALID, "invalid-path", "a folder needs a name");
        }
        return desk.attempt(
                tx -> {
                    long dossierId = desk.folder(tx, id).dossierId();
                    desk.entrance.write(tx, actor.caller(), dossierId);
                    Entrance.holdAll(tx, dossierId);
                    Folder folder = desk.folder(tx, id);
                    desk.locks.refuseDeep(tx, actor, folder);
                    Folder above = folder(tx, dossierId, to.parent());
                    desk.locks.refuse(tx, actor, above);
                    DocumentPath from = desk.tree.path(tx, id);
                    desk.tree.move(tx, folder, above, to.name());
                    Folder moved = desk.folder(tx, id);
                    desk.tell(
                            tx,
                            actor,
                            "folder.move",
                            moved,
                            Map.of("from", from + "", "to", to + ""));
                    return moved;
                });
    }
}
