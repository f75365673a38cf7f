package relais.vault.api;

import static relais.platform.http.Route.route;
import static relais.vault.api.DossiersApi.ONE;

import java.util.List;
import relais.platform.db.Database;
import relais.platform.http.Answer;
import relais.platform.http.Id;
import relais.platform.http.Page;
import relais.platform.http.Request;
import relais.platform.http.Route;
import relais.platform.http.Route.Verb;
import relais.vault.access.Level;
import relais.vault.access.Sight;
import relais.vault.access.VaultPermissions;
import relais.vault.retention.LegalHolds;

/** Legal holds on dossiers. */
public final class HoldsApi {
    private final Database database;
    private final LegalHolds holds;
    private final Sight sight;

    public HoldsApi(Database database, LegalHolds holds, Sight sight) {
        this.database = database;
        this.holds = holds;
        this.sight = sight;
    }

    public List<Route> routes() {
        return List.of(
                route(
                        Verb.GET,
                        ONE + "/holds",
                        VaultPermissions.RECORDS_READ,
                        "Legal holds that stand on a dossier",
                        null,
                        LegalHolds.Hold.class,
                        this::list),
                route(
                        Verb.POST,
                        ONE + "/holds",
                        VaultPermissions.RECORDS_HOLD,
                        "Put a dossier on legal hold",
                        Body.class,
                        Id.class,
                        this::place),
                route(
                        Verb.DELETE,
                        "/api/dossier-holds/{id}",
                        VaultPermissions.RECORDS_HOLD,
                        "End a legal hold",
                        null,
                        Id.class,
                        request ->
                                Routes.answer(
                                        holds.end(request.caller(), request.pathId("id")),
                                        id -> Answer.ok(new Id(id)))));
    }

    record Body(String reason) {}

    private Answer list(Request request) {
        long dossier = request.pathId("id");
        return database.inTransaction(
                tx ->
                        sight.of(tx, request.caller(), dossier) == Level.NONE
                                ? Routes.missing()
                                : Answer.ok(new Page<>(LegalHolds.standing(tx, dossier), null)));
    }

    private Answer place(Request request) {
        return Routes.answer(
                holds.place(
                        request.caller(), request.pathId("id"), request.body(Body.class).reason()),
                id -> Answer.created(new Id(id)));
    }
}
