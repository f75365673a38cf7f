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
import relais.meter.api.OnCallApi;
import relais.meter.api.SilencesApi;
import relais.meter.graph.GraphReader;
import relais.meter.host.Directory;
import relais.meter.overview.Worries;
import relais.meter.query.StoreSeries;
import relais.platform.http.Route;

/** Alerts: their work and their routes. */
final class AlarmDoors {
    /** As often as agents usually measure. */
    private static final Duration LOOK_EVERY = Duration.ofSeconds(10);

    /** A mail or a call may wait so long; asking costs one indexed read. */
    private static final Duration CALL_EVERY = Duration.ofSeconds(2);

    private final Directory directory;
    private final Alerts alerts;

    AlarmDoors(Meter.Setup setup, Directory directory) {
        Meter.Platform on = setup.platform();
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
        return routes;
    }

    void start(Chores chores) {
        chores.every("alerts", LOOK_EVERY, alerts::look);
        chores.every("news of alerts", CALL_EVERY, alerts::call);
    }
}
