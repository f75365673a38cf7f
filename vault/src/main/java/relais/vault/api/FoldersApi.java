package relais.vault.api;

import static relais.platform.http.Route.route;
import static relais.vault.api.DocumentsApi.actor;
import static relais.vault.api.DocumentsApi.scan;
import static relais.vault.api.DocumentsApi.withTarget;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import relais.platform.db.Database;
import relais.platform.http.Answer;
import relais.platform.http.Id;
import relais.platform.http.Page;
import relais.platform.http.Request;
import relais.platform.http.Route;
import relais.platform.http.Route.Verb;
import relais.vault.access.VaultPermissions;
import relais.vault.document.Document;
import relais.vault.document.DocumentPath;
import relais.vault.document.Documents;
import relais.vault.document.Elsewhere;
import relais.vault.document.Folder;
import relais.vault.document.Listing;
import relais.vault.document.Outcome;
import relais.vault.document.Outcome.Done;

/** The folders of a dossier, what lies in them, and the trash. */
public final class FoldersApi {
    private final Database database;
    private final Documents documents;

    /** Begins a page of what waits on an old share. */
    private static final String WAITING = "waiting-";

    private final Elsewhere elsewhere;

    public FoldersApi(Database database, Documents documents, Elsewhere elsewhere) {
        this.database = database;
        this.documents = documents;
        this.elsewhere = elsewhere;
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

    /**
     * @param waiting at the end of a dossier's top: what is not here yet, and is fetched by {@code
     *     GET /api/waiting-files/{id}/content}
     */
    record FolderPage(
            String path,
            @Nullable Long id,
            List<FolderShown> folders,
            List<DocumentShown> documents,
            List<Elsewhere.Waiting> waiting,
            @Nullable String next) {}

    record FolderWanted(String path) {}

    record FolderMove(@Nullable String name, @Nullable String parent) {}

    record TrashLine(
            long id,
            String kind,
            String name,
            String path,
            long size,
            @Nullable Instant trashedAt,
            String trashedBy) {}

    record TrashPage(List<TrashLine> items, @Nullable String next) {}

    record Count(int documents) {}

    public List<Route> routes() {
        return Stream.concat(folders().stream(), trashed().stream()).toList();
    }

    private List<Route> folders() {
        var read = VaultPermissions.RECORDS_READ;
        var edit = VaultPermissions.RECORDS_EDIT;
        return List.of(
                route(
                        Verb.GET,
                        "/api/dossiers/{id}/folder",
                        read,
                        "A page of a folder; by name also from a name on (from)",
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
                                        count -> Answer.ok(new Count(count)))));
    }

    private List<Route> trashed() {
        var read = VaultPermissions.RECORDS_READ;
        var edit = VaultPermissions.RECORDS_EDIT;
        return List.of(
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
                                        count -> Answer.ok(new Count(count)))));
    }

    private Answer page(Request request) throws Exception {
        Optional<Listing.Order> order = order(request.query("sort").orElse("name"));
        if (order.isEmpty()) {
            return Answer.refused(400, "invalid-query", "sort", "sort is name, changed or size");
        }
        Optional<Long> further = waitingAfter(request);
        if (further.isPresent()) {
            return furtherWaiting(request, further.get());
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
                                                request.query("after")
                                                        .or(() -> from(request, order.get())),
                                                request.limit()),
                                page -> Answer.ok(shown(page, waiting(request, page)))));
    }

    private static Optional<String> from(Request request, Listing.Order order) {
        return request.query("from").filter(name -> order == Listing.Order.NAME).map(Listing::from);
    }

    private static Optional<Listing.Order> order(String text) {
        return switch (text) {
            case "name" -> Optional.of(Listing.Order.NAME);
            case "changed", "-changed" -> Optional.of(Listing.Order.CHANGED);
            case "size", "-size" -> Optional.of(Listing.Order.SIZE);
            default -> Optional.empty();
        };
    }

    /** Behind the last document of the top comes what waits. */
    private Waiting waiting(Request request, Listing.Page page) {
        boolean end = page.folder().id() == 0 && page.next() == null;
        return end
                ? waiting(page.folder().dossierId(), 0, request.limit())
                : new Waiting(List.of(), page.next());
    }

    private record Waiting(List<Elsewhere.Waiting> files, @Nullable String next) {}

    private Waiting waiting(long dossier, long after, int limit) {
        List<Elsewhere.Waiting> left =
                database.with(handle -> elsewhere.in(handle, dossier)).stream()
                        .filter(file -> file.id() > after)
                        .limit(limit + 1L)
                        .toList();
        if (left.size() <= limit) {
            return new Waiting(left, null);
        }
        List<Elsewhere.Waiting> shown = left.subList(0, limit);
        return new Waiting(shown, WAITING + shown.getLast().id());
    }

    private static Optional<Long> waitingAfter(Request request) {
        return request.query("after")
                .filter(after -> after.matches(WAITING + "\\d{1,18}"))
                .map(after -> Long.valueOf(after.substring(WAITING.length())));
    }

    private Answer furtherWaiting(Request request, long after) {
        long dossier = request.pathId("id");
        return DocumentAnswers.of(
                documents.find(request.caller(), dossier, DocumentPath.TOP),
                top -> {
                    Waiting waiting = waiting(dossier, after, request.limit());
                    return Answer.ok(
                            new FolderPage(
                                    "/",
                                    null,
                                    List.of(),
                                    List.of(),
                                    waiting.files(),
                                    waiting.next()));
                });
    }

    private static FolderPage shown(Listing.Page page, Waiting waiting) {
        return new FolderPage(
                page.path().toString(),
                page.folder().id() == 0 ? null : page.folder().id(),
                page.folders().stream()
                        .map(line -> new FolderShown(line.id(), line.name(), line.documents()))
                        .toList(),
                page.documents().stream().map(FoldersApi::shown).toList(),
                waiting.files(),
                waiting.next());
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

    private Answer trash(Request request) {
        int skip = (int) request.queryNumber("after", 0, 1_000_000);
        int limit = request.limit();
        return DocumentAnswers.of(
                documents.listing().trash(request.caller(), request.pathId("id"), skip, limit + 1),
                lines -> {
                    Page<TrashLine> page =
                            Routes.page(
                                    lines.stream().map(FoldersApi::shown).toList(),
                                    limit,
                                    last -> Integer.toString(skip + limit));
                    return Answer.ok(new TrashPage(page.items(), page.next()));
                });
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
}
