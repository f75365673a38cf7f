package relais.vault.api;

import java.util.function.Function;
import relais.platform.http.Answer;
import relais.platform.http.Request;
import relais.vault.document.DocumentPath;
import relais.vault.document.Outcome;
import relais.vault.document.Outcome.Done;
import relais.vault.document.Outcome.Refused;
import relais.vault.document.Outcome.Why;

/** What the resources of documents have in common. */
final class DocumentAnswers {
    private DocumentAnswers() {}

    static <T> Answer of(Outcome<T> outcome, Function<T, Answer> done) {
        return switch (outcome) {
            case Done<T>(T value) -> done.apply(value);
            case Refused<T> refused -> refused(refused);
        };
    }

    static Answer refused(Refused<?> refused) {
        return Answer.refused(status(refused.why()), refused.code(), refused.detail());
    }

    private static int status(Why why) {
        return switch (why) {
            case INVALID -> 400;
            case FORBIDDEN -> 403;
            case MISSING -> 404;
            case CONFLICT, HELD -> 409;
            case CHANGED -> 412;
            case LOCKED -> 423;
        };
    }

    /** A path that may be wrong; the answer of {@code then} for one that is not. */
    static Answer withPath(String text, ForPath then) throws Exception {
        DocumentPath path;
        try {
            path = DocumentPath.parse(text);
        } catch (IllegalArgumentException e) {
            return Answer.refused(400, "invalid-path", "path", String.valueOf(e.getMessage()));
        }
        return then.answer(path);
    }

    /** What is done with a path that is none of somebody's tricks. */
    @FunctionalInterface
    interface ForPath {
        Answer answer(DocumentPath path) throws Exception;
    }

    static String path(Request request) {
        return request.query("path").orElse("/");
    }
}
