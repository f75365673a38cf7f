package relais.meter.api;

import static relais.platform.http.Route.route;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import relais.meter.host.Directory;
import relais.meter.picture.Album;
import relais.meter.report.Period;
import relais.meter.subscription.Subscription;
import relais.meter.subscription.Subscriptions;
import relais.platform.http.Answer;
import relais.platform.http.Id;
import relais.platform.http.Page;
import relais.platform.http.Request;
import relais.platform.http.Route;
import relais.platform.http.Route.Verb;

/** Reports that are sent by mail: {@code /api/reports}. */
public final class SubscriptionsApi {
    private static final String ALL = "/api/reports";
    private static final String ONE = "/api/reports/{id}";

    private final Directory directory;
    private final Album album;
    private final Subscriptions subscriptions;

    public SubscriptionsApi(Directory directory, Album album, Subscriptions subscriptions) {
        this.directory = directory;
        this.album = album;
        this.subscriptions = subscriptions;
    }

    /**
     * A report by mail.
     *
     * @param kind hosts or dashboards
     * @param about its number, or an automatic dashboard's text
     * @param hour of the day after the period's last
     */
    record Body(
            @Nullable String kind,
            @Nullable String about,
            String period,
            int hour,
            @Nullable String zone,
            @Nullable String language,
            List<String> addresses) {}

    /** As {@link Body}, with how it went. */
    record View(
            long id,
            String title,
            String kind,
            String about,
            String period,
            int hour,
            String zone,
            String language,
            List<String> addresses,
            String by,
            Instant nextAt,
            Subscription.@Nullable Last last) {
        static View of(Subscription one) {
            Subscription.Form form = one.form();
            return new View(
                    one.id(),
                    one.title(),
                    form.about().kind(),
                    form.about().id(),
                    form.length().code(),
                    form.hour(),
                    form.zone().getId(),
                    form.locale().getLanguage(),
                    form.addresses(),
                    one.maker().name(),
                    one.nextAt(),
                    one.last());
        }
    }

    public List<Route> routes() {
        return List.of(
                route(
                        Verb.GET,
                        ALL,
                        MeterPermissions.HOSTS_READ,
                        "One's own reports by mail, everybody's for those who edit hosts",
                        null,
                        View.class,
                        this::list),
                route(
                        Verb.POST,
                        ALL,
                        MeterPermissions.DASHBOARDS_EDIT,
                        "Has a report sent by mail each day, week or month",
                        Body.class,
                        Id.class,
                        this::make),
                route(
                        Verb.PUT,
                        ONE,
                        MeterPermissions.DASHBOARDS_EDIT,
                        "Changes when a report is sent and to whom",
                        Body.class,
                        Id.class,
                        this::change),
                route(
                        Verb.DELETE,
                        ONE,
                        MeterPermissions.DASHBOARDS_EDIT,
                        "Has a report sent no more",
                        null,
                        Id.class,
                        this::delete),
                route(
                        Verb.POST,
                        ONE + "/send",
                        MeterPermissions.DASHBOARDS_EDIT,
                        "Sends the last whole period's report now",
                        null,
                        Id.class,
                        this::send));
    }

    private static boolean mayAll(Request request) {
        return request.caller().may(MeterPermissions.HOSTS_EDIT);
    }

    private Answer list(Request request) {
        List<View> shown =
                subscriptions.list(request.caller(), mayAll(request)).stream()
                        .map(View::of)
                        .toList();
        return Answer.ok(new Page<>(shown, null));
    }

    private static Answer invalid(String field, String detail) {
        return Answer.refused(422, "report-invalid", field, detail);
    }

    private Answer make(Request request) {
        Body body = request.body(Body.class);
        String kind = AlertRulesApi.or(body.kind(), "");
        Album.About about = new Album.About(kind, AlertRulesApi.or(body.about(), ""), "");
        Album.Viewer viewer =
                new Album.Viewer(request.caller(), directory.sightOf(request.caller()));
        Optional<Album.Shown> shown =
                kind.equals("hosts") || kind.equals("dashboards")
                        ? album.find(about, viewer)
                        : Optional.empty();
        if (shown.isEmpty()) {
            return invalid("about", "a host or a dashboard that you may see");
        }
        Optional<Subscription.Form> form = form(request, about, body);
        return form.isEmpty()
                ? invalid("period", "day, week or month, and a zone such as Africa/Abidjan")
                : saved(
                        subscriptions.make(
                                request.caller(), viewer.sight(), shown.get().name(), form.get()));
    }

    private static Optional<Subscription.Form> form(Request request, Album.About about, Body body) {
        Optional<Period.Length> length = Period.Length.of(body.period());
        Optional<ZoneId> zone = ReportsApi.zone(AlertRulesApi.or(body.zone(), ""));
        String language = body.language();
        Locale locale =
                language == null ? request.caller().locale() : Locale.forLanguageTag(language);
        return length.isEmpty() || zone.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new Subscription.Form(
                                about,
                                length.get(),
                                body.hour(),
                                zone.get(),
                                locale,
                                body.addresses().stream().map(String::strip).toList()));
    }

    private Answer change(Request request) {
        Body body = request.body(Body.class);
        // What it is about stays.
        Optional<Subscription.Form> form = form(request, new Album.About("", "", ""), body);
        return form.isEmpty()
                ? invalid("period", "day, week or month, and a zone such as Africa/Abidjan")
                : saved(
                        subscriptions.change(
                                request.caller(),
                                request.pathId("id"),
                                form.get(),
                                mayAll(request)));
    }

    private Answer delete(Request request) {
        return saved(subscriptions.delete(request.caller(), request.pathId("id"), mayAll(request)));
    }

    private Answer send(Request request) {
        return saved(subscriptions.send(request.caller(), request.pathId("id"), mayAll(request)));
    }

    private static Answer saved(Subscriptions.Saved saved) {
        return switch (saved) {
            case Subscriptions.Saved.Ok(long id) -> Answer.ok(new Id(id));
            case Subscriptions.Saved.Missing missing -> Answer.notFound("there is no such report");
            case Subscriptions.Saved.Refused(String field, String detail) -> invalid(field, detail);
        };
    }
}
