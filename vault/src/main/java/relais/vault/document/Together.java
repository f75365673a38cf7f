package relais.vault.document;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jdbi.v3.core.Handle;
import relais.vault.document.Documents.Brought;
import relais.vault.document.Outcome.Why;

/** Contents that belong together: all become documents of one folder, or none. */
public final class Together {
    private final Desk desk;
    private final Placing placing;

    Together(Desk desk, Placing placing) {
        this.desk = desk;
        this.placing = placing;
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
                    boolean there = desk.tree.find(tx, dossierId, to).isPresent();
                    Folder folder = desk.tree.make(tx, dossierId, to);
                    if (!there) {
                        desk.locks.refuse(tx, actor, folder);
                        desk.tell(tx, actor, "folder.make", folder, Map.of());
                    }
                    List<Document> made = new ArrayList<>();
                    for (Named one : contents) {
                        made.add(
                                placing.place(
                                                tx,
                                                actor,
                                                folder,
                                                one.name(),
                                                one.brought(),
                                                new Condition.Beside())
                                        .document());
                    }
                    return made;
                });
    }
}
