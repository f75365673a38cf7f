package relais.vault.api;

import static relais.platform.http.Route.route;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import relais.platform.http.Answer;
import relais.platform.http.Request;
import relais.platform.http.Route;
import relais.platform.http.Route.Verb;
import relais.vault.access.VaultPermissions;
import relais.vault.document.Actor;
import relais.vault.document.Document;
import relais.vault.document.DocumentName;
import relais.vault.document.DocumentPath;
import relais.vault.document.Documents;
import relais.vault.document.Lock;
import relais.vault.document.Outcome;
import relais.vault.document.Outcome.Done;
import relais.vault.document.Version;
import relais.vault.limited.OfficePages;

/** Documents of a dossier: where they lie, what they are called, who edits them. */
public final class DocumentsApi {
    /** Who edits in the console renews it; who went away blocks nobody for long. */
    private static final Duration LOCK = Duration.ofMinutes(30);

    private final Documents documents;
    private final OfficePages office;

    public DocumentsApi(Documents documents, OfficePages office) {
        this.documents = documents;
        this.office = office;
    }

    record VersionShown(int version, long size, String hash, Instant at, String by, String scan) {}

    record LockShown(String by, Instant at, Instant until, boolean mine) {}

    /** A document with all that is known of it. */
    record DocumentWhole(
            long id,
            String name,
            long size,
            String mediaType,
            int version,
            Instant changedAt,
            String changedBy,
            String scan,
            boolean preview,
            String hash,
            long dossierId,
            String path,
            int pages,
            @Nullable Instant trashedAt,
            List<VersionShown> versions,
            @Nullable LockShown lock) {}

    record DocumentMove(@Nullable String name, @Nullable String folder, @Nullable Long dossier) {}

    public List<Route> routes() {
        return Stream.concat(place().stream(), use().stream()).toList();
    }

    private List<Route> place() {
        var read = VaultPermissions.RECORDS_READ;
        var edit = VaultPermissions.RECORDS_EDIT;
        String one = "/api/documents/{id}";
        return List.of(
                route(Verb.GET, one, read, "A document", null, DocumentWhole.class, this::get),
                route(
                        Verb.PUT,
                        one,
                        edit,
                        "Another name or place",
                        DocumentMove.class,
                        DocumentWhole.class,
                        this::move),
                route(
                        Verb.DELETE,
                        one,
                        edit,
                        "Into the trash; forever=true erases it from there",
                        null,
                        null,
                        this::delete));
    }

    private List<Route> use() {
        var edit = VaultPermissions.RECORDS_EDIT;
        String one = "/api/documents/{id}";
        return List.of(
                route(
                        Verb.POST,
                        one + "/restore",
                        edit,
                        "Out of the trash",
                        null,
                        DocumentWhole.class,
                        request ->
                                shown(
                                        request,
                                        documents
                                                .trash()
                                                .restore(actor(request), request.pathId("id")))),
                route(
                        Verb.POST,
                        one + "/lock",
                        edit,
                        "Say that one edits it, or still does",
                        null,
                        LockShown.class,
                        this::lock),
                route(
                        Verb.DELETE,
                        one + "/lock",
                        edit,
                        "Say that one has done editing",
                        null,
                        null,
                        this::unlock),
                route(
                        Verb.POST,
                        one + "/versions/{version}/restore",
                        edit,
                        "Make an earlier content the newest",
                        null,
                        DocumentWhole.class,
                        request ->
                                shown(
                                        request,
                                        documents.restoreVersion(
                                                actor(request),
                                                request.pathId("id"),
                                                version(request)))));
    }

    private static int version(Request request) {
        return Math.clamp(request.pathId("version"), 1, Integer.MAX_VALUE);
    }

    static Actor actor(Request request) {
        return new Actor(request.caller());
    }

    static String scan(Document.Scan scan) {
        return scan.name().toLowerCase(Locale.ROOT);
    }

    static Answer withTarget(String folder, String name, DocumentAnswers.ForPath then)
            throws Exception {
        return DocumentAnswers.withPath(
                folder,
                above -> {
                    DocumentPath to;
                    try {
                        to = above.child(DocumentName.of(name));
                    } catch (IllegalArgumentException e) {
                        return Answer.refused(
                                400, "invalid-path", "name", String.valueOf(e.getMessage()));
                    }
                    return then.answer(to);
                });
    }

