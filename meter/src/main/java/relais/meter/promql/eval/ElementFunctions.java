package relais.meter.promql.eval;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import relais.meter.promql.expr.Expr;
import relais.meter.promql.expr.ValueType;
import relais.meter.promql.value.Labels;
import relais.meter.promql.value.Stale;

/** Functions of one value at a time, some with scalars beside it. */
final class ElementFunctions {
    /** The result, or {@link Stale#MARKER} for none. */
    interface OfValue {
        double apply(double value, double[] parameters);
    }

    static final Map<String, OfValue> TABLE =
            Map.ofEntries(
                    Map.entry("abs", (v, p) -> Math.abs(v)),
                    Map.entry("ceil", (v, p) -> Math.ceil(v)),
                    Map.entry("floor", (v, p) -> Math.floor(v)),
                    Map.entry("exp", (v, p) -> Math.exp(v)),
                    Map.entry("sqrt", (v, p) -> Math.sqrt(v)),
                    Map.entry("ln", (v, p) -> Math.log(v)),
                    Map.entry("log2", (v, p) -> Curves.log2(v)),
                    Map.entry("log10", (v, p) -> Math.log10(v)),
                    Map.entry("sin", (v, p) -> Math.sin(v)),
                    Map.entry("cos", (v, p) -> Math.cos(v)),
                    Map.entry("tan", (v, p) -> Math.tan(v)),
                    Map.entry("asin", (v, p) -> Math.asin(v)),
                    Map.entry("acos", (v, p) -> Math.acos(v)),
                    Map.entry("atan", (v, p) -> Math.atan(v)),
                    Map.entry("sinh", (v, p) -> Math.sinh(v)),
                    Map.entry("cosh", (v, p) -> Math.cosh(v)),
                    Map.entry("tanh", (v, p) -> Math.tanh(v)),
                    Map.entry("asinh", (v, p) -> Curves.asinh(v)),
                    Map.entry("acosh", (v, p) -> Curves.acosh(v)),
                    Map.entry("atanh", (v, p) -> Curves.atanh(v)),
                    Map.entry("deg", (v, p) -> v * 180 / Math.PI),
                    Map.entry("rad", (v, p) -> v * Math.PI / 180),
                    Map.entry("sgn", (v, p) -> v > 0 ? 1 : v < 0 ? -1 : v),
                    Map.entry("round", (v, p) -> round(v, p.length == 0 ? 1 : p[0])),
                    Map.entry("clamp", (v, p) -> clamp(v, p[0], p[1])),
                    Map.entry("clamp_min", (v, p) -> larger(p[0], v)),
                    Map.entry("clamp_max", (v, p) -> smaller(p[0], v)),
                    Map.entry("minute", (v, p) -> Dates.minute(v)),
                    Map.entry("hour", (v, p) -> Dates.hour(v)),
                    Map.entry("day_of_week", (v, p) -> Dates.dayOfWeek(v)),
                    Map.entry("day_of_month", (v, p) -> Dates.dayOfMonth(v)),
                    Map.entry("day_of_year", (v, p) -> Dates.dayOfYear(v)),
                    Map.entry("days_in_month", (v, p) -> Dates.daysInMonth(v)),
                    Map.entry("month", (v, p) -> Dates.month(v)),
                    Map.entry("year", (v, p) -> Dates.year(v)));

    private ElementFunctions() {}

    /** Without any argument a function is meant of the evaluation's time. */
    static Value evaluate(Evaluator evaluator, Expr.Call call, OfValue function) {
        List<double[]> scalars = new ArrayList<>();
        Value.@Nullable Grid grid = null;
        for (Expr argument : call.arguments()) {
            if (argument.type() == ValueType.SCALAR) {
                scalars.add(evaluator.scalars(argument));
            } else {
                grid = evaluator.vector(argument);
            }
        }
        if (grid == null) {
            Row now = new Row(Labels.NONE, VectorFunctions.time(evaluator));
            grid = new Value.Grid(List.of(now));
        }
        double[] parameters = new double[scalars.size()];
        List<Row> rows =
                evaluator.mapped(
                        grid,
                        (value, step) -> {
                            for (int p = 0; p < parameters.length; p++) {
                                parameters[p] = scalars.get(p)[step];
                            }
                            return function.apply(value, parameters);
                        });
        return new Value.Grid(Unique.joined(rows));
    }

    /** Halves go up. The inverse is used so that rounding to 0.1 gives the nearest tenth. */
    private static double round(double value, double nearest) {
        double inverse = 1 / nearest;
        return Math.floor(value * inverse + 0.5) / inverse;
    }

    private static double clamp(double value, double least, double most) {
        return most < least ? Stale.MARKER : larger(least, smaller(most, value));
    }

    /** An infinite bound wins even over NaN. */
    private static double larger(double a, double b) {
        boolean infinite = a == Double.POSITIVE_INFINITY || b == Double.POSITIVE_INFINITY;
        return infinite ? Double.POSITIVE_INFINITY : Math.max(a, b);
    }

    private static double smaller(double a, double b) {
        boolean infinite = a == Double.NEGATIVE_INFINITY || b == Double.NEGATIVE_INFINITY;
        return infinite ? Double.NEGATIVE_INFINITY : Math.min(a, b);
    }
}
