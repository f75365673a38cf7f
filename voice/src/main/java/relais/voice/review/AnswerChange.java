package relais.voice.review;

/** What became of a wish to change an answer or a doubtful reply. */
public sealed interface AnswerChange {
    record Done() implements AnswerChange {}

    /** There is none, or the caller may not see the person. */
    record Missing() implements AnswerChange {}

    /** Not possible, and why; nothing was changed. */
    record Refused(String field, String code, String detail) implements AnswerChange {}
}
