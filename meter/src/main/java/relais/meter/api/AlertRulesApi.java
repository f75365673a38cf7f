package relais.meter.api;

import static relais.platform.http.Route.route;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import relais.meter.alert.Alerts;
import relais.meter.alert.Rule;
import relais.meter.alert.Tried;
import relais.meter.alert.state.Severity;
import relais.meter.host.Directory;
import relais.platform.http.Answer;
import relais.platform.http.Id;
import relais.platform.http.Page;
import relais.platform.http.Request;
import relais.platform.http.Route;
import relais.platform.http.Route.Verb;
import relais.platform.identity.Caller;

/** Rules of alerts: {@code /api/alert-rules}. */
public final class AlertRulesApi {
    private static final String ALL = "/api/alert-rules";
    private static final String ONE = "/api/alert-rules/{id}";

    private final Alerts alerts;
    private final Directory directory;

    public AlertRulesApi(Alerts alerts, Directory directory) {
        this.alerts = alerts;
        this.directory = directory;
    }

    public List<Route> routes() {
        return List.of(
                route(
                        Verb.GET,
                        ALL,
                        MeterPermissions.HOSTS_READ,
                        "All rules, by name",
                        null,
                        View.class,
                        request -> list()),
                route(
                        Verb.POST,
                        ALL,
                        MeterPermissions.ALERTS_EDIT,
                        "Make a rule",
                        Body.class,
                        Id.class,
                        request -> save(request, 0)),
                route(
                        Verb.PUT,
                        ONE,
                        MeterPermissions.ALERTS_EDIT,
                        "Change a rule",
                        Body.class,
                        Id.class,
                        request -> save(request, request.pathId("id"))),
                route(
                        Verb.DELETE,
                        ONE,
                        MeterPermissions.ALERTS_EDIT,
                        "Forget a rule; its alerts end",
                        null,
                        Id.class,
                        this::delete),
                route(
                        Verb.POST,
                        ALL + "/try",
                        MeterPermissions.ALERTS_EDIT,
                        "What a query finds now",
                        Query.class,
                        Tried.class,
                        this::tryOut));
    }

    /** A rule as people write it; what is left out is empty, seconds 0, severity critical. */
    record Body(
            String name,
            String query,
            @JsonProperty("for") @Nullable Integer hold,
            @Nullable Integer keep,
            @Nullable String severity,
            @Nullable Map<String, String> message,
            @Nullable List<Long> groups,
            @Nullable List<Long> dependsOn,
            @JsonProperty("notify") @Nullable List<Long> onCall) {}

    /** A rule as it is kept. */
    record View(
            long id,
            String name,
            String query,
            @JsonProperty("for") int hold,
            int keep,
            String severity,
            Map<String, String> message,
            List<Long> groups,
            List<Long> dependsOn,
            @JsonProperty("notify") List<Long> onCall,
            @Nullable String problem,
            String by) {
        static View of(Rule rule) {
            Rule.Form form = rule.form();
            return new View(
                    rule.id(),
                    form.name(),
                    form.query(),
                    form.hold(),
                    form.keep(),
                    form.severity().code(),
                    form.message(),
                    form.groups(),
                    form.dependsOn(),
                    form.onCall(),
                    rule.problem(),
                    rule.madeBy());
        }
    }

    /** PromQL. */
    record Query(String query) {}

    private Answer list() {
        return Answer.ok(new Page<>(alerts.rules().all().stream().map(View::of).toList(), null));
    }

    private Answer save(Request request, long id) {
        Body body = request.body(Body.class);
        Caller caller = request.caller();
        List<Long> hosts = or(body.groups(), List.of());
        boolean theirs = !hosts.isEmpty() && caller.hostGroups().containsAll(hosts);
        if (!caller.allHosts() && !theirs) {
            return Answer.refused(
                    422, "alert-rule-invalid", "groups", "some groups of hosts that one sees");
        }
        Optional<Severity> severity = Severity.of(or(body.severity(), "critical"));
        if (severity.isEmpty() || severity.get() == Severity.MISSING) {
            return Answer.refused(
                    422, "alert-rule-invalid", "severity", "critical, warning or unknown");
        }
        Rule.Form form =
                new Rule.Form(
                        body.name(),
                        body.query(),
                        or(body.hold(), 0),
                        or(body.keep(), 0),
                        severity.get(),
                        or(body.message(), Map.of()),
                        hosts,
                        or(body.dependsOn(), List.of()),
                        or(body.onCall(), List.of()));
        return AlertsApi.saved(
                id == 0
                        ? alerts.rules().create(caller, form)
                        : alerts.rules().update(caller, id, form));
    }

    static <T> T or(@Nullable T value, T otherwise) {
        return value == null ? otherwise : value;
    }

    private Answer delete(Request request) {
        return AlertsApi.saved(alerts.rules().delete(request.caller(), request.pathId("id")));
    }

    private Answer tryOut(Request request) {
        Query query = request.body(Query.class);
        Rule.Form form =
                new Rule.Form(
                        "",
                        query.query(),
                        0,
                        0,
                        Severity.CRITICAL,
                        Map.of(),
                        List.of(),
                        List.of(),
                        List.of());
        Tried tried = alerts.tryOut(directory.sightOf(request.caller()), form);
        return tried.problem() == null
                ? Answer.ok(tried)
                : Answer.refused(422, "query-failed", "query", tried.problem());
    }
}
