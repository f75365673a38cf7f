package relais.meter;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jdbi.v3.core.Handle;
import relais.agent.ship.Transport;
import relais.amqp.Broker;
import relais.meter.alert.delivery.Ways;
import relais.meter.api.MeterPermissions;
import relais.meter.host.Directory;
import relais.meter.store.Stores;
import relais.meter.store.Verification;
import relais.platform.audit.Audit;
import relais.platform.db.Database;
import relais.platform.http.Route;
import relais.platform.identity.GrantablePermission;
import relais.platform.jobs.Jobs;
import relais.platform.live.LiveFeed;
import relais.platform.queue.Queue;

/** Watching machines, as the rest of Relais sees it: its routes and its work. */
public final class Meter implements AutoCloseable {
    /** Rolling up, merging days, forgetting what is over. */
    private static final Duration UPKEEP_EVERY = Duration.ofHours(1);

    private final Setup setup;
    private final HostDoors hosts;
    private final SeriesDoors series;
    private final AlarmDoors alarms;
    private final ReportDoors reports;
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
     * @param random one that cannot be guessed
     */
    public record Setup(Platform platform, Stores stores, RandomGenerator random, Alarms alarms) {
        /** Nobody is told of alerts. */
        public Setup(Platform platform, Stores stores, RandomGenerator random) {
            this(platform, stores, random, Alarms.NOBODY_TOLD);
        }
    }

    /**
     * How people are told of alerts.
     *
     * @param silentAfter a host that said nothing for so long is silent
     */
    public record Alarms(Ways ways, Duration silentAfter) {
        public static final Alarms NOBODY_TOLD = new Alarms(Ways.NONE, Duration.ofMinutes(3));
    }

    public Meter(Setup setup) {
        this.setup = setup;
        Directory directory = new Directory(setup.platform().database());
        this.hosts = new HostDoors(setup, directory);
        this.series = new SeriesDoors(setup, directory);
        this.alarms = new AlarmDoors(setup, directory);
        this.reports = new ReportDoors(setup, directory, alarms::worries);
    }

    /** What groups and tokens can be granted here. */
    public static List<GrantablePermission> grantable() {
        return MeterPermissions.ALL;
    }

    /** The same from every process: series are asked for wherever they are kept. */
    public List<Route> routes() {
        List<Route> routes = new ArrayList<>();
        routes.addAll(hosts.routes(alarms::worries));
        routes.addAll(series.routes());
        routes.addAll(alarms.routes());
        routes.addAll(SeriesDoors.patient(reports.routes()));
        return List.copyOf(routes);
    }

    /** Routes whose answers hold a secret: they must not be kept to be given again. */
    public List<Route> secretRoutes() {
        List<Route> routes = new ArrayList<>(hosts.secretRoutes());
        routes.addAll(series.secretRoutes());
        return List.copyOf(routes);
    }

    /** Begins what every process does that answers for the meter. */
    public void listen() {
        hosts.start(chores);
    }

    /** Begins the work in the background, in processes with the role. */
    public void start() {
        alarms.start(chores);
        reports.start(chores);
        Verification verification =
                new Verification(
                        setup.platform().database(), setup.stores(), setup.platform().clock());
        chores.every("series upkeep", UPKEEP_EVERY, setup.stores()::maintain);
        chores.every("verification of series", UPKEEP_EVERY, verification::runWhenDue);
    }

    /**
     * Takes an SMS by which somebody on call says that they look after an alert, in the transaction
     * that consumes the message.
     *
     * @param address the sender, in E.164
     * @return what to answer; empty for a message that is none of ours
     */
    public Optional<String> heard(Handle tx, String address, String text) {
        return alarms.alerts().heard(tx, address, text);
    }

    /**
     * The way in for an agent of this process, which is paired by itself.
     *
     * @param called what the machine calls itself
     * @param version of the agent
     */
    public Transport ownAgent(String called, String version) {
        return hosts.ownAgent(called, version);
    }

    /** Takes what agents push over that broker, until what is given is closed. */
    public AutoCloseable listenAt(Broker broker) {
        return hosts.listenAt(broker);
    }

    /** Takes Graphite's plaintext there, until what is given is closed. */
    public AutoCloseable takeGraphite(InetSocketAddress address) throws IOException {
        return series.takeGraphite(address);
    }

    /** Of the store that is kept here, by name; none where there is none. */
    public Map<String, Long> numbers() {
        return setup.stores()
                .state()
                .map(
                        state ->
                                Map.of(
                                        "series",
                                        (long) state.series(),
                                        "samples",
                                        state.headSamples() + state.sealedSamples(),
                                        "bytes",
                                        state.fileBytes() + state.nameBytes(),
                                        "damage",
                                        (long) state.damage().size()))
                .orElse(Map.of());
    }

    /** Ends what {@link #start} began; the stores are closed by who opened them. */
    @Override
    public void close() {
        chores.close();
        hosts.end();
    }
}
