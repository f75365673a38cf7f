package relais.vault.api;

import static relais.platform.http.Route.route;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import relais.platform.audit.Audit;
import relais.platform.db.Database;
import relais.platform.http.Answer;
import relais.platform.http.Id;
import relais.platform.http.Page;
import relais.platform.http.Problem;
import relais.platform.http.Request;
import relais.platform.http.Route;
import relais.platform.http.Route.Verb;
import relais.vault.access.Level;
import relais.vault.access.Outcome;
import relais.vault.access.Sight;
import relais.vault.access.VaultPermissions;
import relais.vault.document.DocumentName;
import relais.vault.document.Elsewhere;
import relais.vault.download.FromShare;
import relais.vault.moving.Move;
import relais.vault.moving.Moving;
import relais.vault.moving.evidence.Evidence;
import relais.vault.moving.evidence.EvidencePage;
import relais.vault.moving.mapping.Mapping;
import relais.vault.moving.share.References;
import relais.vault.moving.share.ShareReport;

/**
 * Old systems that move in: their steps are asked for and looked at. They are begun on the command
 * line, or by {@link NewMovesApi}.
 */
public final class MovesApi {
    private static final String ONE = "/api/moves/{id}";

    private final Database database;
    private final Moving moving;
    private final Sight sight;
    private final Audit audit;
    private final FromShare fromShare;

    public MovesApi(
            Database database, Moving moving, Sight sight, Audit audit, FromShare fromShare) {
        this.fromShare = fromShare;
        this.database = database;
        this.moving = moving;
        this.sight = sight;
        this.audit = audit;
    }

    public List<Route> routes() {
        List<Route> routes = new ArrayList<>(steps());
        routes.addAll(meaning());
        routes.addAll(bridge());
        return routes;
    }

    private List<Route> steps() {
        return List.of(
                imports(
                        Verb.GET,
                        "/api/moves",
                        "Old systems that move in",
                        null,
                        Move.class,
                        request -> Answer.ok(new Page<>(moving.moves().all(), null))),
                imports(
                        Verb.GET,
                        ONE,
                        "One of them",
                        null,
                        Move.class,
                        request -> of(request, Answer::ok)),
                imports(
                        Verb.POST,
                        ONE + "/steps",
                        "Ask for a step",
                        Step.class,
                        Step.class,
                        this::step),
                imports(
                        Verb.GET,
                        ONE + "/evidence",
                        "Both sides of its tables",
                        null,
                        Evidence.class,
                        request -> of(request, m -> Answer.ok(moving.evidence(m.id())))),
                imports(
                        Verb.GET,
                        ONE + "/evidence.html",
                        "The same to read and file",
                        null,
                        null,
                        this::page),
                imports(
                        Verb.GET,
                        ONE + "/files",
                        "Its share and what is wanted of it",
                        null,
                        ShareReport.class,
                        request -> of(request, m -> Answer.ok(moving.report(m.id())))));
    }

    private List<Route> meaning() {
        return List.of(
                imports(
                        Verb.GET,
                        ONE + "/mapping",
                        "What its tables become",
                        null,
                        Mapping.class,
                        request ->
                                of(
                                        request,
                                        m -> Answer.ok(moving.mappings().of(m.id(), m.name())))),
                imports(
                        Verb.PUT,
                        ONE + "/mapping",
                        "Change it",
                        Mapping.class,
                        Mapping.class,
                        this::map));
    }

    private List<Route> bridge() {
        return List.of(
                route(
                        Verb.GET,
                        "/api/dossiers/{id}/waiting-files",
                        VaultPermissions.RECORDS_READ,
                        "Its files that are still on an old share",
                        null,
                        References.Reference.class,
                        this::waiting),
                route(
                        Verb.GET,
                        "/api/waiting-files/{id}/content",
                        VaultPermissions.RECORDS_READ,
                        "Such a file, read from the share; leads to its document once it is kept",
                        null,
                        null,
                        this::read),
                route(
                        Verb.POST,
                        "/api/waiting-files/{id}/keep",
                        VaultPermissions.RECORDS_EDIT,
                        "Keep such a file now",
                        null,
                        Id.class,
                        this::keep));
    }

    private static Route imports(
            Verb verb,
            String path,
            String summary,
            @org.jspecify.annotations.Nullable Class<?> takes,
            @org.jspecify.annotations.Nullable Class<?> answers,
            relais.platform.http.Endpoint endpoint) {
        return route(verb, path, VaultPermissions.FILES_IMPORT, summary, takes, answers, endpoint);
    }

