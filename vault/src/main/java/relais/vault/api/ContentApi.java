package relais.vault.api;

import static relais.platform.http.Route.route;

import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import relais.platform.db.Database;
import relais.platform.http.Answer;
import relais.platform.http.Request;
import relais.platform.http.Route;
import relais.platform.http.Route.Verb;
import relais.vault.access.VaultPermissions;
import relais.vault.blob.Blobs;
import relais.vault.document.Actor;
import relais.vault.document.Condition;
import relais.vault.document.Document;
import relais.vault.document.DocumentName;
import relais.vault.document.DocumentPath;
import relais.vault.document.Documents;
import relais.vault.document.Elsewhere;
import relais.vault.document.Listing;
import relais.vault.document.Outcome;
import relais.vault.document.Outcome.Done;
import relais.vault.document.Version;
import relais.vault.download.Archive;
import relais.vault.download.AtOnce;
import relais.vault.download.Content;
import relais.vault.download.Downloads;
import relais.vault.upload.DigestFields;
import relais.vault.upload.Digests;
import relais.vault.upload.Multipart;

/** Contents of documents: in by one request, out in whole, in part, or as an archive. */
public final class ContentApi {
    static final long MOST_BYTES = Blobs.MOST_OF_A_CONTENT;

    /** Each packs and reads as fast as its reader takes it. */
    static final int ARCHIVES = 4;

    private final Documents documents;
    private final Downloads downloads;
    private final Archive archive;
    private final Database database;
    private final Elsewhere elsewhere;
    private final AtOnce archives = new AtOnce(ARCHIVES);

    public ContentApi(
            Database database,
            Documents documents,
            Downloads downloads,
            Archive archive,
            Elsewhere elsewhere) {
        this.database = database;
        this.elsewhere = elsewhere;
        this.documents = documents;
        this.downloads = downloads;
        this.archive = archive;
    }

    /** What became of a content that was put. */
    record Stored(long id, String name, int version, long size, String hash, Instant at) {}

    public List<Route> routes() {
        var read = VaultPermissions.RECORDS_READ;
        String content = "/api/documents/{id}/content";
        return List.of(
                route(
                        Verb.PUT,
                        "/api/dossiers/{id}/content",
                        VaultPermissions.RECORDS_EDIT,
                        "Put a content at a path: a new document or a new version",
                        null,
                        Stored.class,
                        this::put),
                route(
                        Verb.POST,
                        "/api/dossiers/{id}/upload",
                        VaultPermissions.RECORDS_EDIT,
                        "Put the files of a form (multipart/form-data) into a folder",
                        null,
                        Stored.class,
                        request ->
                                DocumentAnswers.withPath(
                                        DocumentAnswers.path(request),
                                        path -> form(request, path))),
                route(
                        Verb.GET,
                        content,
                        read,
                        "A document's content, or parts of it",
                        null,
                        null,
                        this::get),
                route(
                        Verb.HEAD,
                        content,
                        read,
                        "What a GET would answer, without the content",
                        null,
                        null,
                        this::get),
                route(
                        Verb.GET,
                        "/api/dossiers/{id}/zip",
                        read,
                        "A folder with all below it as an archive",
                        null,
                        null,
                        this::zip));
    }

    private Answer put(Request request) throws Exception {
        return DocumentAnswers.withPath(DocumentAnswers.path(request), path -> put(request, path));
    }

    private Answer put(Request request, DocumentPath path) throws IOException {
        Actor actor = DocumentsApi.actor(request);
        Documents.Rules rules = new Documents.Rules(condition(request), true);
        Digests told;
        try {
            told = DigestFields.of(request);
        } catch (IllegalArgumentException e) {
            return Answer.refused(400, "invalid-digest", String.valueOf(e.getMessage()));
        }
        try (InputStream body = request.stream(MOST_BYTES)) {
            Digests.Reading reading = told.reading(body);
            return stored(
                    documents.put(
                            actor,
                            request.pathId("id"),
                            path,
                            new Documents.Incoming(
                                    reading, request.length().orElse(-1), reading::asTold),
                            rules));
        }
    }

    record StoredFiles(List<Stored> items) {}

