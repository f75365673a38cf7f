package relais.vault.api;

import static relais.platform.http.Route.route;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import relais.platform.http.Answer;
import relais.platform.http.Id;
import relais.platform.http.Page;
import relais.platform.http.Request;
import relais.platform.http.Route;
import relais.platform.http.Route.Verb;
import relais.vault.access.VaultPermissions;
import relais.vault.dossier.Export;
import relais.vault.dossier.ListQuery;
import relais.vault.dossier.ManyDossiers;
import relais.vault.dossier.SavedSearches;
import relais.vault.download.AtOnce;

/** What is done with many dossiers at once: changed, exported, found again. */
public final class ManyDossiersApi {
    private static final String SEARCHES = "/api/dossier-searches";

    /** Each holds a connection to the database until its reader has the last line. */
    static final int EXPORTS = 2;

    private final AtOnce exports = new AtOnce(EXPORTS);
    private final ManyDossiers many;
    private final Export export;
    private final SavedSearches searches;

    public ManyDossiersApi(ManyDossiers many, Export export, SavedSearches searches) {
        this.many = many;
        this.export = export;
        this.searches = searches;
    }

    public List<Route> routes() {
        return Stream.concat(lists().stream(), saved().stream()).toList();
    }

    private List<Route> lists() {
        return List.of(
                route(
                        Verb.POST,
                        "/api/dossiers/bulk",
                        VaultPermissions.RECORDS_EDIT,
                        "One change to up to 500 dossiers",
                        Change.class,
                        ManyDossiers.Done.class,
                        this::change),
                route(
                        Verb.GET,
                        "/api/dossiers.csv",
                        VaultPermissions.RECORDS_EXPORT,
                        "The list that the same query of /api/dossiers begins, as CSV",
                        null,
                        null,
                        request -> file(request, Export.Form.CSV, "text/csv; charset=utf-8")),
                route(
                        Verb.GET,
                        "/api/dossiers.xlsx",
                        VaultPermissions.RECORDS_EXPORT,
                        "The same for spreadsheets",
                        null,
                        null,
                        request ->
                                file(
                                        request,
                                        Export.Form.XLSX,
                                        "application/vnd.openxmlformats-officedocument"
                                                + ".spreadsheetml.sheet")));
    }

    private List<Route> saved() {
        return List.of(
                route(
                        Verb.GET,
                        SEARCHES,
                        VaultPermissions.RECORDS_READ,
                        "One's saved searches, and those shared by others",
                        null,
                        SavedSearches.Saved.class,
                        request -> Answer.ok(new Page<>(searches.list(request.caller()), null))),
                route(
                        Verb.POST,
                        SEARCHES,
                        VaultPermissions.RECORDS_READ,
                        "Save a search under a name",
                        NewSearch.class,
                        Id.class,
                        this::save),
                route(
                        Verb.DELETE,
                        SEARCHES + "/{id}",
                        VaultPermissions.RECORDS_READ,
                        "Remove one's own saved search",
                        null,
                        Id.class,
                        request ->
                                Routes.answer(
                                        searches.remove(request.caller(), request.pathId("id")),
                                        id -> Answer.ok(new Id(id)))));
    }

    /** One of the changes, to these dossiers. */
    record Change(
            List<Long> ids,
            @Nullable String state,
            @Nullable List<String> addTags,
            @Nullable List<String> removeTags,
            @Nullable Boolean trash) {}

    /** A search to be saved. */
    record NewSearch(String name, Map<String, String> query, @Nullable Boolean shared) {}

    private Answer change(Request request) {
        Change change = request.body(Change.class);
        if (change.ids().isEmpty() || change.ids().size() > ManyDossiers.MOST) {
            return Answer.refused(422, "bulk-size", "ids", "1 to " + ManyDossiers.MOST);
        }
        return Answer.ok(
                many.change(
                        request.caller(),
                        change.ids(),
                        new ManyDossiers.Change(
                                change.state(),
                                change.addTags(),
                                change.removeTags(),
                                Boolean.TRUE.equals(change.trash()))));
    }

    private Answer file(Request request, Export.Form form, String contentType) {
        ListQuery query = DossiersApi.query(request, Request.PAGE_LIMIT);
        String name = "dossiers." + form.name().toLowerCase(Locale.ROOT);
        return exports.answer(
                out -> export.write(request.caller(), query, form, out),
                body -> new Answer.Streamed(contentType, name, body));
    }

    private Answer save(Request request) {
        NewSearch search = request.body(NewSearch.class);
        return Routes.answer(
                searches.save(
                        request.caller(),
                        search.name(),
                        search.query(),
                        Boolean.TRUE.equals(search.shared())),
                id -> Answer.created(new Id(id)));
    }
}
