package relais.meter.promql.eval;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import relais.meter.promql.expr.Expr;
import relais.meter.promql.expr.Shift;
import relais.meter.promql.value.Hints;
import relais.meter.promql.value.QueryException;
import relais.meter.promql.value.Series;
import relais.meter.promql.value.Stale;

/** Reads what selectors and subqueries name. */
final class Selection {
    /** Steps of a subquery: beyond this one series alone would exceed any sample limit. */
    private static final long MAX_SUBQUERY_STEPS = 10_000_000;

    private final Context context;
    private final Timeline timeline;

    Selection(Context context, Timeline timeline) {
        this.context = context;
        this.timeline = timeline;
    }

    /** The newest sample within the lookback at every step, or the time of it in seconds. */
    List<Row> instant(Expr.VectorSelector selector, boolean timesInstead) {
        long lookback = context.limits().lookback().toMillis();
        Shift shift = selector.shift();
        List<Row> rows = new ArrayList<>();
        for (Series series : select(selector, lookback, new Hints(timeline.step(), 0, ""))) {
            double[] values = context.budget().absent(timeline.count());
            boolean any = false;
            int next = 0;
            for (int i = 0; i < values.length; i++) {
                long time = context.look(shift, timeline.at(i));
                while (next < series.size() && series.times()[next] <= time) {
                    next++;
                }
                if (next > 0 && series.times()[next - 1] >= time - lookback) {
                    double value = series.values()[next - 1];
                    boolean present = !Stale.is(value);
                    any |= present;
                    boolean seconds = timesInstead && present;
                    values[i] = seconds ? series.times()[next - 1] / 1000.0 : value;
                }
            }
            if (any) {
                rows.add(new Row(series.labels(), values));
            }
        }
        return rows;
    }

    /** The samples of a range selector or subquery, for all steps. */
    RangeVector range(Expr expr, String function) {
        Expr bare = Expr.bare(expr);
        if (bare instanceof Expr.Subquery subquery) {
            return subquery(subquery);
        }
        Expr.MatrixSelector matrix = (Expr.MatrixSelector) bare;
        Hints hints = new Hints(timeline.step(), matrix.range(), function);
        List<Series> series = new ArrayList<>();
        for (Series one : select(matrix.selector(), matrix.range(), hints)) {
            series.add(withoutMarkers(one));
        }
        return new RangeVector(series, matrix.range(), matrix.selector().shift());
    }

    private List<Series> select(Expr.VectorSelector selector, long before, Hints hints) {
        long first = context.look(selector.shift(), timeline.start());
        long last = context.look(selector.shift(), timeline.end());
        List<Series> found =
                context.source().select(selector.matchers(), first - before, last, hints);
        for (Series series : found) {
            context.budget().spend(series.size());
        }
        return found;
    }

    private static Series withoutMarkers(Series series) {
        int kept = 0;
        for (int i = 0; i < series.size(); i++) {
            kept += Stale.is(series.values()[i]) ? 0 : 1;
        }
        if (kept == series.size()) {
            return series;
        }
        long[] times = new long[kept];
        double[] values = new double[kept];
        int at = 0;
        for (int i = 0; i < series.size(); i++) {
            if (!Stale.is(series.values()[i])) {
                times[at] = series.times()[i];
                values[at++] = series.values()[i];
            }
        }
        return new Series(series.labels(), times, values);
    }

    private RangeVector subquery(Expr.Subquery subquery) {
        Timeline inner = innerTimeline(subquery);
        List<Series> series = new ArrayList<>();
        if (inner.count() > 0) {
            Value value = new Evaluator(context, inner).eval(subquery.inner());
            for (Row row : ((Value.Grid) value).rows()) {
                series.add(asSeries(row, inner));
            }
        }
        return new RangeVector(series, subquery.range(), subquery.shift());
    }

    /** Steps are multiples of the step since 1970, so that they fall alike for each evaluation. */
    private Timeline innerTimeline(Expr.Subquery subquery) {
        long usual = context.limits().subqueryStep().toMillis();
        long step = subquery.step() == 0 ? usual : subquery.step();
        long first = context.look(subquery.shift(), timeline.start()) - subquery.range();
        long last = context.look(subquery.shift(), timeline.end());
        long start = Math.ceilDiv(first, step) * step;
        long count = Math.floorDiv(last - start, step) + 1;
        if (count > MAX_SUBQUERY_STEPS) {
            throw QueryException.execution(
                    "subquery has more than " + MAX_SUBQUERY_STEPS + " steps");
        }
        return new Timeline(start, step, (int) Math.max(0, count));
    }

    static Series asSeries(Row row, Timeline timeline) {
        long[] times = new long[timeline.count()];
        double[] values = new double[timeline.count()];
        int size = 0;
        for (int i = 0; i < timeline.count(); i++) {
            if (row.has(i)) {
                times[size] = timeline.at(i);
                values[size++] = row.values()[i];
            }
        }
        boolean full = size == times.length;
        return new Series(
                row.labels(),
                full ? times : Arrays.copyOf(times, size),
                full ? values : Arrays.copyOf(values, size));
    }
}
