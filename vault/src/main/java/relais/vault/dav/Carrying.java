package relais.vault.dav;

import java.io.IOException;
import java.util.Iterator;
import relais.platform.db.Database;
import relais.platform.http.Answer;
import relais.platform.http.Request;
import relais.vault.document.Actor;
import relais.vault.document.Condition;
import relais.vault.document.Document;
import relais.vault.document.DocumentName;
import relais.vault.document.DocumentPath;
import relais.vault.document.Documents;
import relais.vault.document.Folder;
import relais.vault.document.Listing;
import relais.vault.document.Node;

/**
 * COPY and MOVE. Onto a document they make a version of it, since that is how editors save: under
 * another name first. Contents are not read for it.
 */
final class Carrying {
    private final Database database;
    private final Shelves shelves;
    private final Documents documents;
    private final Guard guard;
    private final Changing changing;

    Carrying(
            Database database,
            Shelves shelves,
            Documents documents,
            Guard guard,
            Changing changing) {
        this.database = database;
        this.shelves = shelves;
        this.documents = documents;
        this.guard = guard;
        this.changing = changing;
    }

    /** Both ends of the way. */
    private record Way(
            Request request,
            Actor actor,
            DavPath from,
            Place.Inside source,
            Node node,
            DavPath to,
            Place.Inside target) {}

    Answer copy(Request request, DavPath from) throws IOException {
        Way way = way(request, from, false);
        boolean replaced = makeRoom(way);
        boolean alone = request.header("Depth").map("0"::equals).orElse(false);
        copy(way, alone);
        return replaced ? Answer.done() : Changing.made();
    }

    Answer move(Request request, DavPath from) throws IOException {
        Way way = way(request, from, true);
        boolean replaced = makeRoom(way);
        boolean sameDossier = way.source().dossier() == way.target().dossier();
        switch (way.node()) {
            case Document document when replacesVersion(way) -> {
                copy(way, true);
                Stopped.unless(documents.trash().trash(way.actor(), document.id()));
            }
            case Document document ->
                    Stopped.unless(
                            documents
                                    .moves()
                                    .move(
                                            way.actor(),
                                            document.id(),
                                            way.target().dossier(),
                                            way.target().path(),
                                            false));
            case Folder folder when sameDossier ->
                    Stopped.unless(
                            documents
                                    .moves()
                                    .moveFolder(way.actor(), folder.id(), way.target().path()));
            case Folder folder -> {
                copy(way, false);
                Stopped.unless(documents.trash().trashFolder(way.actor(), folder.id()));
            }
        }
        return replaced ? Answer.done() : Changing.made();
    }

    private Way way(Request request, DavPath from, boolean leaves) {
        Place.Inside source = changing.inside(request, from);
        Node node = source.node();
        if (node == null || source.path().isTop()) {
            throw new Stopped(
                    node == null ? 404 : 403, "not-a-document", "only documents and folders move");
        }
        DavPath to = destination(request);
        Actor actor = guard.admit(request, source);
        if (leaves) {
            guard.requireOpen(actor, node);
            guard.requireOpen(actor, changing.above(request, from));
        }
        if (from.holds(to) || to.holds(from)) {
            throw new Stopped(403, "same-place", "nothing can be put into or onto itself");
        }
        Node above = changing.above(request, to);
        Place.Inside target = changing.inside(request, to);
        if (target.path().isTop()) {
            throw new Stopped(403, "not-a-document", "a dossier is made in the console");
        }
        guard.requireOpen(actor, target.node() == null ? above : target.node());
        return new Way(request, actor, from, source, node, to, target);
    }

    private static DavPath destination(Request request) {
        String given =
                request.header("Destination")
                        .orElseThrow(
                                () -> new Stopped(400, "invalid-header", "Destination is missing"));
        return DavPath.ofUrl(given, request.header("Host").orElse(""))
                .orElseThrow(() -> new Stopped(502, "other-server", "this is another server's"));
    }

    /** Whether something was there, which has gone or will get another version. */
    private boolean makeRoom(Way way) {
        if (way.target().node() == null) {
            return false;
        }
        if (way.request().header("Overwrite").map("F"::equals).orElse(false)) {
            throw new Stopped(412, "name-taken", "there is something of that name");
        }
        if (!replacesVersion(way)) {
            changing.remove(way.request(), way.actor(), way.to(), way.target());
        }
        return true;
    }

    private static boolean replacesVersion(Way way) {
        return way.node() instanceof Document && way.target().node() instanceof Document;
    }

    private void copy(Way way, boolean alone) throws IOException {
        switch (way.node()) {
            case Document document when replacesVersion(way) ->
                    Stopped.unless(
                            documents.place(
                                    way.actor(),
                                    way.target().dossier(),
                                    way.target().path(),
                                    documents.again(document),
                                    new Documents.Rules(new Condition.Always(), false)));
            case Document document -> copyDocument(way, document, way.target().path());
            case Folder folder -> copyFolder(way, folder, alone);
        }
    }

    private void copyDocument(Way way, Document document, DocumentPath to) {
        Document made =
                Stopped.unless(
                        documents
                                .moves()
                                .copy(
                                        way.actor(),
                                        document.id(),
                                        way.target().dossier(),
                                        to,
                                        false));
        database.useTransaction(tx -> DeadProperties.copy(tx, document, made));
    }

    private void copyFolder(Way way, Folder folder, boolean alone) {
        Folder made =
                Stopped.unless(
                        documents.makeFolder(
                                way.actor(), way.target().dossier(), way.target().path()));
        database.useTransaction(tx -> DeadProperties.copy(tx, folder, made));
        if (alone) {
            return;
        }
        copyFolders(way, way.source().path(), way.target().path());
        Iterator<Listing.Below> all =
                Stopped.unless(
                        documents
                                .listing()
                                .below(
                                        way.request().caller(),
                                        way.source().dossier(),
                                        way.source().path()));
        while (all.hasNext()) {
            Listing.Below one = all.next();
            DocumentPath to = way.target().path();
            for (DocumentName name : DocumentPath.parse(one.path()).names()) {
                to = to.child(name);
            }
            copyDocument(way, one.document(), to);
        }
    }

    /** Empty ones too. */
    private void copyFolders(Way way, DocumentPath from, DocumentPath to) {
        Pages pages = new Pages(documents, way.request(), way.source().dossier(), from);
        boolean documentsBegan = false;
        while (pages.hasNext() && !documentsBegan) {
            Listing.Page page = pages.next();
            documentsBegan = !page.documents().isEmpty();
            for (Listing.FolderLine line : page.folders()) {
                DocumentName name = new DocumentName(line.name());
                Stopped.unless(
                        documents.makeFolder(way.actor(), way.target().dossier(), to.child(name)));
                copyFolders(way, from.child(name), to.child(name));
            }
        }
    }
}
