package relais.platform.api;

import java.util.List;
import java.util.function.Function;
import relais.platform.accounts.Outcome;
import relais.platform.http.Answer;
import relais.platform.http.Page;

/** The forms answers have in common. */
final class Answers {
    private Answers() {}

    static <T> Answer page(List<T> items, int limit, Function<T, Long> cursor) {
        String next = items.size() < limit ? null : String.valueOf(cursor.apply(items.getLast()));
        return Answer.ok(new Page<>(items, next));
    }

    static <T> Answer all(List<T> items) {
        return Answer.ok(new Page<>(items, null));
    }

    static <T> Answer of(Outcome<T> outcome, Function<T, Answer> done) {
        return switch (outcome) {
            case Outcome.Done<T> did -> done.apply(did.value());
            case Outcome.Refused<T> refused ->
                    Answer.refused(status(refused.why()), refused.code(), refused.detail());
        };
    }

    private static int status(Outcome.Why why) {
        return switch (why) {
            case INVALID -> 400;
            case FORBIDDEN -> 403;
            case MISSING -> 404;
            case CONFLICT -> 409;
            case LATER -> 503;
        };
    }
}
