package relais.vault.document;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jdbi.v3.core.Handle;
import relais.vault.blob.BlobId;
import relais.vault.document.Documents.Brought;
import relais.vault.document.Outcome.Why;

/** Contents that belong together: all become documents of one folder, or none. */
public final class Together {
    private final Desk desk;

    Together(Desk desk) {
        this.desk = desk;
    }

    /** A content and what its document is to be called; it gets a number where that is taken. */
    public record Named(DocumentName name, Brought brought) {}

    /**
     * Puts them into the folder, which is made where it is missing.
     *
     * @param first done before, in the same transaction; false: nothing happens, and the outcome is
     *     a conflict {@code changed-meanwhile}
     */
    public Outcome<List<Document>> place(
            Actor actor,
            long dossierId,
            DocumentPath to,
            List<Named> contents,
            Predicate<Handle> first) {
        return desk.attempt(
                tx -> {
                    desk.entrance.write(tx, actor.caller(), dossierId);
                    Entrance.holdAll(tx, dossierId);
                    if (!first.test(tx)) {
                        throw new Objection(Why.CONFLICT, "changed-meanwhile", "done already");
                    }
                    Map<BlobId, Integer> rows = new TreeMap<>(Comparator.comparing(BlobId::hex));
                    contents.forEach(c -> rows.merge(c.brought().kept().id(), 1, Integer::sum));
                    // all contents before anybody else's turn in the audit log waits for them
                    desk.blobs.refer(tx, rows);
                    NewRows.noteContents(tx, rows.keySet());
                    boolean there = desk.tree.find(tx, dossierId, to).isPresent();
                    Folder folder = desk.tree.make(tx, dossierId, to);
                    desk.locks.refuse(tx, actor, folder);
                    List<Document> made = new ArrayList<>();
                    for (Named one : contents) {
                        made.add(make(tx, actor, folder, one));
                    }
                    desk.changed(tx, dossierId);
                    desk.due(tx, made.stream().map(Document::id).toList());
                    if (!there) {
                        desk.tell(tx, actor, "folder.make", folder, Map.of());
                    }
                    desk.recordNew(tx, actor, "document.put", made);
                    return made;
                });
    }

    private Document make(Handle tx, Actor actor, Folder folder, Named one) {
        DocumentName name = Placing.free(tx, desk.tree, folder, one.name());
        Rows.Content content = Placing.content(one.brought().kept(), one.brought().head(), name);
        Rows.Mark mark = desk.mark(actor);
        long id = Placing.insert(tx, folder, name, content, mark);
        Rows.addVersion(tx, id, 1, content, mark);
        return desk.document(tx, id);
    }
}
