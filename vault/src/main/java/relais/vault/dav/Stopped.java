package relais.vault.dav;

import relais.platform.http.Answer;
import relais.vault.document.Outcome;

/** Ends a request of the drive with the answer it carries. */
final class Stopped extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final transient Answer answer;

    Stopped(Answer answer) {
        super(null, null, false, false);
        this.answer = answer;
    }

    Stopped(int status, String code, String detail) {
        this(Answer.refused(status, code, detail));
    }

    Answer answer() {
        return answer;
    }

    /** The value, or the end of the request. */
    static <T> T unless(Outcome<T> outcome) {
        return switch (outcome) {
            case Outcome.Done<T> done -> done.value();
            case Outcome.Refused<T> refused ->
                    throw new Stopped(
                            switch (refused.why()) {
                                case INVALID, FORBIDDEN, HELD -> 403;
                                case MISSING -> 404;
                                case CONFLICT -> 409;
                                case CHANGED -> 412;
                                case LOCKED -> 423;
                            },
                            refused.code(),
                            refused.detail());
        };
    }
}
