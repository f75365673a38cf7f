package relais.meter.api;

import static relais.platform.http.Route.route;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import relais.meter.alert.Alert;
import relais.meter.alert.Alerts;
import relais.meter.alert.Saved;
import relais.meter.alert.delivery.Notices;
import relais.meter.alert.state.Acknowledgement;
import relais.meter.alert.state.Standing;
import relais.meter.host.Directory;
import relais.meter.host.Sight;
import relais.platform.http.Answer;
import relais.platform.http.Id;
import relais.platform.http.Page;
import relais.platform.http.Request;
import relais.platform.http.Route;
import relais.platform.http.Route.Verb;

/** Alerts and what people were told of them: {@code /api/alerts}, {@code /api/alert-notices}. */
public final class AlertsApi {
    private final Alerts alerts;
    private final Directory directory;

    public AlertsApi(Alerts alerts, Directory directory) {
        this.alerts = alerts;
        this.directory = directory;
    }

    public List<Route> routes() {
        List<Route> routes = new ArrayList<>(alertRoutes());
        routes.addAll(noticeRoutes());
        return routes;
    }

    private List<Route> alertRoutes() {
        return List.of(
                route(
                        Verb.GET,
                        "/api/alerts",
                        MeterPermissions.HOSTS_READ,
                        "Alerts that go on, or with state=resolved those of the past",
                        null,
                        Item.class,
                        this::list),
                route(
                        Verb.GET,
                        "/api/alerts/{id}",
                        MeterPermissions.HOSTS_READ,
                        "An alert and its history",
                        null,
                        Whole.class,
                        this::one),
                route(
                        Verb.POST,
                        "/api/alerts/{id}/acknowledge",
                        MeterPermissions.ALERTS_ACKNOWLEDGE,
                        "Say that one looks after an alert",
                        Taken.class,
                        Id.class,
                        this::acknowledge),
                route(
                        Verb.POST,
                        "/api/alerts/{id}/unacknowledge",
                        MeterPermissions.ALERTS_ACKNOWLEDGE,
                        "Give an alert back: nobody looks after it",
                        null,
                        Id.class,
                        this::release));
    }

    private List<Route> noticeRoutes() {
        return List.of(
                route(
                        Verb.GET,
                        "/api/alert-notices",
                        MeterPermissions.ALERTS_EDIT,
                        "What people were told, newest first",
                        null,
                        Notices.Told.class,
                        this::notices),
                route(
                        Verb.POST,
                        "/api/alert-notices/{id}/retry",
                        MeterPermissions.ALERTS_EDIT,
                        "Try again to tell what was given up",
                        null,
                        Id.class,
                        this::retry));
    }

    /** A graph by its number and title. */
    record GraphName(long id, String title) {}

    /**
     * An alert in a list.
     *
     * @param hostId null where there is no host of that name any more
     */
    record Item(
            long id,
            String kind,
            @Nullable Long ruleId,
            String host,
            @Nullable Long hostId,
            @Nullable GraphName graph,
            @Nullable String field,
            String title,
            Map<String, String> labels,
            String severity,
            String state,
            @Nullable Double value,
            @Nullable String threshold,
            Instant since,
            @Nullable Instant resolvedAt,
            boolean flapping,
            @Nullable String held,
            @Nullable Integer number,
            @Nullable String acknowledgedBy,
            @Nullable Instant acknowledgedAt,
            @Nullable Instant acknowledgedUntil,
            @Nullable String note) {
        static Item of(Alert alert, Map<String, Long> hostIds, Locale locale) {
            Standing standing = alert.standing();
            Acknowledgement taken = standing.acknowledged();
            Double value = standing.seen().value();
            String threshold = standing.seen().threshold();
            return new Item(
                    alert.id(),
                    alert.kind().code(),
                    alert.ruleId(),
                    alert.host(),
                    hostIds.get(alert.host()),
                    graph(alert, locale),
                    alert.place().field(),
                    alert.title(locale),
                    alert.labels(),
                    standing.severity().code(),
                    standing.code(),
                    value != null && Double.isFinite(value) ? value : null,
                    threshold.isEmpty() ? null : threshold,
                    standing.since(),
                    alert.resolvedAt(),
                    standing.flapping(),
                    alert.ledger().held(),
                    alert.number(),
                    taken == null ? null : taken.by(),
                    taken == null ? null : taken.at(),
                    taken == null ? null : taken.until(),
                    taken == null ? null : taken.note());
        }

        private static @Nullable GraphName graph(Alert alert, Locale locale) {
            Long id = alert.place().graphId();
            String title = alert.graph(locale);
            return id == null || title == null ? null : new GraphName(id, title);
        }
    }

