package relais.vault.api;

import static relais.platform.http.Route.route;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import relais.platform.http.Answer;
import relais.platform.http.Request;
import relais.platform.http.Route;
import relais.platform.http.Route.Verb;
import relais.vault.access.VaultPermissions;
import relais.vault.document.Document;
import relais.vault.document.Documents;
import relais.vault.document.Outcome;
import relais.vault.document.Outcome.Done;
import relais.vault.share.Share;
import relais.vault.share.Shares;

/** Links to documents, as those who make them see them. */
public final class SharesApi {
    private static final int LEAST_PASSWORD = 8;
    private static final int LOG = 200;

    private final Documents documents;
    private final Shares shares;
    private final InstantSource clock;

    public SharesApi(Documents documents, Shares shares, InstantSource clock) {
        this.documents = documents;
        this.shares = shares;
        this.clock = clock;
    }

    record Wanted(Instant expiresAt, @Nullable String password, @Nullable Integer most) {
        @Override
        public String toString() {
            return "Wanted[" + expiresAt + "]";
        }
    }

    record Shown(
            long id,
            @Nullable String url,
            Instant expiresAt,
            boolean password,
            @Nullable Integer most,
            int used,
            Instant createdAt,
            String createdBy,
            @Nullable Instant revokedAt) {}

    record Items<T>(List<T> items) {}

    public List<Route> routes() {
        var read = VaultPermissions.RECORDS_READ;
        var edit = VaultPermissions.RECORDS_EDIT;
        String of = "/api/documents/{id}/shares";
        return List.of(
                route(
                        Verb.GET,
                        of,
                        read,
                        "Links to a document",
                        null,
                        Shown.class,
                        request ->
                                withDocument(
                                        request,
                                        request.pathId("id"),
                                        document ->
                                                Answer.ok(
                                                        new Items<>(
                                                                shares.of(document).stream()
                                                                        .map(s -> shown(s, null))
                                                                        .toList())))),
                route(Verb.POST, of, edit, "Make a link", Wanted.class, Shown.class, this::make),
                route(
                        Verb.DELETE,
                        "/api/shares/{id}",
                        edit,
                        "Take a link back",
                        null,
                        null,
                        request ->
                                withShare(
                                        request,
                                        share -> {
                                            shares.revoke(DocumentsApi.actor(request), share);
                                            return Answer.done();
                                        })),
                route(
                        Verb.GET,
                        "/api/shares/{id}/log",
                        read,
                        "What was done with a link",
                        null,
                        Shares.Use.class,
                        request ->
                                withShare(
                                        request,
                                        share -> Answer.ok(new Items<>(shares.log(share, LOG))))));
    }

    private Answer make(Request request) {
        Wanted wanted = request.body(Wanted.class);
        Instant now = clock.instant();
        if (!wanted.expiresAt().isAfter(now)
                || wanted.expiresAt().isAfter(now.plus(Shares.LONGEST))) {
            return Answer.refused(
                    400, "share-terms", "expiresAt", "a link ends within a year from now");
        }
        if (wanted.most() != null && wanted.most() < 1) {
            return Answer.refused(400, "share-terms", "most", "at least one download");
        }
        String password = wanted.password();
        if (password != null && password.length() < LEAST_PASSWORD) {
            return Answer.refused(
                    400, "share-terms", "password", "at least " + LEAST_PASSWORD + " signs");
        }
        return withDocument(
                request,
                request.pathId("id"),
                document -> {
                    Optional<Shares.Made> made =
                            shares.make(
                                    DocumentsApi.actor(request),
                                    document,
                                    new Shares.Terms(wanted.expiresAt(), password, wanted.most()));
                    return made.map(m -> Answer.created(shown(m.share(), "/s/" + m.token())))
                            .orElseGet(() -> Answer.refused(503, "busy", "try again in a moment"));
                });
    }

    private static Shown shown(Share share, @Nullable String url) {
        return new Shown(
                share.id(),
                url,
                share.expiresAt(),
                share.password() != null,
                share.most(),
                share.used(),
                share.createdAt(),
                share.createdBy(),
                share.revokedAt());
    }

    @FunctionalInterface
    private interface With<T> {
        Answer answer(T value);
    }

    /** Links are the business of who may change the dossier. */
    private Answer withDocument(Request request, long id, With<Document> then) {
        Outcome<Document> outcome = documents.get(request.caller(), id);
        if (outcome instanceof Outcome.Refused<Document> refused) {
            return DocumentAnswers.refused(refused);
        }
        Document document = ((Done<Document>) outcome).value();
        return DocumentAnswers.of(
                documents.admits(DocumentsApi.actor(request), document.dossierId()),
                admitted -> then.answer(document));
    }

    private Answer withShare(Request request, With<Share> then) {
        Optional<Share> share = shares.find(request.pathId("id"));
        return share.isEmpty()
                ? Answer.notFound("there is no such link")
                : withDocument(
                        request, share.get().documentId(), document -> then.answer(share.get()));
    }
}
