package relais.meter.api;

import static relais.platform.http.Route.route;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import relais.meter.alert.Alerts;
import relais.meter.alert.Silence;
import relais.meter.alert.Silences;
import relais.meter.alert.state.Window;
import relais.meter.pattern.NamePattern;
import relais.platform.http.Answer;
import relais.platform.http.Id;
import relais.platform.http.Page;
import relais.platform.http.Request;
import relais.platform.http.Route;
import relais.platform.http.Route.Verb;
import relais.platform.identity.Permission;

/**
 * When nobody is told of alerts: {@code /api/silences}, and behind whom hosts stand: {@code
 * /api/host-dependencies}.
 */
public final class SilencesApi {
    private static final String SILENCES = "/api/silences";
    private static final String DEPENDENCIES = "/api/host-dependencies";
    private static final Permission READ = MeterPermissions.HOSTS_READ;
    private static final Permission EDIT = MeterPermissions.ALERTS_EDIT;

    /** A dependency holds back news of hosts that its maker may not even see. */
    private static final Answer OF_ALL =
            Answer.refused(
                    422, "host-dependency-invalid", "hosts", "only who sees all hosts says this");

    private final Alerts alerts;

    public SilencesApi(Alerts alerts) {
        this.alerts = alerts;
    }

    public List<Route> routes() {
        List<Route> routes = new ArrayList<>(silenceRoutes());
        routes.addAll(dependencyRoutes());
        return routes;
    }

    private List<Route> silenceRoutes() {
        return List.of(
                route(
                        Verb.GET,
                        SILENCES,
                        READ,
                        "Silences and maintenance windows that are not over",
                        null,
                        SilenceView.class,
                        this::silences),
                route(
                        Verb.POST,
                        SILENCES,
                        EDIT,
                        "Keep news back for a time, once or again and again",
                        SilenceBody.class,
                        Id.class,
                        this::silence),
                route(
                        Verb.DELETE,
                        SILENCES + "/{id}",
                        EDIT,
                        "End a silence",
                        null,
                        Id.class,
                        this::endSilence));
    }

    private List<Route> dependencyRoutes() {
        return List.of(
                route(
                        Verb.GET,
                        DEPENDENCIES,
                        READ,
                        "Which hosts are reached through another",
                        null,
                        Behind.class,
                        request -> dependencies()),
                route(
                        Verb.POST,
                        DEPENDENCIES,
                        EDIT,
                        "Say that hosts are reached through another",
                        BehindBody.class,
                        Id.class,
                        this::depend),
                route(
                        Verb.DELETE,
                        DEPENDENCIES + "/{id}",
                        EDIT,
                        "Hosts are not reached through that one",
                        null,
                        Id.class,
                        this::independent));
    }

    /** A silence, or with {@code repeat} a maintenance window. */
    record SilenceView(
            long id,
            String hosts,
            String title,
            Instant from,
            Instant until,
            String repeat,
            String zone,
            @Nullable Instant ends,
            String why,
            String by) {
        static SilenceView of(Silence silence) {
            Window window = silence.window();
            return new SilenceView(
                    silence.id(),
                    silence.hosts().toString(),
                    silence.title().toString(),
                    window.from(),
                    window.until(),
                    window.repeat().code(),
                    window.zone().getId(),
                    window.ends(),
                    silence.why(),
                    silence.by());
        }
    }

    /**
     * @param repeat once (the default), daily, weekly, monthly
     * @param zone whose clock a repeated window keeps to; UTC unless it says otherwise
     */
    record SilenceBody(
            @Nullable String hosts,
            @Nullable String title,
            Instant from,
            Instant until,
            @Nullable String repeat,
            @Nullable String zone,
            @Nullable Instant ends,
            @Nullable String why) {}

    private Answer silences(Request request) {
        return Answer.ok(
                new Page<>(
                        alerts.silences().all(request.caller()).stream()
                                .map(SilenceView::of)
                                .toList(),
                        null));
    }

    private Answer silence(Request request) {
        SilenceBody body = request.body(SilenceBody.class);
        Optional<Window.Repeat> repeat = Window.Repeat.of(AlertRulesApi.or(body.repeat(), "once"));
        if (repeat.isEmpty()) {
            return Answer.refused(
                    422, "silence-invalid", "repeat", "once, daily, weekly or monthly");
        }
        try {
            Window window =
                    new Window(
                            body.from(),
                            body.until(),
                            repeat.get(),
                            ZoneId.of(AlertRulesApi.or(body.zone(), "UTC")),
                            body.ends());
            return AlertsApi.saved(
                    alerts.silences()
                            .create(
                                    request.caller(),
                                    pattern(body.hosts()),
                                    pattern(body.title()),
                                    window,
                                    AlertRulesApi.or(body.why(), "").strip()));
        } catch (DateTimeException e) {
            return Answer.refused(422, "silence-invalid", "zone", "there is no such time zone");
        } catch (IllegalArgumentException e) {
            return Answer.refused(422, "silence-invalid", "until", "" + e.getMessage());
        }
    }

    private static NamePattern pattern(@Nullable String text) {
        return text == null || text.isBlank() ? NamePattern.ALL : NamePattern.of(text);
    }

    private Answer endSilence(Request request) {
        return AlertsApi.saved(alerts.silences().delete(request.caller(), request.pathId("id")));
    }

    /** Hosts by pattern, and the host before them by name. */
    record Behind(long id, String hosts, String behind) {
        static Behind of(Silences.Behind one) {
            return new Behind(one.id(), one.hosts().toString(), one.behind());
        }
    }

    /** As {@link Behind}. */
    record BehindBody(String hosts, String behind) {}

    private Answer dependencies() {
        return Answer.ok(
                new Page<>(
                        alerts.silences().dependencies().stream().map(Behind::of).toList(), null));
    }

    private Answer depend(Request request) {
        BehindBody body = request.body(BehindBody.class);
        if (!request.caller().allHosts()) {
            return OF_ALL;
        }
        try {
            return AlertsApi.saved(
                    alerts.silences()
                            .depend(request.caller(), NamePattern.of(body.hosts()), body.behind()));
        } catch (IllegalArgumentException e) {
            return Answer.refused(422, "host-dependency-invalid", "hosts", "" + e.getMessage());
        }
    }

    private Answer independent(Request request) {
        if (!request.caller().allHosts()) {
            return OF_ALL;
        }
        return AlertsApi.saved(
                alerts.silences().independent(request.caller(), request.pathId("id")));
    }
}
