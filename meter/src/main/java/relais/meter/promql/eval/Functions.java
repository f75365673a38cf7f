package relais.meter.promql.eval;

import java.util.HashMap;
import java.util.Map;
import relais.meter.promql.expr.Expr;

/** The functions of the language, each a small piece in one of four tables. */
final class Functions {
    /** A function that computes with whole arguments. */
    interface Whole {
        Value apply(Evaluator evaluator, Expr.Call call);
    }

    private static final Map<String, Whole> ALL = all();

    private Functions() {}

    private static Map<String, Whole> all() {
        Map<String, Whole> all = new HashMap<>(VectorFunctions.TABLE);
        all.putAll(LabelFunctions.TABLE);
        RangeFunctions.TABLE.forEach(
                (name, f) -> all.put(name, (e, call) -> RangeCall.evaluate(e, call, f)));
        ElementFunctions.TABLE.forEach(
                (name, f) -> all.put(name, (e, call) -> ElementFunctions.evaluate(e, call, f)));
        return Map.copyOf(all);
    }

    static boolean knows(String name) {
        return ALL.containsKey(name);
    }

    static Value call(Evaluator evaluator, Expr.Call call) {
        Whole function = ALL.get(call.function().name());
        if (function == null) {
            throw new IllegalStateException("no function " + call.function().name());
        }
        return function.apply(evaluator, call);
    }
}
