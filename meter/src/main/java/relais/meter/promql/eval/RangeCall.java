package relais.meter.promql.eval;

import java.util.ArrayList;
import java.util.List;
import relais.meter.promql.expr.Expr;
import relais.meter.promql.expr.Shift;
import relais.meter.promql.expr.ValueType;
import relais.meter.promql.value.Labels;
import relais.meter.promql.value.Series;

/** Applies a range function to every series, the window moving over it step by step. */
final class RangeCall {
    private RangeCall() {}

    static Value evaluate(Evaluator evaluator, Expr.Call call, RangeFunctions.OfWindow function) {
        List<double[]> scalars = new ArrayList<>();
        RangeVector ranges = new RangeVector(List.of(), 0, Shift.NONE);
        for (Expr argument : call.arguments()) {
            if (argument.type() == ValueType.SCALAR) {
                scalars.add(evaluator.scalars(argument));
            } else {
                ranges = evaluator.selection().range(argument, call.function().name());
            }
        }
        // The last sample is the series itself, only later; anything else is a new quantity.
        boolean keepsName = call.function().name().equals("last_over_time");
        List<Row> rows = new ArrayList<>(ranges.series().size());
        for (Series series : ranges.series()) {
            double[] values = evaluator.absent();
            if (overSteps(evaluator, ranges, series, scalars, function, values)) {
                Labels labels = keepsName ? series.labels() : series.labels().withoutName();
                rows.add(new Row(labels, values));
            }
        }
        return new Value.Grid(Unique.strictly(rows));
    }

    private static boolean overSteps(
            Evaluator evaluator,
            RangeVector ranges,
            Series series,
            List<double[]> scalars,
            RangeFunctions.OfWindow function,
            double[] values) {
        Window window = new Window(series, ranges.range());
        double[] parameters = new double[scalars.size()];
        boolean any = false;
        for (int i = 0; i < values.length; i++) {
            long time = evaluator.timeline().at(i);
            window.move(evaluator.context().look(ranges.shift(), time), time);
            if (window.count() > 0) {
                for (int p = 0; p < parameters.length; p++) {
                    parameters[p] = scalars.get(p)[i];
                }
                values[i] = function.apply(window, parameters);
                any = true;
            }
        }
        return any;
    }
}
