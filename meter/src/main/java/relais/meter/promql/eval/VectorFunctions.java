package relais.meter.promql.eval;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import relais.meter.promql.expr.Expr;
import relais.meter.promql.value.Labels;
import relais.meter.promql.value.Matcher;
import relais.meter.promql.value.Series;
import relais.meter.promql.value.Stale;

/** Functions that need whole vectors: absence, order, time, and the way to and from scalars. */
final class VectorFunctions {
    static final Map<String, Functions.Whole> TABLE =
            Map.ofEntries(
                    Map.entry("absent", VectorFunctions::absent),
                    Map.entry("absent_over_time", VectorFunctions::absentOverTime),
                    Map.entry("sort", (e, c) -> sorted(e, c, false)),
                    Map.entry("sort_desc", (e, c) -> sorted(e, c, true)),
                    Map.entry("scalar", VectorFunctions::scalar),
                    Map.entry("vector", VectorFunctions::vector),
                    Map.entry("time", (e, c) -> new Value.Scalars(time(e))),
                    Map.entry("pi", (e, c) -> e.eval(new Expr.NumberLiteral(Math.PI))),
                    Map.entry("timestamp", VectorFunctions::timestamp),
                    Map.entry("histogram_quantile", Histograms::quantile),
                    Map.entry("histogram_count", Histograms::ofNativeOnly),
                    Map.entry("histogram_sum", Histograms::ofNativeOnly),
                    Map.entry("histogram_fraction", Histograms::ofNativeOnly));

    private VectorFunctions() {}

    /** The evaluation's time in seconds. */
    static double[] time(Evaluator evaluator) {
        double[] seconds = new double[evaluator.steps()];
        for (int i = 0; i < seconds.length; i++) {
            seconds[i] = evaluator.timeline().at(i) / 1000.0;
        }
        return seconds;
    }

    private static Value absent(Evaluator evaluator, Expr.Call call) {
        boolean[] present = new boolean[evaluator.steps()];
        for (Row row : evaluator.vector(call.arguments().getFirst()).rows()) {
            for (int i = 0; i < present.length; i++) {
                present[i] |= row.has(i);
            }
        }
        return whereAbsent(evaluator, call, present);
    }

    private static Value absentOverTime(Evaluator evaluator, Expr.Call call) {
        Expr argument = call.arguments().getFirst();
        RangeVector ranges = evaluator.selection().range(argument, call.function().name());
        boolean[] present = new boolean[evaluator.steps()];
        for (Series series : ranges.series()) {
            Window window = new Window(series, ranges.range());
            for (int i = 0; i < present.length; i++) {
                long time = evaluator.timeline().at(i);
                window.move(evaluator.context().look(ranges.shift(), time), time);
                present[i] |= window.count() > 0;
            }
        }
        return whereAbsent(evaluator, call, present);
    }

    private static Value whereAbsent(Evaluator evaluator, Expr.Call call, boolean[] present) {
        double[] values = evaluator.absent();
        boolean any = false;
        for (int i = 0; i < values.length; i++) {
            if (!present[i]) {
                values[i] = 1;
                any = true;
            }
        }
        Labels labels = wanted(Expr.bare(call.arguments().getFirst()));
        return new Value.Grid(any ? List.of(new Row(labels, values)) : List.of());
    }

    /** The labels that a selector asks for by exactly one condition, an equation. */
    private static Labels wanted(Expr expr) {
        List<Matcher> matchers =
                switch (expr) {
                    case Expr.VectorSelector v -> v.matchers();
                    case Expr.MatrixSelector m -> m.selector().matchers();
                    default -> List.of();
                };
        Map<String, String> labels = new HashMap<>();
        Map<String, Integer> equations = new HashMap<>();
        for (Matcher matcher : matchers) {
            if (matcher.label().equals(Labels.NAME)) {
                continue;
            }
            boolean equation = matcher.kind() == Matcher.Kind.EQUAL;
            if (equation && equations.merge(matcher.label(), 1, Integer::sum) == 1) {
                labels.put(matcher.label(), matcher.value());
            } else {
                labels.remove(matcher.label());
            }
        }
        return Labels.of(labels);
    }

    /** Order means something at a single step only; a matrix is ordered by labels. */
    private static Value sorted(Evaluator evaluator, Expr.Call call, boolean descending) {
        Value.Grid grid = evaluator.vector(call.arguments().getFirst());
        if (evaluator.steps() != 1) {
            return grid;
        }
        List<Row> rows = new ArrayList<>(grid.rows());
        Comparator<Double> order = new Ranking(descending).values();
        rows.sort((a, b) -> order.compare(a.values()[0], b.values()[0]));
        return new Value.Grid(rows);
    }

    /** The value of the only series; NaN where there is none or more than one. */
    private static Value scalar(Evaluator evaluator, Expr.Call call) {
        double[] values = evaluator.absent();
        for (Row row : evaluator.vector(call.arguments().getFirst()).rows()) {
            for (int i = 0; i < values.length; i++) {
                if (row.has(i)) {
                    values[i] = Stale.is(values[i]) ? row.values()[i] : Double.NaN;
                }
            }
        }
        for (int i = 0; i < values.length; i++) {
            values[i] = Stale.is(values[i]) ? Double.NaN : values[i];
        }
        return new Value.Scalars(values);
    }

    private static Value vector(Evaluator evaluator, Expr.Call call) {
        double[] values = evaluator.scalars(call.arguments().getFirst());
        return new Value.Grid(List.of(new Row(Labels.NONE, values)));
    }

    /** Of a bare selector the samples' own times; anything computed is as old as its step. */
    private static Value timestamp(Evaluator evaluator, Expr.Call call) {
        List<Row> rows = new ArrayList<>();
        if (Expr.bare(call.arguments().getFirst()) instanceof Expr.VectorSelector selector) {
            for (Row row : evaluator.selection().instant(selector, true)) {
                rows.add(row.withoutName());
            }
        } else {
            Value.Grid grid = evaluator.vector(call.arguments().getFirst());
            rows = evaluator.mapped(grid, (v, i) -> evaluator.timeline().at(i) / 1000.0);
        }
        return new Value.Grid(Unique.joined(rows));
    }
}
