package relais.vault.api;

import static relais.platform.http.Route.route;

import java.util.List;
import relais.platform.db.Database;
import relais.platform.http.Answer;
import relais.platform.http.Request;
import relais.platform.http.Route;
import relais.platform.http.Route.Verb;
import relais.vault.access.Sight;
import relais.vault.access.VaultPermissions;
import relais.vault.search.Found;
import relais.vault.search.Search;

/** Finds dossiers and documents by words: {@code /api/keep-search}. */
public final class KeepSearchApi {
    private final Database database;
    private final Sight sight;

    public KeepSearchApi(Database database, Sight sight) {
        this.database = database;
        this.sight = sight;
    }

    public List<Route> routes() {
        return List.of(
                route(
                        Verb.GET,
                        "/api/keep-search",
                        VaultPermissions.RECORDS_READ,
                        "Dossiers and documents by words (q), French or English, the best first",
                        null,
                        Found.class,
                        this::find));
    }

    private Answer find(Request request) {
        String q = request.query("q").orElse("");
        long after = request.queryNumber("after", 0, Long.MAX_VALUE);
        int limit = request.limit();
        String language = request.caller().locale().getLanguage();
        Search.Page page =
                q.isBlank()
                        ? Search.Page.NOTHING
                        : database.inTransaction(
                                tx ->
                                        Search.find(
                                                tx,
                                                sight.reach(tx, request.caller()),
                                                q,
                                                language,
                                                after,
                                                limit));
        String next = page.next() == null ? null : page.next().toString();
        return Answer.ok(new BestPage<>(page.found(), next, page.total(), page.cut()));
    }
}