    private Answer move(Request request) throws Exception {
        DocumentMove move = request.body(DocumentMove.class);
        long id = request.pathId("id");
        return switch (documents.get(request.caller(), id)) {
            case Outcome.Refused<Document> refused -> DocumentAnswers.refused(refused);
            case Done<Document>(Document document) -> {
                String folder =
                        move.folder() != null
                                ? move.folder()
                                : documents.pathOf(document).toString();
                String name = move.name() == null ? document.name() : move.name();
                long dossier = move.dossier() == null ? document.dossierId() : move.dossier();
                // a new name that is taken is the writer's to change; a new place is not
                boolean numbered = move.name() == null;
                yield withTarget(
                        folder,
                        name,
                        to ->
                                shown(
                                        request,
                                        documents
                                                .moves()
                                                .move(actor(request), id, dossier, to, numbered)));
            }
        };
    }

    private Answer get(Request request) {
        return shown(request, documents.get(request.caller(), request.pathId("id")));
    }

    private Answer shown(Request request, Outcome<Document> outcome) {
        return DocumentAnswers.of(outcome, document -> Answer.ok(whole(request, document)));
    }

    private DocumentWhole whole(Request request, Document document) {
        return new DocumentWhole(
                document.id(),
                document.name(),
                document.size(),
                document.mediaType(),
                document.version(),
                document.changedAt(),
                document.changedBy(),
                scan(document.scan()),
                document.pages() > 0 || office.draws(document.mediaType()),
                document.hash().hex(),
                document.dossierId(),
                documents.pathOf(document).toString(),
                document.pages(),
                document.trashedAt(),
                documents.versions(document).stream().map(DocumentsApi::shown).toList(),
                documents.locksOn(document).stream()
                        .findFirst()
                        .map(lock -> shown(request, lock))
                        .orElse(null));
    }

    private static VersionShown shown(Version version) {
        return new VersionShown(
                version.version(),
                version.size(),
                version.hash().hex(),
                version.at(),
                version.by(),
                scan(version.scan()));
    }

    private static LockShown shown(Request request, Lock lock) {
        boolean mine = lock.userId() == request.caller().userId();
        return new LockShown(lock.userName(), lock.madeAt(), lock.until(), mine);
    }

    private Answer delete(Request request) {
        long id = request.pathId("id");
        boolean forever = request.query("forever").orElse("").equals("true");
        return DocumentAnswers.of(
                forever
                        ? documents.trash().erase(actor(request), id)
                        : documents.trash().trash(actor(request), id),
                document -> Answer.done());
    }

    private Answer lock(Request request) {
        Outcome<Document> document = documents.get(request.caller(), request.pathId("id"));
        if (document instanceof Outcome.Refused<Document> refused) {
            return DocumentAnswers.refused(refused);
        }
        Document found = ((Done<Document>) document).value();
        Optional<Lock> own =
                documents.locksOn(found).stream()
                        .filter(lock -> lock.userId() == request.caller().userId())
                        .findFirst();
        Outcome<Lock> outcome =
                own.isPresent()
                        ? documents.locks().refresh(actor(request), own.get().token(), LOCK)
                        : documents
                                .locks()
                                .take(
                                        actor(request),
                                        found,
                                        new Lock.Terms(false, false, "", LOCK));
        return DocumentAnswers.of(outcome, lock -> Answer.ok(shown(request, lock)));
    }

    private Answer unlock(Request request) {
        Outcome<Document> document = documents.get(request.caller(), request.pathId("id"));
        if (document instanceof Outcome.Refused<Document> refused) {
            return DocumentAnswers.refused(refused);
        }
        for (Lock lock : documents.locksOn(((Done<Document>) document).value())) {
            if (documents.locks().release(actor(request), lock.token())
                    instanceof Outcome.Refused<Lock> refused) {
                return DocumentAnswers.refused(refused);
            }
        }
        return Answer.done();
    }
}
