package relais.vault.dav;

import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import relais.platform.db.Database;
import relais.platform.http.Answer;
import relais.platform.http.Request;
import relais.vault.document.Actor;
import relais.vault.document.Condition;
import relais.vault.document.Document;
import relais.vault.document.Documents;
import relais.vault.document.Folder;
import relais.vault.document.Node;
import relais.vault.document.Outcome;
import relais.vault.upload.DigestFields;
import relais.vault.upload.Digests;

/** PUT, MKCOL, DELETE and PROPPATCH. */
final class Changing {
    private final Database database;
    private final Shelves shelves;
    private final Documents documents;
    private final Guard guard;
    private final long mostBytes;

    Changing(Database database, Shelves shelves, Documents documents, Guard guard, long mostBytes) {
        this.database = database;
        this.shelves = shelves;
        this.documents = documents;
        this.guard = guard;
        this.mostBytes = mostBytes;
    }

    Answer put(Request request, DavPath path) throws IOException {
        Place.Inside place = inside(request, path);
        Actor actor = guard.admit(request, place);
        if (place.isFolder() || place.path().isTop()) {
            return Answer.refused(405, "is-folder", "this is a folder");
        }
        if (request.header("Content-Range").isPresent()) {
            return Answer.refused(
                    400, "no-partial-put", "a document is put whole (RFC 9110, 14.5)");
        }
        guard.requireOpen(actor, place.node() == null ? above(request, path) : place.node());
        Condition condition = condition(request);
        Stopped.unless(documents.admits(actor, place.dossier()));
        Digests told = told(request);
        Outcome<Documents.Put> put;
        try (InputStream body = request.stream(mostBytes)) {
            Digests.Reading reading = told.reading(body);
            put =
                    documents.put(
                            actor,
                            place.dossier(),
                            place.path(),
                            new Documents.Incoming(reading, -1, reading::asTold),
                            new Documents.Rules(condition, false));
        }
        Documents.Put done = Stopped.unless(put);
        return new Answer.WithHeaders(
                new Answer.Bytes(
                        done.created() ? 201 : 204, "", done.created() ? 0 : -1, out -> {}),
                Map.of("ETag", done.document().hash().tag()));
    }

    private static Digests told(Request request) {
        try {
            return DigestFields.of(request);
        } catch (IllegalArgumentException e) {
            throw new Stopped(400, "invalid-digest", String.valueOf(e.getMessage()));
        }
    }

    private static Condition condition(Request request) {
        if (request.header("If-None-Match").map(String::strip).equals(java.util.Optional.of("*"))) {
            return new Condition.Absent();
        }
        return request.header("If-Match")
                .<Condition>map(
                        tags ->
                                new Condition.Is(
                                        tags.strip().equals("*")
                                                ? Set.of()
                                                : Set.of(tags.replaceAll("\\s", "").split(","))))
                .orElse(new Condition.Always());
    }

    Answer mkcol(Request request, DavPath path) throws IOException {
        Place place = shelves.at(request.caller(), path);
        if (!(place instanceof Place.Inside inside)) {
            return Answer.refused(
                    403, "not-a-dossier", "dossiers and their types are made in the console");
        }
        try (InputStream body = request.stream()) {
            if (body.read() >= 0) {
                return Answer.refused(415, "no-body", "a folder is made without a body");
            }
        }
        Actor actor = guard.admit(request, place);
        if (inside.node() != null) {
            return Answer.refused(405, "name-taken", "there is something of that name");
        }
        Node above = above(request, path);
        guard.requireOpen(actor, above);
        Stopped.unless(documents.makeFolder(actor, inside.dossier(), inside.path()));
        return made();
    }

    static Answer made() {
        return new Answer.Bytes(201, "", 0, out -> {});
    }

    Answer delete(Request request, DavPath path) {
        Place.Inside place = inside(request, path);
        Actor actor = guard.admit(request, place);
        remove(request, actor, path, place);
        return Answer.done();
    }

    /** Into the trash, with everything in it. */
    void remove(Request request, Actor actor, DavPath path, Place.Inside place) {
        guard.requireOpen(actor, place.node());
        if (place.path().isTop()) {
            throw new Stopped(403, "not-a-document", "a dossier is closed in the console");
        }
        guard.requireOpen(actor, above(request, path));
        switch (place.node()) {
            case null -> throw new Stopped(404, "not-found", "there is nothing at this address");
            case Document document -> Stopped.unless(documents.trash().trash(actor, document.id()));
            case Folder folder -> Stopped.unless(documents.trash().trashFolder(actor, folder.id()));
        }
    }

    Answer proppatch(Request request, DavPath path) throws IOException {
        Place.Inside place = inside(request, path);
        List<DavBody.Change> changes;
        try (InputStream body = request.stream()) {
            changes = DavBody.proppatch(body);
        } catch (DavBody.Malformed e) {
            return Answer.refused(400, "invalid-body", String.valueOf(e.getMessage()));
        }
        Actor actor = guard.admit(request, place);
        Node node = place.node();
        if (node == null) {
            return Answer.refused(404, "not-found", "there is nothing at this address");
        }
        guard.requireOpen(actor, node);
        Stopped.unless(documents.admits(actor, place.dossier()));
        Multistatus all = new Multistatus();
        all.changes(path.href(node instanceof Folder), noted(node, changes));
        return all.answer();
    }

    /** All of them, or none (RFC 4918, section 9.2). */
    private Map<Integer, Set<Property>> noted(Node node, List<DavBody.Change> changes) {
        Set<Property> refused = new LinkedHashSet<>();
        Set<Property> others = new LinkedHashSet<>();
        for (DavBody.Change change : changes) {
            boolean ours = Found.isLive(change.property()) || node.id() == 0;
            (ours ? refused : others).add(change.property());
        }
        if (refused.isEmpty()) {
            refused.addAll(
                    database.inTransaction(
                            tx -> {
                                Set<Property> failed = new LinkedHashSet<>();
                                for (DavBody.Change change : changes) {
                                    if (!note(tx, node, change)) {
                                        failed.add(change.property());
                                    }
                                }
                                if (!failed.isEmpty()) {
                                    tx.rollback();
                                }
                                return failed;
                            }));
        }
        Map<Integer, Set<Property>> outcomes = new LinkedHashMap<>();
        if (refused.isEmpty()) {
            outcomes.put(200, others);
        } else {
            outcomes.put(403, refused);
            others.removeAll(refused);
            if (!others.isEmpty()) {
                outcomes.put(424, others);
            }
        }
        return outcomes;
    }

    private static boolean note(org.jdbi.v3.core.Handle tx, Node node, DavBody.Change change) {
        String value = change.value();
        if (value == null) {
            DeadProperties.remove(tx, node, change.property());
            return true;
        }
        return DeadProperties.set(tx, node, change.property(), value);
    }

    /** The folder that a path lies in; a refusal where there is none. */
    @Nullable Node above(Request request, DavPath path) {
        Place parent = shelves.at(request.caller(), path.parent());
        if (parent instanceof Place.Inside inside && inside.isFolder()) {
            return inside.node();
        }
        throw new Stopped(409, "no-folder", "there is no folder to put it into");
    }

    Place.Inside inside(Request request, DavPath path) {
        Place place = shelves.at(request.caller(), path);
        if (place instanceof Place.Inside inside) {
            return inside;
        }
        throw place instanceof Place.Nowhere
                ? new Stopped(
                        path.isDossier() || path.isType() ? 404 : 409,
                        "no-folder",
                        "no such dossier")
                : new Stopped(403, "not-a-dossier", "this is changed in the console");
    }
}
