package relais.vault.api;

import static relais.platform.http.Route.route;
import static relais.vault.api.DossiersApi.ONE;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import relais.platform.db.Database;
import relais.platform.http.Answer;
import relais.platform.http.Id;
import relais.platform.http.Page;
import relais.platform.http.Request;
import relais.platform.http.Route;
import relais.platform.http.Route.Verb;
import relais.vault.access.Level;
import relais.vault.access.Outcome;
import relais.vault.access.Sight;
import relais.vault.access.VaultPermissions;
import relais.vault.task.Task;
import relais.vault.task.Tasks;

/** Tasks: {@code /api/dossier-tasks}, and those of one dossier. */
public final class TasksApi {
    private static final String ALL = "/api/dossier-tasks";
    private static final String TASK = ALL + "/{id}";

    /** So far a list of tasks goes; who has more to do needs colleagues. */
    private static final int FAR = 10_000;

    private final Database database;
    private final Tasks tasks;
    private final Sight sight;

    public TasksApi(Database database, Tasks tasks, Sight sight) {
        this.database = database;
        this.tasks = tasks;
        this.sight = sight;
    }

    public List<Route> routes() {
        return Stream.concat(lists().stream(), changes().stream()).toList();
    }

    private List<Route> lists() {
        return List.of(
                route(
                        Verb.GET,
                        ALL,
                        VaultPermissions.RECORDS_READ,
                        "What is to be done, the most urgent first; mine=true, open=true",
                        null,
                        Task.class,
                        this::list),
                route(
                        Verb.GET,
                        ONE + "/tasks",
                        VaultPermissions.RECORDS_READ,
                        "Tasks of a dossier, the open ones first",
                        null,
                        Task.class,
                        this::ofOne));
    }

    private List<Route> changes() {
        return List.of(
                route(
                        Verb.POST,
                        ONE + "/tasks",
                        VaultPermissions.RECORDS_EDIT,
                        "Add a task",
                        Body.class,
                        Task.class,
                        request ->
                                answer(
                                        tasks.add(
                                                request.caller(),
                                                request.pathId("id"),
                                                form(request)))),
                route(
                        Verb.PUT,
                        TASK,
                        VaultPermissions.RECORDS_EDIT,
                        "Change a task, or tick it off",
                        Body.class,
                        Task.class,
                        request ->
                                answer(
                                        tasks.update(
                                                request.caller(),
                                                request.pathId("id"),
                                                form(request)))),
                route(
                        Verb.DELETE,
                        TASK,
                        VaultPermissions.RECORDS_EDIT,
                        "Remove a task",
                        null,
                        Id.class,
                        request ->
                                Routes.answer(
                                        tasks.remove(request.caller(), request.pathId("id")),
                                        id -> Answer.ok(new Id(id)))));
    }

    /** A task as people write it. */
    record Body(
            String title,
            @Nullable LocalDate due,
            @Nullable Long assignee,
            @Nullable Boolean done) {}

    private static Tasks.Form form(Request request) {
        Body body = request.body(Body.class);
        return new Tasks.Form(
                body.title(), body.due(), body.assignee(), Boolean.TRUE.equals(body.done()));
    }

    private Answer answer(Outcome outcome) {
        return Routes.answer(
                outcome, id -> tasks.find(id).map(Answer::ok).orElseGet(Routes::missing));
    }

    private Answer list(Request request) {
        int limit = request.limit();
        int skip = (int) request.queryNumber("after", 0, FAR);
        List<Task> items =
                tasks.list(
                        request.caller(),
                        request.query("mine").equals(Optional.of("true")),
                        request.query("open").equals(Optional.of("true")),
                        skip,
                        limit + 1);
        return Answer.ok(Routes.page(items, limit, last -> Integer.toString(skip + limit)));
    }

    private Answer ofOne(Request request) {
        long dossier = request.pathId("id");
        return database.inTransaction(
                tx ->
                        sight.of(tx, request.caller(), dossier) == Level.NONE
                                ? Routes.missing()
                                : Answer.ok(
                                        new Page<>(
                                                tasks.of(tx, dossier, Request.PAGE_LIMIT), null)));
    }
}
