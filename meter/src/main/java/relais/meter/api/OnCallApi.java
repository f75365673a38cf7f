package relais.meter.api;

import static relais.platform.http.Route.route;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import relais.meter.alert.Alerts;
import relais.meter.alert.OnCall;
import relais.meter.alert.OnCall.Somebody;
import relais.meter.alert.state.Severity;
import relais.platform.http.Answer;
import relais.platform.http.Id;
import relais.platform.http.Page;
import relais.platform.http.Request;
import relais.platform.http.Route;
import relais.platform.http.Route.Verb;
import relais.platform.identity.Permission;

/** Who is told of alerts: {@code /api/on-call}. */
public final class OnCallApi {
    private static final String ON_CALL = "/api/on-call";
    private static final Permission EDIT = MeterPermissions.ALERTS_EDIT;

    private final Alerts alerts;

    public OnCallApi(Alerts alerts) {
        this.alerts = alerts;
    }

    public List<Route> routes() {
        return List.of(
                route(
                        Verb.GET,
                        ON_CALL,
                        EDIT,
                        "Groups on call, by name",
                        null,
                        Group.class,
                        request -> groups()),
                route(
                        Verb.POST,
                        ON_CALL,
                        EDIT,
                        "Make a group on call",
                        GroupBody.class,
                        Id.class,
                        request -> save(request, 0)),
                route(
                        Verb.PUT,
                        ON_CALL + "/{id}",
                        EDIT,
                        "Change a group on call",
                        GroupBody.class,
                        Id.class,
                        request -> save(request, request.pathId("id"))),
                route(
                        Verb.DELETE,
                        ON_CALL + "/{id}",
                        EDIT,
                        "Forget a group on call",
                        null,
                        Id.class,
                        this::deleteGroup),
                route(
                        Verb.POST,
                        ON_CALL + "/{id}/test",
                        EDIT,
                        "Send a trial to everybody of a group",
                        null,
                        Trial.class,
                        this::test));
    }

    /** A group on call. */
    record Group(
            long id,
            String name,
            List<Somebody> people,
            @Nullable String webhook,
            String from,
            int after) {
        static Group of(OnCall group) {
            OnCall.Form form = group.form();
            return new Group(
                    group.id(),
                    form.name(),
                    form.people(),
                    form.webhook(),
                    form.from().code(),
                    form.after());
        }
    }

    /** From warning, at once, unless it says otherwise. */
    record GroupBody(
            String name,
            @Nullable List<Somebody> people,
            @Nullable String webhook,
            @Nullable String from,
            @Nullable Integer after) {}

    /** How many were sent a trial. */
    record Trial(int notices) {}

    private Answer groups() {
        return Answer.ok(new Page<>(alerts.onCalls().all().stream().map(Group::of).toList(), null));
    }

    private Answer save(Request request, long id) {
        GroupBody body = request.body(GroupBody.class);
        Optional<Severity> from = Severity.of(AlertRulesApi.or(body.from(), "warning"));
        if (from.isEmpty()) {
            return Answer.refused(
                    422, "on-call-invalid", "from", "critical, missing, warning or unknown");
        }
        String webhook = body.webhook() == null ? "" : body.webhook().strip();
        OnCall.Form form =
                new OnCall.Form(
                        body.name(),
                        AlertRulesApi.or(body.people(), List.of()),
                        webhook.isEmpty() ? null : webhook,
                        from.get(),
                        AlertRulesApi.or(body.after(), 0));
        return AlertsApi.saved(alerts.onCalls().save(request.caller(), id, form));
    }

    private Answer deleteGroup(Request request) {
        return AlertsApi.saved(alerts.onCalls().delete(request.caller(), request.pathId("id")));
    }

    private Answer test(Request request) {
        return alerts.onCalls()
                .trial(request.caller(), request.pathId("id"))
                .map(count -> Answer.ok(new Trial(count)))
                .orElseGet(() -> Answer.notFound("there is none with this number"));
    }
}
