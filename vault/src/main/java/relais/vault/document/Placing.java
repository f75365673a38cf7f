package relais.vault.document;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import relais.vault.blob.Taken;
import relais.vault.document.Documents.Brought;
import relais.vault.document.Documents.Put;
import relais.vault.document.Outcome.Why;

/** Contents becoming documents and versions, within a transaction. */
final class Placing {
    private final Desk desk;

    Placing(Desk desk) {
        this.desk = desk;
    }

    Put place(
            Handle tx,
            Actor actor,
            Folder folder,
            DocumentName name,
            Brought brought,
            Condition condition) {
        Rows.Content content = content(brought.kept(), brought.head(), name);
        if (condition instanceof Condition.Beside) {
            return create(tx, actor, folder, free(tx, folder, name), content);
        }
        Optional<Document> there = lockRow(tx, folder, name);
        requireCondition(condition, there.orElse(null));
        return there.isPresent()
                ? renew(tx, actor, there.get(), content)
                : create(tx, actor, folder, name, content);
    }

    /** What was taken, as a document of that name has it. */
    static Rows.Content content(Taken taken, byte[] head, DocumentName name) {
        return new Rows.Content(taken.id(), taken.size(), MediaTypes.of(head, name.text()));
    }

    /** Takes a name that looked free; the new document's number. */
    static long insert(
            Handle tx, Folder folder, DocumentName name, Rows.Content content, Rows.Mark mark) {
        return Rows.insert(tx, folder, name.text(), content, mark)
                .orElseThrow(
                        () ->
                                new Objection(
                                        Why.CONFLICT,
                                        "name-taken",
                                        "somebody just put something there: try again"));
    }

    private static Optional<Document> lockRow(Handle tx, Folder folder, DocumentName name) {
        Optional<Document> there = Rows.find(tx, folder.dossierId(), folder.id(), name.text());
        if (there.isEmpty()) {
            return there;
        }
        Rows.hold(tx, there.get().id());
        return Rows.find(tx, folder.dossierId(), folder.id(), name.text());
    }

    private static void requireCondition(Condition condition, @Nullable Document there) {
        boolean fits =
                switch (condition) {
                    case Condition.Always always -> true;
                    case Condition.Beside beside -> true;
                    case Condition.Absent absent -> there == null;
                    case Condition.Is is ->
                            there != null
                                    && (is.tags().isEmpty()
                                            || is.tags().contains(there.hash().tag()));
                };
        if (!fits) {
            throw new Objection(
                    Why.CHANGED,
                    "changed-meanwhile",
                    "the document is not as you said: look at it again");
        }
    }

    private Put create(
            Handle tx, Actor actor, Folder folder, DocumentName name, Rows.Content content) {
        if (desk.tree.child(tx, folder.dossierId(), folder.id(), name.text()).isPresent()) {
            throw new Objection(Why.CONFLICT, "name-taken", "a folder is called so: " + name);
        }
        desk.locks.refuse(tx, actor, folder);
        Rows.Mark mark = desk.mark(actor);
        long id = insert(tx, folder, name, content, mark);
        desk.refer(tx, content.hash()); // names before contents, as everybody locks them
        Rows.addVersion(tx, id, 1, content, mark);
        Document made = desk.document(tx, id);
        desk.tell(tx, actor, "document.put", made, Map.of("hash", content.hash().hex()));
        return new Put(made, true, false);
    }

    /** The same content again changes nothing, so that a repeated PUT is one. */
    Put renew(Handle tx, Actor actor, Document there, Rows.Content content) {
        desk.locks.refuse(tx, actor, there);
        if (there.hash().equals(content.hash())) {
            return new Put(there, false, true);
        }
        Waves.damage(there, content)
                .ifPresent(
                        damage ->
                                desk.waves.count(
                                        tx,
                                        desk,
                                        actor,
                                        1,
                                        new Waves.Held(
                                                "content",
                                                there.dossierId(),
                                                there.id(),
                                                null,
                                                content,
                                                damage.name().toLowerCase(Locale.ROOT))));
        renew(tx, actor, there, content, "document.put");
        return new Put(desk.document(tx, there.id()), false, false);
    }

    void renew(Handle tx, Actor actor, Document there, Rows.Content content, String action) {
        Rows.Mark mark = desk.mark(actor);
        desk.refer(tx, content.hash());
        Rows.setContent(tx, there.id(), there.version() + 1, content, mark);
        Rows.addVersion(tx, there.id(), there.version() + 1, content, mark);
        desk.tell(
                tx,
                actor,
                action,
                there,
                Map.of("hash", content.hash().hex(), "version", there.version() + 1));
    }

    /** The name, or the first with a number that nothing in the folder has. */
    static DocumentName free(Handle tx, Tree tree, Folder folder, DocumentName name) {
        DocumentName next = name;
        for (int number = 2;
                Rows.taken(tx, folder.dossierId(), folder.id(), next.text())
                        || tree.child(tx, folder.dossierId(), folder.id(), next.text()).isPresent();
                number++) {
            next = name.numbered(number);
        }
        return next;
    }

    private DocumentName free(Handle tx, Folder folder, DocumentName name) {
        return free(tx, desk.tree, folder, name);
    }
}
