package relais.meter.api;

import static relais.platform.http.Route.route;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import relais.meter.dashboard.AutomaticDashboards;
import relais.meter.dashboard.Dashboard;
import relais.meter.dashboard.DashboardFile;
import relais.meter.dashboard.Dashboards;
import relais.meter.dashboard.Panel;
import relais.meter.dashboard.Saved;
import relais.meter.host.Directory;
import relais.meter.host.Sight;
import relais.platform.accounts.Memberships;
import relais.platform.http.Answer;
import relais.platform.http.Id;
import relais.platform.http.Page;
import relais.platform.http.Request;
import relais.platform.http.Route;
import relais.platform.http.Route.Verb;

/** Dashboards: {@code /api/dashboards}. */
public final class DashboardsApi {
    private static final String ALL = "/api/dashboards";
    private static final String ONE = "/api/dashboards/{id}";

    private final Dashboards own;
    private final AutomaticDashboards automatic;
    private final Directory directory;

    public DashboardsApi(Dashboards own, AutomaticDashboards automatic, Directory directory) {
        this.own = own;
        this.automatic = automatic;
        this.directory = directory;
    }

    public List<Route> routes() {
        List<Route> routes = new ArrayList<>(pages());
        routes.addAll(files());
        return routes;
    }

    private List<Route> pages() {
        return List.of(
                route(
                        Verb.GET,
                        ALL,
                        MeterPermissions.HOSTS_READ,
                        "Dashboards; with kind=automatic those that there are by themselves",
                        null,
                        View.class,
                        this::list),
                route(
                        Verb.POST,
                        ALL,
                        MeterPermissions.DASHBOARDS_EDIT,
                        "Make a dashboard",
                        Body.class,
                        View.class,
                        request -> save(request, 0)),
                route(
                        Verb.GET,
                        ONE,
                        MeterPermissions.HOSTS_READ,
                        "A dashboard with its panels",
                        null,
                        View.class,
                        this::one),
                route(
                        Verb.PUT,
                        ONE,
                        MeterPermissions.DASHBOARDS_EDIT,
                        "Change a dashboard",
                        Body.class,
                        View.class,
                        request -> save(request, request.pathId("id"))),
                route(
                        Verb.DELETE,
                        ONE,
                        MeterPermissions.DASHBOARDS_EDIT,
                        "Remove a dashboard",
                        null,
                        Id.class,
                        this::delete));
    }

    private List<Route> files() {
        return List.of(
                route(
                        Verb.GET,
                        "/api/dashboard-readers",
                        MeterPermissions.DASHBOARDS_EDIT,
                        "The groups of users with which dashboards can be shared",
                        null,
                        Memberships.Named.class,
                        request -> Answer.ok(new Page<>(own.userGroups(), null))),
                route(
                        Verb.GET,
                        ONE + "/yaml",
                        MeterPermissions.HOSTS_READ,
                        "A dashboard as a file",
                        null,
                        null,
                        this::export),
                route(
                        Verb.PUT,
                        ALL + "/yaml",
                        MeterPermissions.DASHBOARDS_EDIT,
                        "Make or change a dashboard by a file",
                        null,
                        View.class,
                        this::bring));
    }

    /**
     * @param id a number, or for automatic ones a text
     */
    record View(
            Object id,
            String name,
            String description,
            boolean automatic,
            List<Panel> panels,
            List<Long> groups,
            List<Long> userGroups) {
        static View of(Dashboard dashboard) {
            Object id = dashboard.automatic() ? dashboard.id() : Long.parseLong(dashboard.id());
            return new View(
                    id,
                    dashboard.form().name(),
                    dashboard.form().description(),
                    dashboard.automatic(),
                    dashboard.form().panels(),
                    dashboard.form().groups(),
                    dashboard.form().userGroups());
        }
    }

    /** Panels without an id get one. */
    record PanelBody(
            @Nullable Long id,
            @Nullable String title,
            String kind,
            @Nullable Long graph,
            @Nullable String hosts,
            @Nullable String graphName,
            @Nullable String query,
            @Nullable String text,
            int width,
            int height) {}

    /** A dashboard as people make it. */
    record Body(
            String name,
            @Nullable String description,
            List<PanelBody> panels,
            @Nullable List<Long> groups,
            @Nullable List<Long> userGroups) {}

