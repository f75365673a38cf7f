package relais.voice.api;

import static relais.platform.http.Route.route;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import relais.platform.db.Database;
import relais.platform.http.Answer;
import relais.platform.http.Request;
import relais.platform.http.Route;
import relais.platform.http.Route.Verb;
import relais.platform.identity.Caller;
import relais.voice.contact.Sight;
import relais.voice.poll.DefinitionProblem;
import relais.voice.poll.Estimate;
import relais.voice.poll.Poll;
import relais.voice.poll.PollChange;
import relais.voice.poll.PollDefinition;
import relais.voice.poll.PollState;
import relais.voice.poll.PollSummary;
import relais.voice.poll.Polls;
import relais.voice.poll.Progress;
import relais.voice.poll.SeenTotals;

/** Polls and their life: {@code /api/polls}. */
public final class PollsResource {
    private static final String ONE = "/api/polls/{id}";

    private final Polls polls;
    private final Database database;

    public PollsResource(Polls polls, Database database) {
        this.polls = polls;
        this.database = database;
    }

    private interface Step {
        PollChange take(Caller caller, long id);
    }

    public List<Route> routes() {
        List<Route> all = new ArrayList<>(definitions());
        all.addAll(sending());
        return all;
    }

    private List<Route> definitions() {
        return List.of(
                route(
                        Verb.GET,
                        "/api/polls",
                        PollPermissions.READ,
                        "Polls, newest first",
                        null,
                        PollSummary.class,
                        this::list),
                route(
                        Verb.POST,
                        "/api/polls",
                        PollPermissions.EDIT,
                        "Make a draft",
                        PollDefinition.class,
                        Poll.class,
                        this::create),
                route(
                        Verb.GET,
                        ONE,
                        PollPermissions.READ,
                        "One poll with its definition",
                        null,
                        Poll.class,
                        this::get),
                route(
                        Verb.PUT,
                        ONE,
                        PollPermissions.EDIT,
                        "Change a draft, or a started poll's categories",
                        PollDefinition.class,
                        Poll.class,
                        this::edit),
                route(
                        Verb.DELETE,
                        ONE,
                        PollPermissions.EDIT,
                        "Delete a draft",
                        null,
                        null,
                        this::delete));
    }

    private List<Route> sending() {
        return List.of(
                route(
                        Verb.POST,
                        ONE + "/estimate",
                        PollPermissions.READ,
                        "What starting it would take",
                        null,
                        Estimate.class,
                        this::estimate),
                step(
                        "start",
                        "Freeze the definition, choose the people, begin to ask",
                        polls::start),
                step("pause", "Hold the sending back", polls::pause),
                step("resume", "Send on", polls::resume),
                step("close", "End counting and sending", polls::close),
                step("reopen", "Count again", polls::reopen),
                step("stop-sending", "Ask nobody further", polls::stopSending),
                route(
                        Verb.GET,
                        ONE + "/progress",
                        PollPermissions.READ,
                        "How far the sending is",
                        null,
                        Progress.class,
                        this::progress));
    }

    private Route step(String name, String summary, Step step) {
        return route(
                Verb.POST,
                ONE + "/" + name,
                PollPermissions.SEND,
                summary,
                null,
                Poll.class,
                request -> answer(request, step.take(request.caller(), request.pathId("id"))));
    }

    private Answer list(Request request) {
        Optional<String> wanted = request.query("state");
        PollState state = null;
        if (wanted.isPresent()) {
            Optional<PollState> known =
                    Arrays.stream(PollState.values())
                            .filter(each -> each.key().equals(wanted.get()))
                            .findFirst();
            if (known.isEmpty()) {
                return Answer.refused(
                        400, "invalid-query", "state", "draft, running, paused or closed");
            }
            state = known.get();
        }
        int limit = request.limit();
        List<PollSummary> found =
                polls.list(state, request.query("q").orElse(null), Paging.before(request), limit);
        Sight sight = Sight.of(request.caller());
        List<PollSummary> seen = database.with(handle -> SeenTotals.of(handle, sight, found));
        return Answer.ok(Paging.page(seen, limit, PollSummary::id));
    }

    private Answer create(Request request) {
        return switch (polls.create(request.caller(), request.body(PollDefinition.class))) {
            case PollChange.Changed changed -> Answer.created(changed.poll());
            case PollChange.Missing missing -> missing();
            case PollChange.Refused refused -> refused(refused.problem());
        };
    }

    private Answer get(Request request) {
        return polls.find(request.pathId("id"))
                .map(poll -> Answer.ok(seen(request, poll)))
                .orElseGet(PollsResource::missing);
    }

    private Answer edit(Request request) {
        PollDefinition definition = request.body(PollDefinition.class);
        return answer(request, polls.edit(request.caller(), request.pathId("id"), definition));
    }

    private Answer estimate(Request request) {
        return polls.estimate(request.caller(), request.pathId("id"))
                .map(Answer::ok)
                .orElseGet(PollsResource::missing);
    }

    private Answer progress(Request request) {
        return polls.find(request.pathId("id"))
                .map(
                        poll ->
                                database.with(
                                        handle ->
                                                SeenTotals.progress(
                                                        handle, Sight.of(request.caller()), poll)))
                .map(Answer::ok)
                .orElseGet(PollsResource::missing);
    }

    private Answer delete(Request request) {
        return switch (polls.delete(request.caller(), request.pathId("id"))) {
            case PollChange.Changed changed -> Answer.done();
            case PollChange.Missing missing -> missing();
            case PollChange.Refused refused -> refused(refused.problem());
        };
    }

    /** With totals of those people alone whom the caller sees. */
    private Poll seen(Request request, Poll poll) {
        Sight sight = Sight.of(request.caller());
        return database.with(handle -> SeenTotals.of(handle, sight, poll));
    }

    private Answer answer(Request request, PollChange change) {
        return switch (change) {
            case PollChange.Changed changed -> Answer.ok(seen(request, changed.poll()));
            case PollChange.Missing missing -> missing();
            case PollChange.Refused refused -> refused(refused.problem());
        };
    }

    static Answer missing() {
        return Answer.notFound("there is no such poll");
    }

    /** A state that forbids it is a conflict; anything else is in the definition. */
    static Answer refused(DefinitionProblem problem) {
        int status = problem.field().equals("state") ? 409 : 422;
        return Answer.refused(status, problem.code(), problem.field(), problem.detail());
    }
}