    /** An alert with its history, oldest first. */
    record Whole(Item alert, List<Alerts.Step> history) {}

    /** Until when; without, as long as it lasts. */
    record Taken(@Nullable String note, @Nullable Instant until) {}

    private Answer list(Request request) {
        Optional<String> state = request.query("state");
        boolean open = !state.equals(Optional.of("resolved"));
        int limit = request.limit();
        Sight sight = directory.sightOf(request.caller());
        long before = request.queryNumber("after", Long.MAX_VALUE, Long.MAX_VALUE);
        String host = request.query("host").orElse("");
        List<Alert> found = alerts.list(sight, new Alerts.Wanted(open, host, before, limit));
        Map<String, Long> hostIds = hostIds(found);
        List<Item> items =
                found.stream()
                        .map(alert -> Item.of(alert, hostIds, request.caller().locale()))
                        .filter(item -> state.map(s -> s.equals(item.state())).orElse(true))
                        .toList();
        String next = found.size() == limit ? Long.toString(found.getLast().id()) : null;
        return Answer.ok(new Page<>(items, next));
    }

    private Answer one(Request request) {
        Sight sight = directory.sightOf(request.caller());
        return alerts.find(sight, request.pathId("id"))
                .map(alert -> Answer.ok(whole(alert, request.caller().locale())))
                .orElseGet(() -> Answer.notFound("there is no such alert"));
    }

    private Whole whole(Alert alert, Locale locale) {
        return new Whole(
                Item.of(alert, hostIds(List.of(alert)), locale), alerts.history(alert.id()));
    }

    private Map<String, Long> hostIds(List<Alert> alerts) {
        return directory.idsOf(alerts.stream().map(Alert::host).distinct().toList());
    }

    private Answer acknowledge(Request request) {
        Taken taken = request.body(Taken.class);
        String note = taken.note() == null ? "" : taken.note().strip();
        return saved(
                alerts.acknowledge(
                        request.caller(),
                        directory.sightOf(request.caller()),
                        request.pathId("id"),
                        note,
                        taken.until()));
    }

    private Answer release(Request request) {
        Sight sight = directory.sightOf(request.caller());
        return saved(alerts.release(request.caller(), sight, request.pathId("id")));
    }

    private Answer notices(Request request) {
        Optional<String> state = request.query("state").filter(Notices.STATES::contains);
        int limit = request.limit();
        long before = request.queryNumber("after", Long.MAX_VALUE, Long.MAX_VALUE);
        List<Notices.Told> found = alerts.notices(state, before, limit);
        String next = found.size() == limit ? Long.toString(found.getLast().id()) : null;
        return Answer.ok(new Page<>(found, next));
    }

    private Answer retry(Request request) {
        return saved(alerts.again(request.caller(), request.pathId("id")));
    }

    /** Answers a change to something of the alerts. */
    static Answer saved(Saved saved) {
        return switch (saved) {
            case Saved.Ok(long id) -> Answer.ok(new Id(id));
            case Saved.Missing missing -> Answer.notFound("there is none with this number");
            case Saved.Refused(String code, String field, String detail) ->
                    Answer.refused(422, code, field, detail);
        };
    }
}
