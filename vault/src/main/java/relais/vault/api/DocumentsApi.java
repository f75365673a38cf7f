package relais.vault.api;

import static relais.vault.api.DocumentAnswers.route;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
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
import relais.vault.document.Folder;
import relais.vault.document.Listing;
import relais.vault.document.Lock;
import relais.vault.document.Outcome;
import relais.vault.document.Outcome.Done;
import relais.vault.document.Version;

/** Documents of a dossier: where they lie, what they are called, who edits them. */
public final class DocumentsApi {
    /** Who edits in the console renews it; who went away blocks nobody for long. */
    private static final Duration LOCK = Duration.ofMinutes(30);

    private final Documents documents;

    public DocumentsApi(Documents documents) {
        this.documents = documents;
    }

    /** A folder in a list. */
    record FolderShown(long id, String name, long documents) {}

    /** A document in a list. */
    record DocumentShown(
            long id,
            String name,
            long size,
            String mediaType,
            int version,
            Instant changedAt,
            String changedBy,
            @Nullable String locked,
            String scan,
            boolean preview,
            String hash) {}

    record FolderPage(
            String path,
            @Nullable Long id,
            List<FolderShown> folders,
            List<DocumentShown> documents,
            @Nullable String next) {}

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

    record FolderWanted(String path) {}

    record FolderMove(@Nullable String name, @Nullable String parent) {}

    record DocumentMove(@Nullable String name, @Nullable String folder, @Nullable Long dossier) {}

    record TrashLine(
            long id,
            String kind,
            String name,
            String path,
            long size,
            @Nullable Instant trashedAt,
            String trashedBy) {}

    record TrashPage(List<TrashLine> items, @Nullable String next) {}

    record Id(long id) {}

    record Count(int documents) {}

    public List<Route> routes() {
        var read = VaultPermissions.RECORDS_READ;
        var edit = VaultPermissions.RECORDS_EDIT;
        String one = "/api/documents/{id}";
        return List.of(
                route(
                        Verb.GET,
                        "/api/dossiers/{id}/folder",
                        read,
                        "A page of a folder",
                        null,
                        FolderPage.class,
                        this::page),
                route(
                        Verb.POST,
                        "/api/dossiers/{id}/folders",
                        edit,
                        "Make a folder, and those above it",
                        FolderWanted.class,
                        Id.class,
                        this::makeFolder),
                route(
                        Verb.POST,
                        "/api/folders/{id}/move",
                        edit,
                        "Another name or place for a folder",
                        FolderMove.class,
                        null,
                        this::moveFolder),
                route(
                        Verb.DELETE,
                        "/api/folders/{id}",
                        edit,
                        "A folder's documents into the trash",
                        null,
                        Count.class,
                        request ->
                                DocumentAnswers.of(
                                        documents
                                                .trash()
                                                .trashFolder(actor(request), request.pathId("id")),
                                        count -> Answer.ok(new Count(count)))),
                route(
                        Verb.GET,
                        "/api/dossiers/{id}/trash",
                        read,
                        "What was thrown away",
                        null,
                        TrashPage.class,
                        this::trash),
                route(
                        Verb.DELETE,
                        "/api/dossiers/{id}/trash",
                        edit,
                        "Erase what is in the trash",
                        null,
                        Count.class,
                        request ->
                                DocumentAnswers.of(
                                        documents
                                                .trash()
                                                .empty(actor(request), request.pathId("id")),
                                        count -> Answer.ok(new Count(count)))),
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
                        this::delete),
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
                                                (int) request.pathId("version")))));
    }

    static Actor actor(Request request) {
        return new Actor(request.caller());
    }

    private Answer page(Request request) throws Exception {
        Optional<Listing.Order> order = order(request.query("sort").orElse("name"));
        if (order.isEmpty()) {
            return Answer.refused(400, "invalid-query", "sort", "sort is name, changed or size");
        }
        return DocumentAnswers.withPath(
                DocumentAnswers.path(request),
                path ->
                        DocumentAnswers.of(
                                documents
                                        .listing()
                                        .page(
                                                request.caller(),
                                                request.pathId("id"),
                                                path,
                                                order.get(),
                                                request.query("after"),
                                                request.limit()),
                                page -> Answer.ok(shown(page))));
    }

    private static Optional<Listing.Order> order(String text) {
        return switch (text) {
            case "name" -> Optional.of(Listing.Order.NAME);
            case "changed", "-changed" -> Optional.of(Listing.Order.CHANGED);
            case "size", "-size" -> Optional.of(Listing.Order.SIZE);
            default -> Optional.empty();
        };
    }

    private static FolderPage shown(Listing.Page page) {
        return new FolderPage(
                page.path().toString(),
                page.folder().id() == 0 ? null : page.folder().id(),
                page.folders().stream()
                        .map(line -> new FolderShown(line.id(), line.name(), line.documents()))
                        .toList(),
                page.documents().stream().map(DocumentsApi::shown).toList(),
                page.next());
    }

    private static DocumentShown shown(Listing.DocumentLine line) {
        Document document = line.document();
        return new DocumentShown(
                document.id(),
                document.name(),
                document.size(),
                document.mediaType(),
                document.version(),
                document.changedAt(),
                document.changedBy(),
                line.lockedBy().isEmpty() ? null : line.lockedBy(),
                scan(document.scan()),
                document.pages() > 0,
                document.hash().hex());
    }

    private static String scan(Document.Scan scan) {
        return scan.name().toLowerCase(Locale.ROOT);
    }

    private Answer makeFolder(Request request) throws Exception {
        return DocumentAnswers.withPath(
                request.body(FolderWanted.class).path(),
                path ->
                        DocumentAnswers.of(
                                documents.makeFolder(actor(request), request.pathId("id"), path),
                                folder -> Answer.created(new Id(folder.id()))));
    }

    private Answer moveFolder(Request request) throws Exception {
        FolderMove move = request.body(FolderMove.class);
        long id = request.pathId("id");
        return switch (documents.folder(request.caller(), id)) {
            case Outcome.Refused<Folder> refused -> DocumentAnswers.refused(refused);
            case Done<Folder>(var folder) -> {
                String parent =
                        move.parent() != null
                                ? move.parent()
                                : documents.pathOf(folder).parent().toString();
                String name = move.name() == null ? folder.name() : move.name();
                yield withTarget(
                        parent,
                        name,
                        to ->
                                DocumentAnswers.of(
                                        documents.moves().moveFolder(actor(request), id, to),
                                        moved -> Answer.ok(new Id(moved.id()))));
            }
        };
    }

    private static Answer withTarget(String folder, String name, DocumentAnswers.ForPath then)
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
                document.pages() > 0,
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

    private Answer trash(Request request) {
        int skip = (int) request.queryNumber("after", 0, 1_000_000);
        int limit = request.limit();
        return DocumentAnswers.of(
                documents.listing().trash(request.caller(), request.pathId("id"), skip, limit),
                lines ->
                        Answer.ok(
                                new TrashPage(
                                        lines.stream().map(DocumentsApi::shown).toList(),
                                        lines.size() < limit
                                                ? null
                                                : String.valueOf(skip + limit))));
    }

    private static TrashLine shown(Listing.Trashed trashed) {
        Document document = trashed.document();
        return new TrashLine(
                document.id(),
                "document",
                document.name(),
                trashed.from(),
                document.size(),
                document.trashedAt(),
                trashed.by());
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
