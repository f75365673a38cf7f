package relais.meter;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import relais.meter.alert.PastAlerts;
import relais.meter.api.ReportsApi;
import relais.meter.api.SubscriptionsApi;
import relais.meter.dashboard.AutomaticDashboards;
import relais.meter.dashboard.Dashboards;
import relais.meter.event.Events;
import relais.meter.graph.GraphReader;
import relais.meter.graph.Sparks;
import relais.meter.host.Directory;
import relais.meter.host.GraphSearch;
import relais.meter.overview.Completeness;
import relais.meter.overview.Overview;
import relais.meter.overview.Worries;
import relais.meter.picture.Album;
import relais.meter.picture.Pictures;
import relais.meter.report.Reports;
import relais.meter.subscription.Courier;
import relais.meter.subscription.Subscriptions;
import relais.platform.http.Route;

/** Reports on paper, asked for and by mail. */
final class ReportDoors {
    /** A report may be half a minute late; asking costs one indexed read. */
    private static final Duration SEND_EVERY = Duration.ofSeconds(20);

    private final Meter.Platform on;
    private final Directory directory;
    private final Album album;
    private final Reports reports;
    private final Courier courier;

    /**
     * @param worries the alerts of hosts by their names; a host may be missing
     */
    ReportDoors(
            Meter.Setup setup,
            Directory directory,
            Function<Collection<String>, Map<String, Worries>> worries) {
        this.on = setup.platform();
        this.directory = directory;
        this.album =
                new Album(
                        directory,
                        new GraphSearch(on.database()),
                        new Dashboards(on.database(), on.audit(), on.live(), on.clock()),
                        new AutomaticDashboards(directory),
                        new Events(on.database(), on.audit(), on.live()));
        GraphReader reader = new GraphReader(setup.stores());
        Reports.Sources sources =
                new Reports.Sources(
                        directory,
                        album,
                        new Pictures(setup.stores(), on.clock()),
                        new Overview(
                                directory, setup.stores(), new Sparks(reader), worries, on.clock()),
                        new Completeness(setup.stores(), on.clock()),
                        new PastAlerts(on.database()));
        this.reports = new Reports(sources, on.clock());
        this.courier =
                new Courier(
                        on.database(),
                        on.live(),
                        reports,
                        setup.alarms().ways().post(),
                        on.clock());
    }

    List<Route> routes() {
        Subscriptions subscriptions =
                new Subscriptions(on.database(), on.audit(), on.live(), on.clock());
        List<Route> routes = new ArrayList<>();
        routes.addAll(new ReportsApi(directory, reports, on.clock()).routes());
        routes.addAll(new SubscriptionsApi(directory, album, subscriptions).routes());
        return routes;
    }

    void start(Chores chores) {
        chores.every("reports by mail", SEND_EVERY, courier::run);
    }
}
