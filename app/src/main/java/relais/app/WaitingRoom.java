package relais.app;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import relais.platform.api.AdminPermissions;
import relais.platform.http.Access;
import relais.platform.http.Answer;
import relais.platform.http.Health;
import relais.platform.http.HttpServer;
import relais.platform.http.HttpSettings;
import relais.platform.http.Route;
import relais.platform.metrics.Metrics;

/**
 * Stands in the console's place while a start waits for its database: alive, not ready, and whoever
 * opens a page is told so.
 */
final class WaitingRoom implements AutoCloseable {
    private static final String DETAIL = "Relais waits for its database; try again in a moment";

    private final HttpServer server;

    private WaitingRoom(HttpServer server) {
        this.server = server;
    }

    static WaitingRoom open(HttpSettings settings) {
        Metrics metrics = new Metrics();
        Health.Check away = new Health.Check("database", () -> Optional.of("does not answer"));
        List<Route> routes =
                new ArrayList<>(
                        new Health(List.of(away), metrics, AdminPermissions.STATUS).routes());
        routes.add(
                new Route(
                        Route.Verb.GET,
                        "/api/session",
                        new Access.Open("nobody can sign in yet"),
                        "Says that it is starting",
                        null,
                        null,
                        request -> Answer.refused(503, "starting", DETAIL)));
        return new WaitingRoom(
                HttpServer.start(
                        settings, routes, credential -> Optional.empty(), metrics, Version.NUMBER));
    }

    @Override
    public void close() {
        server.close();
    }
}
