package relais.app;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import relais.platform.api.AdminPermissions;
import relais.platform.http.Health;
import relais.platform.http.HttpServer;
import relais.platform.http.HttpSettings;
import relais.platform.http.Route;
import relais.platform.settings.Settings;
import relais.platform.status.FreeSpace;

/** What supervisors ask of a process, and the server for it where there is no console. */
final class HealthDoor {
    private HealthDoor() {}

    /** Answers these addresses alone, and {@code more}. */
    static HttpServer open(
            Foundations on, Home home, Settings settings, HttpSettings door, List<Route> more) {
        List<Route> routes = new ArrayList<>(routes(on, home, Optional::empty));
        routes.addAll(more);
        return HttpServer.start(
                door, routes, WebRole.accounts(on, settings), on.metrics, Version.NUMBER);
    }

    /**
     * @param leaving why this process is about to stop; empty while it is not
     */
    static List<Route> routes(Foundations on, Home home, Supplier<Optional<String>> leaving) {
        return new Health(
                        List.of(
                                new Health.Check("node", leaving),
                                new Health.Check("database", () -> trouble(on)),
                                new Health.Check("queue", on.queue::trouble),
                                new Health.Check("disk", () -> FreeSpace.trouble(home.folder()))),
                        on.metrics,
                        AdminPermissions.STATUS)
                .routes();
    }

    private static Optional<String> trouble(Foundations on) {
        if (on.database.readsOnly()) {
            return Optional.empty(); // a balancer that took this node out would take all of them
        }
        try {
            on.database.with(handle -> handle.execute("select 1"));
            return Optional.empty();
        } catch (RuntimeException e) {
            return Optional.of("does not answer");
        }
    }
}
