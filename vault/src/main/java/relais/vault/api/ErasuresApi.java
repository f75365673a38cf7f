package relais.vault.api;

import static relais.platform.http.Route.route;

import java.util.List;
import java.util.stream.Stream;
import relais.platform.http.Answer;
import relais.platform.http.Id;
import relais.platform.http.Page;
import relais.platform.http.Request;
import relais.platform.http.Route;
import relais.platform.http.Route.Verb;
import relais.vault.access.VaultPermissions;
import relais.vault.retention.DueForErasure;
import relais.vault.retention.Erasures;
import relais.vault.retention.LegalHolds;
import relais.vault.retention.TypeHolds;

/** Erasing what has been kept long enough, its certificates, and holds over whole types. */
public final class ErasuresApi {
    private static final String HASH = "[0-9a-f]{64}";

    private final DueForErasure due;
    private final Erasures erasures;
    private final TypeHolds holds;

    public ErasuresApi(DueForErasure due, Erasures erasures, TypeHolds holds) {
        this.due = due;
        this.erasures = erasures;
        this.holds = holds;
    }

    /** The dossier's number, written by whoever confirms. */
    record Confirmation(String number) {}

    record Reason(String reason) {}

    public List<Route> routes() {
        return Stream.of(erasing(), holding()).flatMap(List::stream).toList();
    }

    private List<Route> erasing() {
        return List.of(
                route(
                        Verb.GET,
                        "/api/dossier-erasures",
                        VaultPermissions.RECORDS_HOLD,
                        "Dossiers that have been kept long enough and are not held",
                        null,
                        DueForErasure.Due.class,
                        request ->
                                Answer.ok(
                                        new Page<>(
                                                due.list(request.caller(), request.limit()),
                                                null))),
                route(
                        Verb.POST,
                        DossiersApi.ONE + "/erase",
                        VaultPermissions.RECORDS_ERASE,
                        "Erase a dossier that has been kept long enough, with all that is in it",
                        Confirmation.class,
                        Id.class,
                        this::erase),
                route(
                        Verb.GET,
                        "/api/dossier-certificates",
                        VaultPermissions.RECORDS_HOLD,
                        "What stays of erased dossiers, the newest first",
                        null,
                        Erasures.Certificate.class,
                        this::certificates),
                route(
                        Verb.GET,
                        "/api/dossier-certificates/{id}/contents",
                        VaultPermissions.RECORDS_HOLD,
                        "Hashes of what was erased with a dossier",
                        null,
                        Erasures.Gone.class,
                        this::contents));
    }

    private List<Route> holding() {
        return List.of(
                route(
                        Verb.GET,
                        "/api/dossier-types/{id}/holds",
                        VaultPermissions.RECORDS_READ,
                        "Legal holds that stand on all dossiers of a type",
                        null,
                        LegalHolds.Hold.class,
                        request ->
                                Answer.ok(
                                        new Page<>(
                                                holds.standing(
                                                        request.caller(), request.pathId("id")),
                                                null))),
                route(
                        Verb.POST,
                        "/api/dossier-types/{id}/holds",
                        VaultPermissions.RECORDS_HOLD,
                        "Put all dossiers of a type on legal hold",
                        Reason.class,
                        Id.class,
                        request ->
                                Routes.answer(
                                        holds.place(
                                                request.caller(),
                                                request.pathId("id"),
                                                request.body(Reason.class).reason()),
                                        id -> Answer.created(new Id(id)))));
    }

    private Answer erase(Request request) {
        return Routes.answer(
                erasures.erase(
                        request.caller(),
                        request.pathId("id"),
                        request.body(Confirmation.class).number()),
                id -> Answer.ok(new Id(id)));
    }

    private Answer certificates(Request request) {
        int limit = request.limit();
        List<Erasures.Certificate> found =
                erasures.certificates(
                        request.caller(),
                        request.queryNumber("after", Long.MAX_VALUE, Long.MAX_VALUE),
                        limit + 1);
        return Answer.ok(Routes.page(found, limit, last -> Long.toString(last.id())));
    }

    private Answer contents(Request request) {
        int limit = request.limit();
        String after = request.query("after").filter(text -> text.matches(HASH)).orElse("");
        List<Erasures.Gone> found =
                erasures.contents(request.caller(), request.pathId("id"), after, limit + 1);
        return Answer.ok(Routes.page(found, limit, Erasures.Gone::sha256));
    }
}
