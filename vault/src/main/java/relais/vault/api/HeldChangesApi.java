package relais.vault.api;

import static relais.platform.http.Route.route;

import java.util.List;
import relais.platform.http.Answer;
import relais.platform.http.Request;
import relais.platform.http.Route;
import relais.platform.http.Route.Verb;
import relais.vault.access.VaultPermissions;
import relais.vault.document.Documents;
import relais.vault.document.HeldChanges;

/** Changes that wait for a person because there were too many at once. */
public final class HeldChangesApi {
    private final Documents documents;

    public HeldChangesApi(Documents documents) {
        this.documents = documents;
    }

    record Items(List<HeldChanges.Change> items) {}

    record Decision(boolean release) {}

    record Decided(int changes) {}

    public List<Route> routes() {
        String held = "/api/dossiers/{id}/held";
        return List.of(
                route(
                        Verb.GET,
                        held,
                        VaultPermissions.RECORDS_READ,
                        "Changes that wait for a person",
                        null,
                        HeldChanges.Change.class,
                        request ->
                                DocumentAnswers.of(
                                        documents
                                                .held()
                                                .list(
                                                        request.caller(),
                                                        request.pathId("id"),
                                                        request.limit()),
                                        list -> Answer.ok(new Items(list)))),
                route(
                        Verb.POST,
                        held,
                        VaultPermissions.RECORDS_EDIT,
                        "Do what is held, or drop it",
                        Decision.class,
                        Decided.class,
                        this::decide));
    }

    private Answer decide(Request request) {
        boolean release = request.body(Decision.class).release();
        return DocumentAnswers.of(
                documents.held().decide(DocumentsApi.actor(request), request.pathId("id"), release),
                count -> Answer.ok(new Decided(count)));
    }
}
