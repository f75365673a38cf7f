package relais.meter;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import relais.agent.ship.Transport;
import relais.amqp.Broker;
import relais.meter.alert.GraphAlerts;
import relais.meter.api.AgentsApi;
import relais.meter.api.HostGroupsApi;
import relais.meter.api.HostsApi;
import relais.meter.api.StoresApi;
import relais.meter.broker.BrokerDoor;
import relais.meter.collecting.Attendance;
import relais.meter.collecting.Codes;
import relais.meter.collecting.Collecting;
import relais.meter.collecting.Doorkeeper;
import relais.meter.collecting.HostChanges;
import relais.meter.collecting.Members;
import relais.meter.collecting.OwnAgent;
import relais.meter.collecting.Pairings;
import relais.meter.graph.GraphReader;
import relais.meter.graph.Sparks;
import relais.meter.host.Directory;
import relais.meter.host.HostGroups;
import relais.meter.overview.Completeness;
import relais.meter.overview.GraphStates;
import relais.meter.overview.Overview;
import relais.meter.overview.Worries;
import relais.platform.http.Route;

/** Where agents push, and where one sees and changes the hosts that they are on. */
final class HostDoors {
    /** A host's page is this late; a thousand agents are one transaction. */
    private static final Duration NOTED_EVERY = Duration.ofSeconds(5);

    /** Another process may have been told how a graph is; its labels follow after this time. */
    private static final Duration KNOWN_FOR = Duration.ofMinutes(10);

    private final Meter.Setup setup;
    private final Directory directory;
    private final Members members;
    private final Attendance attendance;
    private final Collecting collecting;
    private final Pairings pairings;
    private final Doorkeeper doorkeeper;

    HostDoors(Meter.Setup setup, Directory directory) {
        this.setup = setup;
        this.directory = directory;
        Meter.Platform on = setup.platform();
        this.members = new Members(on.database(), on.live());
        this.attendance = new Attendance(on.database(), on.live());
        this.collecting =
                new Collecting(setup.stores(), on.database(), on.live(), attendance, on.clock());
        this.pairings = new Pairings(on.database(), on.audit(), on.live(), on.clock());
        this.doorkeeper = new Doorkeeper(members, collecting, on.clock());
    }

    /**
     * @param worries the alerts of hosts by their names; a host may be missing
     */
    List<Route> routes(Function<Collection<String>, Map<String, Worries>> worries) {
        Meter.Platform on = setup.platform();
        Sparks sparks = new Sparks(new GraphReader(setup.stores()));
        List<Route> routes = new ArrayList<>();
        routes.addAll(
                new HostsApi(
                                directory,
                                new Overview(
                                        directory, setup.stores(), sparks, worries, on.clock()),
                                new GraphStates(setup.stores(), on.clock()),
                                new GraphAlerts(on.database()),
                                new Completeness(setup.stores(), on.clock()),
                                new HostChanges(
                                        on.database(),
                                        setup.stores(),
                                        on.audit(),
                                        on.live(),
                                        on.clock()),
                                on.clock())
                        .routes());
        routes.addAll(
                new HostGroupsApi(new HostGroups(on.database(), on.audit(), on.live())).routes());
        routes.addAll(agents().routes());
        routes.addAll(new StoresApi(setup.stores(), directory, on.database(), on.audit()).routes());
        return routes;
    }

    /** As {@link Meter#secretRoutes}. */
    List<Route> secretRoutes() {
        return agents().secretRoutes();
    }

    private AgentsApi agents() {
        Meter.Platform on = setup.platform();
        return new AgentsApi(
                directory,
                new Codes(on.database(), on.audit(), on.clock(), setup.random()),
                pairings,
                doorkeeper);
    }

    BrokerDoor listenAt(Broker broker) {
        return BrokerDoor.open(broker, doorkeeper, pairings);
    }

    void start(Chores chores) {
        chores.every("what agents were heard of", NOTED_EVERY, attendance::write);
        chores.every("what agents are known by", KNOWN_FOR, members::refresh);
    }

    /** What was heard since the last time is written. */
    void end() {
        attendance.write();
        try {
            members.close();
        } catch (Exception e) {
            // Declared by AutoCloseable; taking an ear off a list cannot fail.
            throw new IllegalStateException(e);
        }
    }

    Transport ownAgent(String called, String version) {
        return new OwnAgent(
                members, collecting, pairings.own(called), version, setup.platform().clock());
    }
}
