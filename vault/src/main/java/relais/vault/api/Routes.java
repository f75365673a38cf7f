package relais.vault.api;

import java.util.List;
import java.util.function.Function;
import java.util.function.LongFunction;
import relais.platform.http.Answer;
import relais.platform.http.Page;
import relais.platform.http.Problem;
import relais.vault.access.Outcome;

/** What the vault's resources have in common. */
final class Routes {
    private Routes() {}

    /** Answers a change; {@code ok} makes the answer from the number of what was changed. */
    static Answer answer(Outcome outcome, LongFunction<Answer> ok) {
        return switch (outcome) {
            case Outcome.Ok(long id) -> ok.apply(id);
            case Outcome.Missing missing -> missing();
            case Outcome.Refused(int status, String code, String field, String detail) ->
                    new Answer.Refused(new Problem(status, code, detail, field));
            case Outcome.Unfit(List<Outcome.WrongValue> values) ->
                    new Answer.Refused(
                            Problem.of(
                                    422,
                                    values.stream()
                                            .map(
                                                    value ->
                                                            new Problem.WrongField(
                                                                    value.field(),
                                                                    value.code(),
                                                                    value.detail()))
                                            .toList()));
        };
    }

    /**
     * A page of so many rows.
     *
     * @param rows one more than that where another page follows
     * @param end what a page is said to end with when this is its last row
     */
    static <T> Page<T> page(List<T> rows, int limit, Function<T, String> end) {
        return rows.size() <= limit
                ? new Page<>(rows, null)
                : new Page<>(rows.subList(0, limit), end.apply(rows.get(limit - 1)));
    }

    static Answer missing() {
        return Answer.notFound("there is no such dossier for you");
    }
}
