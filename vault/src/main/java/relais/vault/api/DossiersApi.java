package relais.vault.api;

import static relais.platform.http.Route.route;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import relais.platform.http.Answer;
import relais.platform.http.Id;
import relais.platform.http.Request;
import relais.platform.http.Route;
import relais.platform.http.Route.Verb;
import relais.vault.access.VaultPermissions;
import relais.vault.dossier.DossierList;
import relais.vault.dossier.Dossiers;
import relais.vault.dossier.Figures;
import relais.vault.dossier.ListQuery;
import relais.vault.dossier.Listed;

/** Dossiers: {@code /api/dossiers}. */
public final class DossiersApi {
    static final String ALL = "/api/dossiers";

    /** Years that every database knows. */
    private static final Instant LONG_AGO = Instant.parse("0001-01-02T00:00:00Z");

    private static final Instant LONG_HENCE = Instant.parse("9999-12-30T00:00:00Z");

    static final String ONE = ALL + "/{id}";

    private final Dossiers dossiers;
    private final DossierList list;
    private final Figures figures;
    private final DossierReader reader;

    public DossiersApi(Dossiers dossiers, DossierList list, Figures figures, DossierReader reader) {
        this.dossiers = dossiers;
        this.list = list;
        this.figures = figures;
        this.reader = reader;
    }

    public List<Route> routes() {
        List<Route> routes = new ArrayList<>(records());
        routes.addAll(steps());
        return routes;
    }

    private List<Route> records() {
        return List.of(
                route(
                        Verb.GET,
                        ALL,
                        VaultPermissions.RECORDS_READ,
                        "Dossiers; by type, state, tag, q, person, mine, trashed and sort"
                                + " (changed, created, title, number)",
                        null,
                        Listed.class,
                        this::list),
                route(
                        Verb.GET,
                        "/api/dossier-figures",
                        VaultPermissions.RECORDS_READ,
                        "How many dossiers, by state and by month; of all types or one (type)",
                        null,
                        Figures.Overview.class,
                        request ->
                                Answer.ok(
                                        figures.of(
                                                request.caller(),
                                                request.queryNumber("type", 0, Long.MAX_VALUE)))),
                route(
                        Verb.POST,
                        ALL,
                        VaultPermissions.RECORDS_EDIT,
                        "Open a dossier",
                        New.class,
                        DossierView.class,
                        this::create),
                route(
                        Verb.GET,
                        ONE,
                        VaultPermissions.RECORDS_READ,
                        "One dossier, now or as of a moment (at)",
                        null,
                        DossierView.class,
                        this::one),
                route(
                        Verb.PUT,
                        ONE,
                        VaultPermissions.RECORDS_EDIT,
                        "Change what is known of a case",
                        Edit.class,
                        DossierView.class,
                        this::update));
    }

    private List<Route> steps() {
        return List.of(
                route(
                        Verb.POST,
                        ONE + "/state",
                        VaultPermissions.RECORDS_EDIT,
                        "Move a dossier to another state",
                        Move.class,
                        DossierView.class,
                        this::move),
                route(
                        Verb.DELETE,
                        ONE,
                        VaultPermissions.RECORDS_EDIT,
                        "Put a dossier aside",
                        null,
                        Id.class,
                        request ->
                                Routes.answer(
                                        dossiers.trash(request.caller(), request.pathId("id")),
                                        id -> Answer.ok(new Id(id)))),
                route(
                        Verb.POST,
                        ONE + "/restore",
                        VaultPermissions.RECORDS_EDIT,
                        "Take a dossier back that was put aside",
                        null,
                        DossierView.class,
                        request ->
                                Routes.answer(
                                        dossiers.restore(request.caller(), request.pathId("id")),
                                        id -> reader.answer(request, id, null))));
    }

    /** A dossier to be opened. */
    record New(
            long type,
            String title,
            @Nullable Map<String, Object> fields,
            @Nullable Boolean confidential,
            @Nullable List<String> tags) {}

    /** What a dossier is to become. */
    record Edit(
            int version,
            String title,
            Map<String, Object> fields,
            @Nullable Boolean confidential,
            @Nullable List<String> tags) {}

    /** Where to move it. */
    record Move(String to, @Nullable Integer version) {}

    private Answer list(Request request) {
        DossierList.Page page = list.page(request.caller(), query(request, request.limit()));
        String next = page.next() == null ? null : page.next().text();
        return Answer.ok(new BestPage<>(page.items(), next, page.total(), page.cut()));
    }

    /** The list that the request asks for. */
    static ListQuery query(Request request, int limit) {
        ListQuery.Sort sort = sort(request.query("sort").orElse("changed"));
        String q = request.query("q").orElse(null);
        return new ListQuery(
                request.queryNumber("type", 0, Long.MAX_VALUE),
                request.query("state").orElse(null),
                request.query("tag").orElse(null),
                q,
                request.queryNumber("person", 0, Long.MAX_VALUE),
                request.query("mine").equals(Optional.of("true")),
                request.query("trashed").equals(Optional.of("true")),
                sort,
                request.query(
                                "after",
                                text ->
                                        ListQuery.Cursor.read(
                                                sort, ListQuery.byRank(q, sort), text),
                                "where a page of this list ended")
                        .orElse(null),
                limit);
    }

    private static ListQuery.Sort sort(String name) {
        for (ListQuery.Sort sort : ListQuery.Sort.values()) {
            if (sort.name().equals(name.toUpperCase(Locale.ROOT))) {
                return sort;
            }
        }
        return ListQuery.Sort.CHANGED;
    }

    private Answer create(Request request) {
        New given = request.body(New.class);
        return Routes.answer(
                dossiers.create(
                        request.caller(),
                        new Dossiers.NewDossier(
                                given.type(),
                                given.title(),
                                given.fields() == null ? Map.of() : given.fields(),
                                Boolean.TRUE.equals(given.confidential()),
                                given.tags() == null ? List.of() : given.tags())),
                id -> reader.answer(request, id, null));
    }

    private Answer one(Request request) {
        Optional<Instant> at =
                request.query("at", DossiersApi::moment, "a moment such as 2026-03-03T09:00:00Z");
        return reader.answer(request, request.pathId("id"), at.orElse(null));
    }

    private static @Nullable Instant moment(String text) {
        try {
            Instant at = Instant.parse(text);
            return at.isAfter(LONG_AGO) && at.isBefore(LONG_HENCE) ? at : null;
        } catch (DateTimeParseException e) {
            return null;
        }
    }

    private Answer update(Request request) {
        Edit edit = request.body(Edit.class);
        return Routes.answer(
                dossiers.update(
                        request.caller(),
                        request.pathId("id"),
                        new Dossiers.Edit(
                                edit.version(),
                                edit.title(),
                                edit.fields(),
                                edit.confidential(),
                                edit.tags())),
                id -> reader.answer(request, id, null));
    }

    private Answer move(Request request) {
        Move move = request.body(Move.class);
        return Routes.answer(
                dossiers.move(request.caller(), request.pathId("id"), move.to(), move.version()),
                id -> reader.answer(request, id, null));
    }
}
