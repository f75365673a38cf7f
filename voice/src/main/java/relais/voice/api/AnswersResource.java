package relais.voice.api;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import relais.platform.http.Access;
import relais.platform.http.Answer;
import relais.platform.http.Endpoint;
import relais.platform.http.Request;
import relais.platform.http.Route;
import relais.platform.http.Route.Verb;
import relais.voice.contact.Sight;
import relais.voice.message.Waiting;
import relais.voice.review.AnswerChange;
import relais.voice.review.AnswerChanges;
import relais.voice.review.ReviewItem;
import relais.voice.review.Reviews;

/** What people decide about answers: {@code /api/answers} and {@code /api/review}. */
public final class AnswersResource {
    private static final String ONE = "/api/answers/{id}";

    private final AnswerChanges changes;
    private final Reviews reviews;

    public AnswersResource(AnswerChanges changes, Reviews reviews) {
        this.changes = changes;
        this.reviews = reviews;
    }

    /** A category's key; absent for uncategorised. */
    record Meaning(@Nullable String category) {}

    record Destination(long pollId) {}

    /** A poll, or absent for the inbox. */
    record Choice(@Nullable Long pollId) {}

    public List<Route> routes() {
        List<Route> all = new ArrayList<>(answers());
        all.addAll(doubtful());
        return all;
    }

    private List<Route> answers() {
        return List.of(
                edit(
                        Verb.PUT,
                        ONE,
                        "Say what an answer means",
                        Meaning.class,
                        r ->
                                answer(
                                        changes.categorise(
                                                r.caller(),
                                                r.pathId("id"),
                                                r.body(Meaning.class).category()))),
                edit(
                        Verb.DELETE,
                        ONE,
                        "Take an answer from its poll; to the inbox",
                        null,
                        r -> answer(changes.undo(r.caller(), r.pathId("id")))),
                edit(
                        Verb.POST,
                        ONE + "/restore",
                        "Give it back",
                        null,
                        r -> answer(changes.restore(r.caller(), r.pathId("id")))),
                edit(
                        Verb.POST,
                        ONE + "/move",
                        "Give it to another poll",
                        Destination.class,
                        r ->
                                answer(
                                        changes.move(
                                                r.caller(),
                                                r.pathId("id"),
                                                r.body(Destination.class).pollId()))));
    }

    private List<Route> doubtful() {
        return List.of(
                new Route(
                        Verb.GET,
                        "/api/review",
                        new Access.Needs(PollPermissions.READ),
                        "Replies whose poll is doubtful",
                        null,
                        ReviewItem.class,
                        this::review),
                new Route(
                        Verb.GET,
                        "/api/review/count",
                        new Access.Needs(PollPermissions.READ),
                        "How many doubtful replies wait, for a badge",
                        null,
                        Waiting.class,
                        r -> Answer.ok(reviews.waiting(Sight.of(r.caller())))),
                edit(
                        Verb.POST,
                        "/api/review/{id}",
                        "Decide where a doubtful reply belongs",
                        Choice.class,
                        r ->
                                answer(
                                        reviews.decide(
                                                r.caller(),
                                                r.pathId("id"),
                                                r.body(Choice.class).pollId()))));
    }

    private static Route edit(
            Verb verb, String path, String summary, @Nullable Class<?> takes, Endpoint endpoint) {
        return new Route(
                verb, path, new Access.Needs(PollPermissions.EDIT), summary, takes, null, endpoint);
    }

    private Answer review(Request request) {
        int limit = request.limit();
        List<ReviewItem> open =
                reviews.list(Sight.of(request.caller()), Paging.before(request), limit);
        return Answer.ok(Paging.page(open, limit, ReviewItem::id));
    }

    private static Answer answer(AnswerChange change) {
        return switch (change) {
            case AnswerChange.Done done -> Answer.done();
            case AnswerChange.Missing missing -> Answer.notFound("there is no such answer");
            case AnswerChange.Refused refused ->
                    Answer.refused(422, refused.code(), refused.field(), refused.detail());
        };
    }
}
