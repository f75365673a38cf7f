package relais.voice.api;

import static relais.platform.http.Route.route;

import java.util.ArrayList;
import java.util.List;
import relais.platform.http.Answer;
import relais.platform.http.Page;
import relais.platform.http.Request;
import relais.platform.http.Route;
import relais.platform.http.Route.Verb;
import relais.voice.contact.Sight;
import relais.voice.poll.Category;
import relais.voice.results.AnswerItem;
import relais.voice.results.AnswerQuery;
import relais.voice.results.Answers;
import relais.voice.results.AnswersCsv;
import relais.voice.results.PollResults;
import relais.voice.results.Results;
import relais.voice.review.Reprocess;
import relais.voice.review.RuleTrial;

/** What came of a poll: {@code /api/polls/{id}/results}, its answers, its rules over the past. */
public final class ResultsResource {
    private static final String ONE = "/api/polls/{id}";

    private final Results results;
    private final Answers answers;
    private final AnswersCsv csv;
    private final RuleTrial trial;
    private final Reprocess reprocess;

    public ResultsResource(
            Results results,
            Answers answers,
            AnswersCsv csv,
            RuleTrial trial,
            Reprocess reprocess) {
        this.results = results;
        this.answers = answers;
        this.csv = csv;
        this.trial = trial;
        this.reprocess = reprocess;
    }

    /** Rules to try. */
    record Trial(List<Category> categories) {}

    public List<Route> routes() {
        List<Route> all = new ArrayList<>(reading());
        all.addAll(rules());
        return all;
    }

    private List<Route> reading() {
        return List.of(
                route(
                        Verb.GET,
                        ONE + "/results",
                        PollPermissions.READ,
                        "Results in people",
                        null,
                        PollResults.class,
                        this::results),
                route(
                        Verb.GET,
                        ONE + "/answers",
                        PollPermissions.READ,
                        "Answers, newest first",
                        null,
                        AnswerItem.class,
                        this::answers),
                route(
                        Verb.GET,
                        ONE + "/answers.csv",
                        PollPermissions.READ,
                        "All answers as CSV; bom=1 for Excel",
                        null,
                        null,
                        this::csv));
    }

    private List<Route> rules() {
        return List.of(
                route(
                        Verb.POST,
                        ONE + "/try-rules",
                        PollPermissions.READ,
                        "What other rules would make of the answers",
                        Trial.class,
                        RuleTrial.Result.class,
                        this::tryRules),
                route(
                        Verb.POST,
                        ONE + "/reprocess",
                        PollPermissions.EDIT,
                        "Run the present rules over past answers",
                        null,
                        Reprocess.Run.class,
                        this::reprocess),
                route(
                        Verb.GET,
                        ONE + "/reprocess",
                        PollPermissions.READ,
                        "How far that is",
                        null,
                        Reprocess.Run.class,
                        this::run));
    }

    private Answer results(Request request) {
        String language = request.caller().locale().getLanguage();
        return results.of(request.pathId("id"), language, Sight.of(request.caller()))
                .map(Answer::ok)
                .orElseGet(PollsResource::missing);
    }

    private Answer answers(Request request) {
        AnswerQuery query =
                new AnswerQuery(
                        request.pathId("id"),
                        request.query("category").map(ResultsResource::key).orElse(null),
                        request.query("q").orElse(null),
                        request.query("place").orElse(null),
                        request.query("undone").isPresent(),
                        Paging.before(request));
        Answers.Page page = answers.list(query, Sight.of(request.caller()), request.limit());
        Long next = page.next();
        return Answer.ok(new Page<>(page.items(), next == null ? null : Long.toString(next)));
    }

    /** Uncategorised has no key; a query parameter cannot be empty, so it is asked for as "-". */
    private static String key(String asked) {
        return asked.equals("-") ? "" : asked;
    }

    private Answer csv(Request request) {
        long id = request.pathId("id");
        Sight sight = Sight.of(request.caller());
        boolean mark = request.query("bom").isPresent();
        return new Answer.Streamed(
                "text/csv; charset=utf-8",
                "answers-" + id + ".csv",
                out -> csv.write(id, sight, mark, out));
    }

    private Answer tryRules(Request request) {
        List<Category> categories = request.body(Trial.class).categories();
        Sight sight = Sight.of(request.caller());
        return switch (trial.of(request.pathId("id"), categories, sight)) {
            case RuleTrial.Outcome.Tried tried -> Answer.ok(tried.result());
            case RuleTrial.Outcome.Wrong wrong -> PollsResource.refused(wrong.problem());
            case RuleTrial.Outcome.Missing missing -> PollsResource.missing();
        };
    }

    private Answer reprocess(Request request) {
        return reprocess
                .ask(request.caller(), request.pathId("id"))
                .map(Answer::ok)
                .orElseGet(PollsResource::missing);
    }

    private Answer run(Request request) {
        return reprocess
                .latest(request.pathId("id"))
                .map(Answer::ok)
                .orElseGet(() -> Answer.notFound("the rules were never run over past answers"));
    }
}
