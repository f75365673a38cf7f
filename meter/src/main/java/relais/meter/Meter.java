package relais.meter;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import relais.agent.ship.Transport;
import relais.meter.api.AgentsApi;
import relais.meter.api.HostsApi;
import relais.meter.api.MeterPermissions;
import relais.meter.collecting.Attendance;
import relais.meter.collecting.Codes;
import relais.meter.collecting.Collecting;
import relais.meter.collecting.Doorkeeper;
import relais.meter.collecting.Members;
import relais.meter.collecting.OwnAgent;
import relais.meter.collecting.Pairings;
import relais.meter.host.Directory;
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
    /** A host's page is this late; a thousand agents are one transaction. */
    private static final Duration NOTED_EVERY = Duration.ofSeconds(5);

    private final Setup setup;
    private final Directory directory;
    private final SeriesDoors doors;
    private final Members members;
    private final Attendance attendance;
    private final Collecting collecting;
    private final Pairings pairings;
    private final Chores chores = new Chores();

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
     * @param random one that cannot be guessed
     */
    public record Setup(Platform platform, Stores stores, RandomGenerator random) {}

    public Meter(Setup setup) {
        this.setup = setup;
        Platform on = setup.platform();
        this.directory = new Directory(on.database());
        this.members = new Members(on.database());
        this.attendance = new Attendance(on.database(), on.live());
        this.collecting =
                new Collecting(setup.stores(), on.database(), on.live(), attendance, on.clock());
        this.pairings = new Pairings(on.database(), members, on.audit(), on.live(), on.clock());
        this.doors = new SeriesDoors(setup, directory);
    }

    /** What groups and tokens can be granted here. */
    public static List<GrantablePermission> grantable() {
        return MeterPermissions.ALL;
    }

    /** Where this process keeps no series, each answers 503 and says where to ask. */
    public List<Route> routes() {
        List<Route> routes = new ArrayList<>();
        routes.addAll(new HostsApi(directory).routes());
        routes.addAll(agents().routes());
        routes.addAll(doors.routes());
        return here(routes);
    }

    /** Routes whose answers hold a secret: they must not be kept to be given again. */
    public List<Route> secretRoutes() {
        List<Route> routes = new ArrayList<>(agents().secretRoutes());
        routes.addAll(doors.secretRoutes());
        return here(routes);
    }

    private AgentsApi agents() {
        Platform on = setup.platform();
        return new AgentsApi(
                new Codes(on.database(), on.audit(), on.clock(), setup.random()),
                pairings,
                new Doorkeeper(members, collecting, on.clock()));
    }

    private List<Route> here(List<Route> routes) {
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
        chores.every("what agents were heard of", NOTED_EVERY, attendance::write);
    }

    /**
     * The way in for an agent of this process, which is paired by itself.
     *
     * @param called what the machine calls itself
     * @param version of the agent
     */
    public Transport ownAgent(String called, String version) {
        return new OwnAgent(
                members, collecting, pairings.own(called), version, setup.platform().clock());
    }

    /** Ends what {@link #start} began; the stores are closed by who opened them. */
    @Override
    public void close() {
        chores.close();
        if (setup.stores().areHere()) {
            attendance.write();
        }
    }
}
