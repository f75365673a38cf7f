package relais.meter.api;

import static relais.platform.http.Route.route;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import relais.meter.host.Directory;
import relais.meter.host.Host;
import relais.meter.host.SeriesLabels;
import relais.meter.store.StoreCard;
import relais.meter.store.Stores;
import relais.platform.audit.Audit;
import relais.platform.db.Database;
import relais.platform.http.Answer;
import relais.platform.http.Page;
import relais.platform.http.Request;
import relais.platform.http.Route;
import relais.platform.http.Route.Verb;

/** Where measurements are kept: {@code /api/stores}. */
public final class StoresApi {
    private final Stores stores;
    private final Directory directory;
    private final Database database;
    private final Audit audit;

    public StoresApi(Stores stores, Directory directory, Database database, Audit audit) {
        this.stores = stores;
        this.directory = directory;
        this.database = database;
        this.audit = audit;
    }

    /**
     * Where a host is to be kept.
     *
     * @param stores ids; two for two copies
     */
    record Wanted(List<UUID> stores) {}

    /** Where a host is kept. */
    record Places(List<UUID> stores) {}

    public List<Route> routes() {
        return List.of(
                route(
                        Verb.GET,
                        "/api/stores",
                        MeterPermissions.HOSTS_READ,
                        "The stores: which answer, what they keep, what they have still to be told",
                        null,
                        StoreCard.class,
                        request -> Answer.ok(new Page<>(stores.list(), null))),
                route(
                        Verb.GET,
                        "/api/hosts/{id}/stores",
                        MeterPermissions.HOSTS_READ,
                        "Where a host's measurements are kept",
                        null,
                        Places.class,
                        this::show),
                route(
                        Verb.PUT,
                        "/api/hosts/{id}/stores",
                        MeterPermissions.HOSTS_EDIT,
                        "Moves a host with its history to these stores",
                        Wanted.class,
                        Places.class,
                        this::move));
    }

    private Optional<Host> host(Request request) {
        return directory.host(directory.sightOf(request.caller()), request.pathId("id"));
    }

    private Answer show(Request request) {
        return host(request)
                .map(
                        host ->
                                Answer.ok(
                                        new Places(
                                                stores.placesOf(SeriesLabels.owner(host.name())))))
                .orElse(Answer.notFound("there is no such host"));
    }

    private Answer move(Request request) {
        Host host = host(request).orElse(null);
        if (host == null) {
            return Answer.notFound("there is no such host");
        }
        List<UUID> to = request.body(Wanted.class).stores().stream().distinct().toList();
        var known = stores.list().stream().map(StoreCard::id).collect(Collectors.toSet());
        if (to.isEmpty() || to.size() > 2 || !known.containsAll(to)) {
            return Answer.refused(
                    400, "no-such-store", "stores", "name one or two of the stores there are");
        }
        stores.move(SeriesLabels.owner(host.name()), to);
        database.useTransaction(
                tx ->
                        audit.record(
                                tx,
                                request.caller(),
                                "host.move",
                                "host:" + host.id(),
                                Map.of("stores", to.toString())));
        return Answer.ok(new Places(stores.placesOf(SeriesLabels.owner(host.name()))));
    }
}
