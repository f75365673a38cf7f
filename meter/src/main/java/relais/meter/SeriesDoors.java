package relais.meter;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import relais.meter.alert.GraphAlerts;
import relais.meter.api.GraphsApi;
import relais.meter.api.HistoryApi;
import relais.meter.api.IngestApi;
import relais.meter.api.PicturesApi;
import relais.meter.api.PrometheusApi;
import relais.meter.collecting.HistoryHosts;
import relais.meter.dashboard.AutomaticDashboards;
import relais.meter.dashboard.Dashboards;
import relais.meter.event.Events;
import relais.meter.graph.GraphReader;
import relais.meter.history.HistoryIntake;
import relais.meter.host.Directory;
import relais.meter.host.GraphSearch;
import relais.meter.ingest.GraphiteDoor;
import relais.meter.ingest.Intake;
import relais.meter.picture.Album;
import relais.meter.picture.Links;
import relais.meter.picture.Pictures;
import relais.meter.query.Prometheus;
import relais.meter.store.StoreAway;
import relais.platform.http.Answer;
import relais.platform.http.Route;

/** Where series are asked for, as values, as pictures and in PromQL, and brought by others. */
final class SeriesDoors {
    private final Meter.Setup setup;
    private final Directory directory;
    private final GraphReader reader;
    private final Intake intake;

    SeriesDoors(Meter.Setup setup, Directory directory) {
        this.setup = setup;
        this.directory = directory;
        this.reader = new GraphReader(setup.stores());
        this.intake = new Intake(setup.stores(), setup.platform().clock(), setup.random());
    }

    List<Route> routes() {
        Meter.Platform on = setup.platform();
        GraphSearch search = new GraphSearch(on.database());
        List<Route> routes = new ArrayList<>();
        routes.addAll(
                new GraphsApi(directory, search, reader, new GraphAlerts(on.database()), on.clock())
                        .routes());
        routes.addAll(pictures().routes());
        routes.addAll(
                new PrometheusApi(directory, search, new Prometheus(setup.stores(), on.clock()))
                        .routes());
        routes.addAll(new IngestApi(intake).routes());
        HistoryHosts hosts = new HistoryHosts(on.database(), on.audit(), on.live(), on.clock());
        routes.addAll(new HistoryApi(hosts, new HistoryIntake(setup.stores())).routes());
        return patient(routes);
    }

    static List<Route> patient(List<Route> routes) {
        return routes.stream().map(SeriesDoors::patient).toList();
    }

    /** What a store that is away does not answer is asked for again. */
    private static Route patient(Route route) {
        return new Route(
                route.verb(),
                route.path(),
                route.access(),
                route.summary(),
                route.takes(),
                route.answers(),
                request -> {
                    try {
                        return route.endpoint().answer(request);
                    } catch (StoreAway away) {
                        String why = String.valueOf(away.getMessage());
                        return Answer.refused(503, "store-away", why);
                    }
                });
    }

    GraphiteDoor takeGraphite(InetSocketAddress address) throws IOException {
        return GraphiteDoor.open(address, intake);
    }

    /** As {@link Meter#secretRoutes}. */
    List<Route> secretRoutes() {
        return pictures().secretRoutes();
    }

    private PicturesApi pictures() {
        Meter.Platform on = setup.platform();
        Links links = new Links(on.database(), on.audit(), on.clock(), setup.random());
        Album album =
                new Album(
                        directory,
                        new GraphSearch(on.database()),
                        new Dashboards(on.database(), on.audit(), on.live(), on.clock()),
                        new AutomaticDashboards(directory),
                        new Events(on.database(), on.audit(), on.live()));
        return new PicturesApi(
                directory, album, new Pictures(setup.stores(), on.clock()), links, on.clock());
    }
}
