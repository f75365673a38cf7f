package relais.vault.document;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import relais.vault.blob.Kept;
import relais.vault.blob.Taken;
import relais.vault.blob.Unkept;
import relais.vault.document.Documents.Also;
import relais.vault.document.Documents.Brought;
import relais.vault.document.Documents.Incoming;
import relais.vault.document.Documents.Put;
import relais.vault.document.Documents.Rules;
import relais.vault.document.Outcome.Done;
import relais.vault.document.Outcome.Refused;
import relais.vault.document.Outcome.Why;

/** Contents on their way to a path: among many where that can be, alone where it cannot. */
final class Putting {
    private static final String NO_FOLDER = "no-folder";
    private static final Also NOTHING_ELSE = (tx, put) -> true;

    private final Desk desk;
    private final Placing placing;
    private final PlacingMany many;
    private final Folders folders;

    /** Makes a folder with all above it. */
    @FunctionalInterface
    interface Folders {
        Outcome<Folder> make(Actor actor, long dossierId, DocumentPath path);
    }

    Putting(Desk desk, Placing placing, Folders folders) {
        this.desk = desk;
        this.placing = placing;
        this.folders = folders;
        this.many =
                new PlacingMany(
                        desk,
                        desk.flushing,
                        wish ->
                                attemptInFolder(
                                        wish.place(),
                                        wish.name(),
                                        new Brought(kept(wish.content()), wish.head()),
                                        wish.condition(),
                                        NOTHING_ELSE));
    }

    private Kept kept(Taken content) throws IOException {
        return switch (content) {
            case Kept kept -> kept;
            case Unkept unkept -> desk.blobs.keep(unkept);
        };
    }

    static InputStream again(byte[] head, InputStream rest) {
        return new SequenceInputStream(new ByteArrayInputStream(head), rest);
    }

    Outcome<Put> put(Actor actor, long dossierId, DocumentPath path, Incoming incoming, Rules rules)
            throws IOException {
        byte[] head = incoming.content().readNBytes(MediaTypes.HEAD);
        Taken content = desk.blobs.take(again(head, incoming.content()), incoming.size());
        if (incoming.check().of(content.id())
                instanceof Refused<Boolean>(Why why, String code, String detail)) {
            return new Refused<>(why, code, detail);
        }
        PlacingMany.Place place = new PlacingMany.Place(actor, dossierId, path.parent());
        return withFolders(
                place,
                rules,
                () -> many.place(place, path.name(), content, head, rules.condition()));
    }

    Outcome<Put> place(Actor actor, long dossierId, DocumentPath path, Brought brought, Rules rules)
            throws IOException {
        PlacingMany.Place place = new PlacingMany.Place(actor, dossierId, path.parent());
        return withFolders(
                place,
                rules,
                () ->
                        many.place(
                                place,
                                path.name(),
                                brought.kept(),
                                brought.head(),
                                rules.condition()));
    }

    Outcome<Put> place(
            Actor actor,
            long dossierId,
            DocumentPath path,
            Brought brought,
            Rules rules,
            Also also) {
        PlacingMany.Place place = new PlacingMany.Place(actor, dossierId, path.parent());
        Outcome<Put> outcome =
                withFolders(
                        place,
                        rules,
                        () ->
                                attemptInFolder(
                                        place, path.name(), brought, rules.condition(), also));
        if (outcome instanceof Done<Put>) {
            desk.flushing.await();
        }
        return outcome;
    }

    /** Putting something somewhere. */
    @FunctionalInterface
    private interface Attempt<X extends Exception> {
        Outcome<Put> put() throws X;
    }

    /** Again with the folders made, where that was all that was wrong. */
    private <X extends Exception> Outcome<Put> withFolders(
            PlacingMany.Place place, Rules rules, Attempt<X> attempt) throws X {
        Outcome<Put> outcome = attempt.put();
        if (rules.makeFolders()
                && outcome instanceof Refused<Put> refused
                && refused.code().equals(NO_FOLDER)) {
            // in a transaction of its own: only making folders keeps others from the dossier
            return switch (folders.make(place.actor(), place.dossierId(), place.folder())) {
                case Refused<Folder>(Why why, String code, String detail) ->
                        new Refused<>(why, code, detail);
                case Done<Folder> made -> attempt.put();
            };
        }
        return outcome;
    }

    private Outcome<Put> attemptInFolder(
            PlacingMany.Place place,
            DocumentName name,
            Brought brought,
            Condition condition,
            Also also) {
        return desk.attemptAmongMany(
                tx -> {
                    desk.entrance.write(tx, place.actor().caller(), place.dossierId());
                    Entrance.holdFolders(tx, place.dossierId());
                    Folder folder =
                            desk.tree
                                    .find(tx, place.dossierId(), place.folder())
                                    .orElseThrow(() -> noFolder(place.folder()));
                    Put put = placing.place(tx, place.actor(), folder, name, brought, condition);
                    if (!also.does(tx, put)) {
                        throw new Objection(Why.CONFLICT, "changed-meanwhile", "done already");
                    }
                    return put;
                });
    }

    private static Objection noFolder(DocumentPath path) {
        return new Objection(Why.CONFLICT, NO_FOLDER, "there is no folder " + path);
    }
}
