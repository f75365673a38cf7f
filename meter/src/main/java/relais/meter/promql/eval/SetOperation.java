package relais.meter.promql.eval;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import relais.meter.promql.expr.BinaryOperator;
import relais.meter.promql.expr.Expr;
import relais.meter.promql.value.Labels;

/** {@code and}, {@code or}, {@code unless}: series come or go by what the other side has. */
final class SetOperation {
    private final Evaluator evaluator;
    private final BinaryOperator operator;
    private final MatchKey matching;

    SetOperation(Evaluator evaluator, Expr.Binary expr) {
        this.evaluator = evaluator;
        this.operator = expr.operator();
        this.matching = MatchKey.of(expr.matching());
    }

    Value apply(List<Row> left, List<Row> right) {
        if (operator == BinaryOperator.OR) {
            List<Row> all = new ArrayList<>(left);
            all.addAll(kept(right, matching.index(left), false));
            return new Value.Grid(Unique.joined(all));
        }
        boolean wanted = operator == BinaryOperator.AND;
        return new Value.Grid(kept(left, matching.index(right), wanted));
    }

    /** The values of rows at the steps where a partner is there, or where none is. */
    private List<Row> kept(List<Row> rows, Map<Labels, List<Row>> partners, boolean wanted) {
        List<Row> kept = new ArrayList<>();
        for (Row row : rows) {
            List<Row> own = partners.getOrDefault(matching.key(row.labels()), List.of());
            if (own.isEmpty()) {
                if (!wanted) {
                    kept.add(row);
                }
                continue;
            }
            double[] values = evaluator.absent();
            for (int i = 0; i < values.length; i++) {
                if (row.has(i) && anyHas(own, i) == wanted) {
                    values[i] = row.values()[i];
                }
            }
            kept.add(new Row(row.labels(), values));
        }
        return kept;
    }

    private static boolean anyHas(List<Row> rows, int step) {
        for (Row row : rows) {
            if (row.has(step)) {
                return true;
            }
        }
        return false;
    }
}
