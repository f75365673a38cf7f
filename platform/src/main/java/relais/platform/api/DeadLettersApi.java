package relais.platform.api;

import java.util.List;
import java.util.Map;
import relais.platform.audit.Audit;
import relais.platform.db.Database;
import relais.platform.http.Access;
import relais.platform.http.Answer;
import relais.platform.http.Request;
import relais.platform.http.Route;
import relais.platform.queue.DeadLetter;
import relais.platform.queue.Queue;

/** Items that failed too often, for a person to look at, replay or drop. */
public final class DeadLettersApi {
    private final Queue queue;
    private final Audit audit;
    private final Database database;

    public DeadLettersApi(Queue queue, Audit audit, Database database) {
        this.queue = queue;
        this.audit = audit;
        this.database = database;
    }

    public List<Route> routes() {
        Access operator = new Access.Needs(AdminPermissions.STATUS);
        return List.of(
                new Route(
                        Route.Verb.GET,
                        "/api/dead-letters",
                        operator,
                        "Dead letters, newest first, older than before",
                        null,
                        DeadLetter[].class,
                        this::list),
                new Route(
                        Route.Verb.POST,
                        "/api/dead-letters/{id}/replay",
                        operator,
                        "Put a dead letter back at the end of its topic",
                        null,
                        null,
                        request -> settle(request, "replay")),
                new Route(
                        Route.Verb.DELETE,
                        "/api/dead-letters/{id}",
                        operator,
                        "Forget a dead letter",
                        null,
                        null,
                        request -> settle(request, "drop")));
    }

    private Answer list(Request request) {
        long before =
                request.queryNumber(
                        "before", request.queryNumber("after", 0, Long.MAX_VALUE), Long.MAX_VALUE);
        int limit = request.limit();
        return Answers.page(queue.deadLetters(before, limit), limit, DeadLetter::id);
    }

    private Answer settle(Request request, String deed) {
        long id = request.pathId("id");
        boolean found = deed.equals("replay") ? queue.replay(id) : queue.drop(id);
        if (!found) {
            return Answer.notFound("this dead letter is gone");
        }
        database.useTransaction(
                tx ->
                        audit.record(
                                tx,
                                request.caller(),
                                "dead-letter." + deed,
                                "dead-letter:" + id,
                                Map.of()));
        return Answer.done();
    }
}