    private Answer list(Request request) {
        boolean byThemselves = request.query("kind").equals(Optional.of("automatic"));
        List<Dashboard> found =
                byThemselves
                        ? automatic.list(
                                directory.sightOf(request.caller()), request.caller().locale())
                        : own.list(request.caller());
        String words = request.query("q").orElse("").toLowerCase(Locale.ROOT);
        return Answer.ok(
                new Page<>(
                        found.stream()
                                .filter(
                                        each ->
                                                each.form()
                                                        .name()
                                                        .toLowerCase(Locale.ROOT)
                                                        .contains(words))
                                .map(View::of)
                                .toList(),
                        null));
    }

    private Optional<Dashboard> find(Request request) {
        String id = request.path("id");
        return id.matches("[1-9]\\d{0,17}")
                ? own.find(request.caller(), Long.parseLong(id))
                : automatic.find(
                        directory.sightOf(request.caller()), id, request.caller().locale());
    }

    private Answer one(Request request) {
        return find(request)
                .map(dashboard -> Answer.ok(View.of(dashboard)))
                .orElseGet(DashboardsApi::missing);
    }

    private static Answer missing() {
        return Answer.notFound("there is no such dashboard");
    }

    private Answer save(Request request, long id) {
        Body body = request.body(Body.class);
        List<Panel> panels = new ArrayList<>();
        for (PanelBody panel : body.panels()) {
            Optional<Panel.Kind> kind = Panel.Kind.of(panel.kind());
            if (kind.isEmpty()) {
                return Answer.refused(
                        422, "dashboard-invalid", "panels", "graph, query, text or state");
            }
            panels.add(
                    new Panel(
                            panel.id() == null ? 0 : panel.id(),
                            AlertRulesApi.or(panel.title(), ""),
                            kind.get(),
                            panel.graph(),
                            panel.hosts(),
                            panel.graphName(),
                            panel.query(),
                            panel.text(),
                            panel.width(),
                            panel.height()));
        }
        Dashboard.Form form =
                new Dashboard.Form(
                        body.name(),
                        AlertRulesApi.or(body.description(), ""),
                        panels,
                        AlertRulesApi.or(body.groups(), List.of()),
                        AlertRulesApi.or(body.userGroups(), List.of()));
        return saved(request, own.save(request.caller(), id, form));
    }

    private Answer saved(Request request, Saved saved) {
        return switch (saved) {
            case Saved.Ok(long id) ->
                    own.find(request.caller(), id)
                            .map(dashboard -> Answer.ok(View.of(dashboard)))
                            .orElseGet(DashboardsApi::missing);
            case Saved.Missing missing -> missing();
            case Saved.Refused(String code, String field, String detail) ->
                    Answer.refused(422, code, field, detail);
        };
    }

    private Answer delete(Request request) {
        long id = request.pathId("id");
        return own.delete(request.caller(), id) instanceof Saved.Ok
                ? Answer.ok(new Id(id))
                : missing();
    }

    private Answer export(Request request) {
        Sight sight = directory.sightOf(request.caller());
        return find(request)
                .<Answer>map(
                        dashboard -> {
                            String yaml =
                                    DashboardFile.write(
                                            dashboard.form(), id -> directory.graph(sight, id));
                            byte[] bytes = yaml.getBytes(StandardCharsets.UTF_8);
                            String name = dashboard.id().replace(':', '-') + ".yaml";
                            return new Answer.Streamed(
                                    "text/yaml; charset=utf-8", name, out -> out.write(bytes));
                        })
                .orElseGet(DashboardsApi::missing);
    }

    private Answer bring(Request request) throws IOException {
        String text;
        try (InputStream in = request.stream()) {
            byte[] bytes = in.readNBytes(DashboardFile.MOST_BYTES + 1);
            text = new String(bytes, StandardCharsets.UTF_8);
        }
        return switch (DashboardFile.read(text)) {
            case DashboardFile.Read.Wrong(int line, String why) ->
                    Answer.refused(
                            422,
                            "dashboard-file",
                            "yaml",
                            line == 0 ? why : "line " + line + ": " + why);
            case DashboardFile.Read.Good(Dashboard.Form form) ->
                    saved(request, own.saveByName(request.caller(), form));
        };
    }
}
