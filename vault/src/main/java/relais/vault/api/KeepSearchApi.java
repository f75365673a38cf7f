package relais.vault.api;

import static relais.platform.http.Route.route;

import java.util.List;
import relais.platform.db.Database;
import relais.platform.http.Answer;
import relais.platform.http.Page;
import relais.platform.http.Request;
import relais.platform.http.Route;
import relais.platform.http.Route.Verb;
import relais.vault.access.Sight;
import relais.vault.access.VaultPermissions;
import relais.vault.search.Found;
import relais.vault.search.Search;

/** Finds dossiers and documents by words: {@code /api/keep-search}. */
public final class KeepSearchApi {
    /** Nothing is ranked that far. */
    private static final int FAR = 10_000;

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
        int skip = (int) request.queryNumber("after", 0, FAR);
        int limit = request.limit();
        String language = request.caller().locale().getLanguage();
        Search.Page page =
                q.isBlank()
                        ? new Search.Page(List.of(), false)
                        : database.inTransaction(
                                tx ->
                                        Search.find(
                                                tx,
                                                sight.reach(tx, request.caller()),
                                                q,
                                                language,
                                                skip,
                                                limit));
        String next = page.more() ? Integer.toString(skip + limit) : null;
        return Answer.ok(new Page<>(page.found(), next));
    }
}
