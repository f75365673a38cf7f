package relais.meter;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import relais.meter.alert.Alerts;
import relais.meter.api.AlertRulesApi;
import relais.meter.api.AlertsApi;
import relais.meter.api.DashboardsApi;
import relais.meter.api.EventsApi;
import relais.meter.api.OnCallApi;
import relais.meter.api.SilencesApi;
import relais.meter.dashboard.AutomaticDashboards;
import relais.meter.dashboard.Dashboards;
import relais.meter.event.Events;
import relais.meter.graph.GraphReader;
import relais.meter.host.Directory;
import relais.meter.overview.Worries;
import relais.meter.query.StoreSeries;
import relais.platform.http.Route;

/** Alerts and their work, dashboards, events: all that people arrange for themselves. */
final class AlarmDoors {
    /** As often as agents usually measure. */
    private static final Duration LOOK_EVERY = Duration.ofSeconds(10);

    /** A mail or a call may wait so long; asking costs one indexed read. */
    private static final Duration CALL_EVERY = Duration.ofSeconds(5);

    private static final Duration FORGET_EVERY = Duration.ofHours(1);

    private final Meter.Platform on;
    private final Directory directory;
    private final Alerts alerts;

    AlarmDoors(Meter.Setup setup, Directory directory) {
        this.on = setup.platform();
        this.directory = directory;
        this.alerts =
                new Alerts(
                        new Alerts.Setup(
                                new Alerts.Platform(
                                        on.database(), on.live(), on.audit(), on.clock()),
                                new Alerts.Measured(
                                        directory,
                                        setup.stores(),
                                        new GraphReader(setup.stores()),
                                        sight -> new StoreSeries(setup.stores(), sight)),
                                setup.alarms().ways(),
                                setup.alarms().silentAfter()));
    }

    /** The alerts of hosts by their names; hosts without are absent. */
    Map<String, Worries> worries(Collection<String> hosts) {
        Map<String, Worries> worries = new HashMap<>();
        Map<String, Alerts.Counts> counts = alerts.counts();
        for (String host : hosts) {
            Alerts.Counts of = counts.get(host);
            if (of != null) {
                worries.put(host, new Worries(of.critical(), of.warning(), of.unknown()));
            }
        }
        return worries;
    }

    Alerts alerts() {
        return alerts;
    }

    List<Route> routes() {
        List<Route> routes = new ArrayList<>();
        routes.addAll(new AlertsApi(alerts, directory).routes());
        routes.addAll(new AlertRulesApi(alerts, directory).routes());
        routes.addAll(new OnCallApi(alerts).routes());
        routes.addAll(new SilencesApi(alerts).routes());
        routes.addAll(boards());
        return routes;
    }

    private List<Route> boards() {
        Dashboards own = new Dashboards(on.database(), on.audit(), on.live(), on.clock());
        Events events = new Events(on.database(), on.audit(), on.live());
        List<Route> routes = new ArrayList<>();
        routes.addAll(
                new DashboardsApi(own, new AutomaticDashboards(directory), directory).routes());
        routes.addAll(new EventsApi(events, directory, on.clock()).routes());
        return routes;
    }

    void start(Chores chores) {
        chores.every("alerts", LOOK_EVERY, alerts::look);
        chores.every("news of alerts", CALL_EVERY, alerts::call);
        chores.every("alerts of long ago", FORGET_EVERY, alerts::forget);
    }
}