    /**
     * @param step load, map, look, copy, freeze, switch or back
     */
    record Step(String step) {}

    private Answer of(Request request, Function<Move, Answer> answer) {
        Optional<Move> move = moving.moves().find(request.pathId("id"));
        return move.isPresent() ? answer.apply(move.get()) : Routes.missing();
    }

    private Answer step(Request request) {
        Step step = request.body(Step.class);
        if (!Moving.STEPS.contains(step.step())) {
            return Answer.refused(
                    422, "move-step", "step", "one of " + String.join(", ", Moving.STEPS));
        }
        return of(
                request,
                move ->
                        switch (moving.ask(request.caller(), move, step.step())) {
                            case BEGUN -> Answer.ok(step);
                            case BUSY ->
                                    Answer.refused(
                                            409, "move-busy", "a step of this move is on its way");
                            case SWITCHED ->
                                    Answer.refused(
                                            409,
                                            "move-switched",
                                            "nothing of the old system comes over any more; the"
                                                    + " step back takes the switch away");
                            case NOT_SWITCHED ->
                                    Answer.refused(
                                            409, "move-not-switched", "this move is not switched");
                        });
    }

    private Answer page(Request request) {
        String language = request.caller().locale().getLanguage();
        return of(
                request,
                move -> {
                    String html = EvidencePage.html(moving.evidence(move.id()), language);
                    return new Answer.Streamed(
                            "text/html; charset=utf-8",
                            "evidence-" + move.name() + ".html",
                            out -> out.write(html.getBytes(StandardCharsets.UTF_8)));
                });
    }

    private Answer map(Request request) {
        Mapping mapping = request.body(Mapping.class);
        return of(
                request,
                move -> {
                    Set<String> missing =
                            database.inTransaction(tx -> map(tx, request, move, mapping));
                    return missing.isEmpty()
                            ? Answer.ok(mapping)
                            : new Answer.Refused(
                                    Problem.of(
                                            422,
                                            missing.stream().map(MovesApi::notThere).toList()));
                });
    }

    private Set<String> map(Handle tx, Request request, Move move, Mapping mapping) {
        Set<String> missing = moving.mappings().keep(tx, move.id(), mapping);
        if (missing.isEmpty()) {
            audit.record(tx, request.caller(), "move.mapping", "move:" + move.id(), move.name());
        }
        return missing;
    }

    private static Problem.WrongField notThere(String name) {
        String what = name.contains(".") ? "column " : "table ";
        return new Problem.WrongField(name, "mapping-wrong", "there is no " + what + name);
    }

    private Answer waiting(Request request) {
        long dossier = request.pathId("id");
        return database.inTransaction(
                tx ->
                        sight.of(tx, request.caller(), dossier).allows(Level.READ)
                                ? Answer.ok(
                                        new Page<>(
                                                moving.references()
                                                        .waitingOf(tx, dossier, request.limit()),
                                                null))
                                : Routes.missing());
    }

    private Optional<References.Reference> reference(Request request, Level level) {
        return moving.references()
                .find(request.pathId("id"))
                .filter(
                        found ->
                                database.inTransaction(
                                        tx ->
                                                sight.of(tx, request.caller(), found.dossierId())
                                                        .allows(level)));
    }

    private Answer read(Request request) {
        Optional<References.Reference> found = reference(request, Level.READ);
        if (found.isEmpty()) {
            return Routes.missing();
        }
        References.Reference file = found.get();
        if (file.documentId() != null) {
            return new Answer.WithHeaders(
                    new Answer.Text(303, "text/plain", ""),
                    Map.of("Location", "/api/documents/" + file.documentId() + "/content"));
        }
        String name = DocumentName.nearest(file.name(), "document").text();
        return fromShare.answer(new Elsewhere.Waiting(file.id(), name, 0, Instant.EPOCH));
    }

    private Answer keep(Request request) {
        if (reference(request, Level.READ).isEmpty()) {
            return Routes.missing();
        }
        Optional<References.Reference> found = reference(request, Level.WRITE);
        if (found.isEmpty()) {
            return Routes.answer(Outcome.notPermitted(), Answer::ok);
        }
        try {
            if (found.get().documentId() == null && !moving.fetch(found.get())) {
                return away();
            }
        } catch (IOException e) {
            return away();
        }
        return moving.references()
                .find(found.get().id())
                .map(References.Reference::documentId)
                .<Answer>map(document -> Answer.ok(new Id(document)))
                .orElseGet(MovesApi::away);
    }

    private static Answer away() {
        return Answer.refused(
                503, "old-share-away", "the old share does not have this file, or is away");
    }
}
