package relais.meter.api;

import org.jspecify.annotations.Nullable;
import relais.platform.http.Access;
import relais.platform.http.Endpoint;
import relais.platform.http.Route;
import relais.platform.http.Route.Verb;
import relais.platform.identity.Permission;

/** What the meter's resources have in common. */
final class Routes {
    private Routes() {}

    static Route route(
            Verb verb,
            String path,
            Permission permission,
            String summary,
            @Nullable Class<?> takes,
            @Nullable Class<?> answers,
            Endpoint endpoint) {
        return new Route(
                verb, path, new Access.Needs(permission), summary, takes, answers, endpoint);
    }

    /** A list as all lists are answered; {@code next} is where to go on, null at the end. */
    record Page<T>(java.util.List<T> items, @Nullable String next) {}

    /** Something made. */
    record Id(long id) {}
}
