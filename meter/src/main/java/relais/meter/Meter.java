package relais.meter;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import relais.meter.api.GraphsApi;
import relais.meter.api.HostsApi;
import relais.meter.api.MeterPermissions;
import relais.meter.graph.GraphReader;
import relais.meter.host.Directory;
import relais.meter.host.GraphSearch;
import relais.meter.store.Stores;
import relais.platform.audit.Audit;
import relais.platform.db.Database;
import relais.platform.http.Answer;
import relais.platform.http.Route;
import relais.platform.identity.GrantablePermission;
import relais.platform.jobs.Jobs;
import relais.platform.live.LiveFeed;
import relais.platform.queue.Queue;

/** Watching machines, as the rest of Relais sees it: its routes and its work. */
public final class Meter implements AutoCloseable {
    private final Setup setup;
    private final Directory directory;
    private final GraphSearch search;
    private final GraphReader reader;

    /** The platform's parts that the meter stands on. */
    public record Platform(
            Database database,
            Queue queue,
            LiveFeed live,
            Jobs jobs,
            Audit audit,
            InstantSource clock) {}

    /**
     * What the meter needs.
     *
     * @param stores of this process; {@link Stores#elsewhere} where it keeps none
     */
    public record Setup(Platform platform, Stores stores) {}

    public Meter(Setup setup) {
        this.setup = setup;
        this.directory = new Directory(setup.platform().database());
        this.search = new GraphSearch(setup.platform().database());
        this.reader = new GraphReader(setup.stores());
    }

    /** What groups and tokens can be granted here. */
    public static List<GrantablePermission> grantable() {
        return MeterPermissions.ALL;
    }

    /** Where this process keeps no series, each answers 503 and says where to ask. */
    public List<Route> routes() {
        List<Route> routes = new ArrayList<>();
        routes.addAll(new HostsApi(directory).routes());
        routes.addAll(new GraphsApi(directory, search, reader, setup.platform().clock()).routes());
        return setup.stores().areHere()
                ? List.copyOf(routes)
                : routes.stream().map(Meter::elsewhere).toList();
    }

    private static Route elsewhere(Route route) {
        return new Route(
                route.verb(),
                route.path(),
                route.access(),
                route.summary(),
                route.takes(),
                route.answers(),
                request ->
                        Answer.refused(
                                503,
                                "meter-elsewhere",
                                "this process keeps no measurements: ask one that has the roles web and meter"));
    }

    /** Begins the work in the background, where the stores are. */
    public void start() {
        if (!setup.stores().areHere()) {
            throw new IllegalStateException("the meter works where the stores are");
        }
    }

    /** Ends what {@link #start} began; the stores are closed by who opened them. */
    @Override
    public void close() {}
}
