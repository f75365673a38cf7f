package relais.vault.api;

import static relais.platform.http.Route.route;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import relais.platform.http.Answer;
import relais.platform.http.Request;
import relais.platform.http.Route;
import relais.vault.access.VaultPermissions;
import relais.vault.blob.Blobs;
import relais.vault.blob.Evidence;
import relais.vault.blob.Facts;
import relais.vault.document.Document;
import relais.vault.document.Documents;
import relais.vault.document.Outcome;

/** What proves that a document is as it came: {@code /api/documents/{id}/proof}. */
public final class ProofApi {
    private final Documents documents;
    private final Blobs blobs;
    private final Evidence evidence;

    public ProofApi(Documents documents, Blobs blobs, Evidence evidence) {
        this.documents = documents;
        this.blobs = blobs;
        this.evidence = evidence;
    }

    /**
     * @param verifiedAt when all of it was last read and found right; null where not yet
     * @param objects how many objects of the stores it lies in
     */
    record Proof(
            String hash,
            long size,
            Instant keptAt,
            @Nullable Instant verifiedAt,
            boolean damaged,
            int objects) {}

    public List<Route> routes() {
        String proof = "/api/documents/{id}/proof";
        return List.of(
                route(
                        Route.Verb.GET,
                        proof,
                        VaultPermissions.RECORDS_READ,
                        "What is known of a document's content",
                        null,
                        Proof.class,
                        request -> of(request, (document, facts) -> Answer.ok(shown(facts)))),
                route(
                        Route.Verb.GET,
                        proof + "/evidence",
                        VaultPermissions.RECORDS_READ,
                        "The same signed, to be checked without Relais",
                        null,
                        null,
                        request -> of(request, this::signed)));
    }

    @FunctionalInterface
    private interface Telling {
        Answer of(Document document, Facts facts);
    }

    private Answer of(Request request, Telling telling) throws IOException {
        Outcome<Document> found = documents.get(request.caller(), request.pathId("id"));
        if (found instanceof Outcome.Refused<Document> refused) {
            return DocumentAnswers.refused(refused);
        }
        Document document = ((Outcome.Done<Document>) found).value();
        try {
            return telling.of(document, blobs.facts(document.hash()));
        } catch (NoSuchFileException none) {
            return Answer.notFound("the content of this document is not kept");
        }
    }

    private static Proof shown(Facts facts) {
        return new Proof(
                facts.id().hex(),
                facts.size(),
                facts.keptAt(),
                facts.verifiedAt(),
                facts.damaged(),
                facts.objects().size());
    }

    private Answer signed(Document document, Facts facts) {
        Map<String, Object> about = new LinkedHashMap<>();
        about.put("name", document.name());
        about.put("document", document.id());
        about.put("dossier", document.dossierId());
        about.put("version", document.version());
        byte[] file = evidence.sign(facts, about);
        return new Answer.Streamed(
                "application/json", document.name() + ".evidence.json", out -> out.write(file));
    }
}
