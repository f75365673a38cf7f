package relais.meter.promql.eval;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import relais.meter.promql.expr.Expr;
import relais.meter.promql.expr.ValueType;
import relais.meter.promql.value.Labels;
import relais.meter.promql.value.QueryException;
import relais.meter.promql.value.QueryResult;
import relais.meter.promql.value.QueryResult.Sample;
import relais.meter.promql.value.Series;
import relais.meter.promql.value.SeriesSource;

/** Runs one parsed query and makes its answer. Times in milliseconds since 1970. */
public record Query(SeriesSource source, Limits limits, InstantSource clock) {
    /**
     * @throws QueryException if it cannot be answered
     */
    public QueryResult instant(Expr expr, long time) {
        Timeline timeline = new Timeline(time, 1, 1);
        Context context = context(timeline);
        if (expr.type() == ValueType.MATRIX) {
            return matrix(new Selection(context, timeline).range(expr, ""), context, time);
        }
        return switch (new Evaluator(context, timeline).eval(expr)) {
            case Value.Grid g -> new QueryResult.Vector(time, samples(g));
            case Value.Scalars s -> new QueryResult.Scalar(time, s.values()[0]);
            case Value.Text t -> new QueryResult.Text(time, t.text());
        };
    }

    /**
     * @param step milliseconds between evaluations
     * @throws QueryException if it cannot be answered
     */
    public QueryResult.Matrix range(Expr expr, long start, long end, long step) {
        if (expr.type() == ValueType.MATRIX || expr.type() == ValueType.STRING) {
            throw QueryException.badData(
                    "invalid expression type \""
                            + expr.type().words()
                            + "\" for range query, must be Scalar or instant Vector");
        }
        Timeline timeline = timeline(start, end, step);
        Value value = new Evaluator(context(timeline), timeline).eval(expr);
        List<Row> rows =
                switch (value) {
                    case Value.Grid g -> g.rows();
                    case Value.Scalars s -> List.of(new Row(Labels.NONE, s.values()));
                    case Value.Text t -> List.of();
                };
        List<Series> series = new ArrayList<>(rows.size());
        for (Row row : rows) {
            Series one = Selection.asSeries(row, timeline);
            if (one.size() > 0) {
                series.add(one);
            }
        }
        series.sort(Comparator.comparing(Series::labels));
        return new QueryResult.Matrix(series);
    }

    private Timeline timeline(long start, long end, long step) {
        if (step <= 0) {
            throw QueryException.badData(
                    "zero or negative query resolution step widths are not accepted. Try a positive"
                            + " integer");
        }
        if (end < start) {
            throw QueryException.badData("end timestamp must not be before start time");
        }
        long count = (end - start) / step + 1;
        if (count > limits.points()) {
            throw QueryException.badData(
                    "exceeded maximum resolution of %,d points per timeseries. Try decreasing the query resolution (?step=XX)"
                            .formatted(limits.points()));
        }
        return new Timeline(start, step, (int) count);
    }

    private Context context(Timeline timeline) {
        return new Context(source, limits, new Budget(limits, clock), timeline);
    }

    private static List<Sample> samples(Value.Grid grid) {
        List<Sample> samples = new ArrayList<>(grid.rows().size());
        for (Row row : grid.rows()) {
            if (row.has(0)) {
                samples.add(new Sample(row.labels(), row.values()[0]));
            }
        }
        return samples;
    }

    private static QueryResult matrix(RangeVector ranges, Context context, long time) {
        List<Series> series = new ArrayList<>();
        for (Series one : ranges.series()) {
            Window window = new Window(one, ranges.range());
            window.move(context.look(ranges.shift(), time), time);
            int size = window.count();
            long[] times = new long[size];
            double[] values = new double[size];
            for (int i = 0; i < size; i++) {
                times[i] = window.time(i);
                values[i] = window.value(i);
            }
            if (size > 0) {
                series.add(new Series(one.labels(), times, values));
            }
        }
        series.sort(Comparator.comparing(Series::labels));
        return new QueryResult.Matrix(series);
    }
}
