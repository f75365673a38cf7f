package relais.meter.api;

import static relais.meter.api.Routes.route;

import java.util.List;
import relais.meter.host.Directory;
import relais.meter.host.Host;
import relais.platform.http.Answer;
import relais.platform.http.Request;
import relais.platform.http.Route;
import relais.platform.http.Route.Verb;

/** The hosts that are watched: {@code /api/hosts}. */
public final class HostsApi {
    private final Directory directory;

    public HostsApi(Directory directory) {
        this.directory = directory;
    }

    public List<Route> routes() {
        return List.of(
                route(
                        Verb.GET,
                        "/api/hosts",
                        MeterPermissions.HOSTS_READ,
                        "The hosts one may see, by name",
                        null,
                        Host.class,
                        this::list));
    }

    private Answer list(Request request) {
        return Answer.ok(
                new Routes.Page<>(directory.hosts(directory.sightOf(request.caller())), null));
    }
}
