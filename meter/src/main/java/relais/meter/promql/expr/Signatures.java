package relais.meter.promql.expr;

import static relais.meter.promql.expr.ValueType.MATRIX;
import static relais.meter.promql.expr.ValueType.SCALAR;
import static relais.meter.promql.expr.ValueType.STRING;
import static relais.meter.promql.expr.ValueType.VECTOR;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The functions of Prometheus 2.42 and what they take. */
public final class Signatures {
    private static final List<String> OF_A_VECTOR =
            List.of(
                    "abs",
                    "absent",
                    "acos",
                    "acosh",
                    "asin",
                    "asinh",
                    "atan",
                    "atanh",
                    "ceil",
                    "cos",
                    "cosh",
                    "deg",
                    "exp",
                    "floor",
                    "histogram_count",
                    "histogram_sum",
                    "ln",
                    "log10",
                    "log2",
                    "rad",
                    "sgn",
                    "sin",
                    "sinh",
                    "sort",
                    "sort_desc",
                    "sqrt",
                    "tan",
                    "tanh",
                    "timestamp");

    private static final List<String> OF_A_RANGE =
            List.of(
                    "absent_over_time",
                    "avg_over_time",
                    "changes",
                    "count_over_time",
                    "delta",
                    "deriv",
                    "idelta",
                    "increase",
                    "irate",
                    "last_over_time",
                    "max_over_time",
                    "min_over_time",
                    "present_over_time",
                    "rate",
                    "resets",
                    "stddev_over_time",
                    "stdvar_over_time",
                    "sum_over_time");

    private static final List<String> OF_A_DATE =
            List.of(
                    "day_of_month",
                    "day_of_week",
                    "day_of_year",
                    "days_in_month",
                    "hour",
                    "minute",
                    "month",
                    "year");

    private static final Map<String, Signature> ALL = all();

    private Signatures() {}

    public static Optional<Signature> find(String name) {
        return Optional.ofNullable(ALL.get(name));
    }

    public static Collection<Signature> list() {
        return ALL.values();
    }

    private static Map<String, Signature> all() {
        Map<String, Signature> all = new TreeMap<>();
        OF_A_VECTOR.forEach(name -> put(all, name, VECTOR, 0, VECTOR));
        OF_A_RANGE.forEach(name -> put(all, name, VECTOR, 0, MATRIX));
        OF_A_DATE.forEach(name -> put(all, name, VECTOR, 1, VECTOR));
        put(all, "clamp", VECTOR, 0, VECTOR, SCALAR, SCALAR);
        put(all, "clamp_max", VECTOR, 0, VECTOR, SCALAR);
        put(all, "clamp_min", VECTOR, 0, VECTOR, SCALAR);
        put(all, "histogram_fraction", VECTOR, 0, SCALAR, SCALAR, VECTOR);
        put(all, "histogram_quantile", VECTOR, 0, SCALAR, VECTOR);
        put(all, "holt_winters", VECTOR, 0, MATRIX, SCALAR, SCALAR);
        put(all, "label_replace", VECTOR, 0, VECTOR, STRING, STRING, STRING, STRING);
        put(all, "pi", SCALAR, 0);
        put(all, "predict_linear", VECTOR, 0, MATRIX, SCALAR);
        put(all, "quantile_over_time", VECTOR, 0, SCALAR, MATRIX);
        put(all, "round", VECTOR, 1, VECTOR, SCALAR);
        put(all, "scalar", SCALAR, 0, VECTOR);
        put(all, "time", SCALAR, 0);
        put(all, "vector", VECTOR, 0, SCALAR);
        List<ValueType> join = List.of(VECTOR, STRING, STRING, STRING);
        all.put("label_join", new Signature("label_join", VECTOR, join, 1, true));
        return Map.copyOf(all);
    }

    private static void put(
            Map<String, Signature> all,
            String name,
            ValueType result,
            int optional,
            ValueType... arguments) {
        all.put(name, new Signature(name, result, List.of(arguments), optional, false));
    }
}
