package relais.meter.promql;

import java.time.InstantSource;
import java.util.function.Supplier;
import relais.meter.promql.eval.Limits;
import relais.meter.promql.eval.Query;
import relais.meter.promql.expr.Expr;
import relais.meter.promql.expr.Parser;
import relais.meter.promql.value.QueryException;
import relais.meter.promql.value.QueryResult;
import relais.meter.promql.value.SeriesSource;

/**
 * Answers PromQL queries. Free of state between queries and safe for use by many threads, as far as
 * the source is. Times in milliseconds since 1970.
 */
public final class PromQl {
    private final Query query;

    public PromQl(SeriesSource source, Limits limits, InstantSource clock) {
        this.query = new Query(source, limits, clock);
    }

    /** The query's values at one moment. */
    public Answer instant(String text, long time) {
        return answer(text, () -> query.instant(Parser.parse(text), time));
    }

    /**
     * The query's values from {@code start} on, each {@code step} milliseconds, up to and including
     * {@code end}.
     */
    public Answer range(String text, long start, long end, long step) {
        return answer(text, () -> query.range(Parser.parse(text), start, end, step));
    }

    /**
     * The tree of a query, for those who keep it: rules, dashboards.
     *
     * @throws QueryException with the place of the mistake
     */
    public static Expr parse(String text) {
        return Parser.parse(text);
    }

    private static Answer answer(String text, Supplier<QueryResult> run) {
        try {
            return new Answer.Answered(run.get());
        } catch (QueryException e) {
            return new Answer.Failed(e.kind(), message(e, text), e.position());
        }
    }

    /** With line and column, as Prometheus shows them: {@code 1:5: parse error: …}. */
    private static String message(QueryException e, String text) {
        if (e.position() == QueryException.NOWHERE) {
            return e.text();
        }
        String before = text.substring(0, Math.min(e.position(), text.length()));
        long line = 1 + before.chars().filter(c -> c == '\n').count();
        int column = before.length() - before.lastIndexOf('\n');
        return line + ":" + column + ": parse error: " + e.text();
    }
}