    /** One after another as they arrive; the first that cannot be put ends it. */
    private Answer form(Request request, DocumentPath folder) throws IOException {
        Actor actor = DocumentsApi.actor(request);
        long dossierId = request.pathId("id");
        Outcome<Boolean> admitted = documents.admits(actor, dossierId);
        if (admitted instanceof Outcome.Refused<Boolean> refused) {
            return DocumentAnswers.refused(refused);
        }
        List<Stored> stored = new ArrayList<>();
        Documents.Rules rules = new Documents.Rules(condition(request), true);
        try (InputStream body = request.stream(MOST_BYTES)) {
            Optional<Multipart> form =
                    Multipart.of(request.header("Content-Type").orElse(""), body);
            Optional<Multipart.Part> part = form.isEmpty() ? Optional.empty() : form.get().next();
            while (part.isPresent()) {
                DocumentPath path =
                        folder.child(DocumentName.nearest(part.get().fileName(), "file"));
                Documents.Brought brought = documents.bring(part.get().content());
                switch (documents.place(actor, dossierId, path, brought, rules)) {
                    case Outcome.Refused<Documents.Put> refused -> {
                        return DocumentAnswers.refused(refused);
                    }
                    case Done<Documents.Put>(Documents.Put put) ->
                            stored.add(stored(put.document()));
                }
                part = form.get().next();
            }
        }
        return stored.isEmpty()
                ? Answer.refused(400, "no-files", "send multipart/form-data with files")
                : Answer.created(new StoredFiles(stored));
    }

    static Answer stored(Outcome<Documents.Put> outcome) {
        return DocumentAnswers.of(
                outcome,
                put -> {
                    Stored stored = stored(put.document());
                    return new Answer.WithHeaders(
                            put.created() ? Answer.created(stored) : Answer.ok(stored),
                            Map.of(
                                    "ETag",
                                    '"' + stored.hash() + '"',
                                    "Relais-Document",
                                    String.valueOf(stored.id())));
                });
    }

    static Stored stored(Document document) {
        return new Stored(
                document.id(),
                document.name(),
                document.version(),
                document.size(),
                document.hash().hex(),
                document.changedAt());
    }

    static Condition condition(Request request) {
        if (request.header("If-None-Match").orElse("").strip().equals("*")) {
            return new Condition.Absent();
        }
        Optional<String> match = request.header("If-Match");
        if (match.isPresent()) {
            Set<String> tags =
                    Arrays.stream(match.get().split(",", -1))
                            .map(String::strip)
                            .filter(tag -> !tag.equals("*"))
                            .collect(Collectors.toSet());
            return new Condition.Is(tags);
        }
        return request.query("ifExists").orElse("").equals("rename")
                ? new Condition.Beside()
                : new Condition.Always();
    }

    private Answer get(Request request) {
        Outcome<Document> outcome = documents.get(request.caller(), request.pathId("id"));
        if (outcome instanceof Outcome.Refused<Document> refused) {
            return DocumentAnswers.refused(refused);
        }
        Document document = ((Done<Document>) outcome).value();
        Optional<Content> content = content(request, document);
        if (content.isEmpty()) {
            return Answer.notFound("the document has no such version");
        }
        boolean infected = content.get().scan() == Document.Scan.INFECTED;
        if (infected && !documents.mayManage(request.caller(), document.dossierId())) {
            return Answer.refused(
                    403,
                    "infected",
                    "a virus was found in it; who may manage the dossier can still get it");
        }
        boolean inline = request.query("inline").orElse("").matches("1|true") && !infected;
        return downloads.answer(request, content.get(), inline);
    }

    private Optional<Content> content(Request request, Document document) {
        long version = request.queryNumber("version", document.version(), Integer.MAX_VALUE);
        if (version == document.version()) {
            return Optional.of(Content.of(document));
        }
        Optional<Version> old = documents.version(document, (int) version);
        return old.map(found -> Content.of(document, found));
    }

    private Answer zip(Request request) throws Exception {
        return DocumentAnswers.withPath(
                DocumentAnswers.path(request),
                path ->
                        DocumentAnswers.of(
                                documents
                                        .listing()
                                        .below(request.caller(), request.pathId("id"), path),
                                all -> zip(request, path, all)));
    }

    private Answer zip(Request request, DocumentPath path, Iterator<Listing.Below> all) {
        List<Elsewhere.Waiting> waiting =
                path.isTop()
                        ? database.with(handle -> elsewhere.in(handle, request.pathId("id")))
                        : List.of();
        String name = path.isTop() ? "dossier" : path.name().text();
        return archives.answer(
                out -> archive.write(all, waiting, elsewhere, out),
                body ->
                        new Answer.WithHeaders(
                                new Answer.Bytes(200, "application/zip", -1, body),
                                Map.of("Content-Disposition", Answer.attachment(name + ".zip"))));
    }
}
