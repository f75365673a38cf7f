package relais.voice.poll;

/** What became of a wish to change a poll. */
public sealed interface PollChange {
    /** Done; the poll as it is now. */
    record Changed(Poll poll) implements PollChange {}

    /** There is no such poll. */
    record Missing() implements PollChange {}

    /** Not possible now, and why; nothing was changed. */
    record Refused(DefinitionProblem problem) implements PollChange {
        Refused(String field, String code, String detail) {
            this(new DefinitionProblem(field, code, detail));
        }
    }
}
