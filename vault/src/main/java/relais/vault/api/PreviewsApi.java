package relais.vault.api;

import static relais.platform.http.Route.route;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import relais.platform.http.Answer;
import relais.platform.http.Request;
import relais.platform.http.Route;
import relais.platform.http.Route.Verb;
import relais.vault.access.VaultPermissions;
import relais.vault.document.Document;
import relais.vault.document.Documents;
import relais.vault.document.Outcome;
import relais.vault.document.Outcome.Done;
import relais.vault.preview.Previews;

/** Pictures of the pages of documents. */
public final class PreviewsApi {
    /** Pages of a few screens; each holds a place among the requests worked on. */
    static final int WAITING = 24;

    private final Semaphore waiting = new Semaphore(WAITING);
    private final Documents documents;
    private final Previews previews;

    public PreviewsApi(Documents documents, Previews previews) {
        this.documents = documents;
        this.previews = previews;
    }

    public List<Route> routes() {
        return List.of(
                route(
                        Verb.GET,
                        "/api/documents/{id}/preview",
                        VaultPermissions.RECORDS_READ,
                        "A page of a PDF or a picture, as PNG",
                        null,
                        null,
                        this::preview));
    }

    private Answer preview(Request request) throws IOException {
        Outcome<Document> outcome = documents.get(request.caller(), request.pathId("id"));
        if (outcome instanceof Outcome.Refused<Document> refused) {
            return DocumentAnswers.refused(refused);
        }
        Document document = ((Done<Document>) outcome).value();
        if (document.scan() == Document.Scan.INFECTED) {
            return Answer.refused(403, "infected", "a virus was found in it");
        }
        int page = (int) Math.max(1, request.queryNumber("page", 1, 100_000));
        int width = (int) request.queryNumber("width", 320, 10_000);
        if (!waiting.tryAcquire()) {
            return Answer.refused(503, "busy", "many pages are being drawn; come back in a moment");
        }
        Optional<byte[]> png;
        try {
            png = previews.png(document.hash(), document.size(), document.mediaType(), page, width);
        } finally {
            waiting.release();
        }
        return png.<Answer>map(
                        bytes ->
                                new Answer.Keepable(
                                        "image/png", bytes, Duration.ofMinutes(10), false))
                .orElseGet(() -> Answer.notFound("there is no picture of it"));
    }
}
