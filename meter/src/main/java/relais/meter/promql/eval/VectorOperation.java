package relais.meter.promql.eval;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import relais.meter.promql.expr.BinaryOperator;
import relais.meter.promql.expr.Expr;
import relais.meter.promql.expr.Matching;
import relais.meter.promql.expr.Matching.Cardinality;
import relais.meter.promql.value.Labels;
import relais.meter.promql.value.QueryException;

/**
 * An operator between two vectors. "Many" is the side that may have several series per key (the
 * left one in a one-to-one match), "one" the other.
 */
final class VectorOperation {
    private final Evaluator evaluator;
    private final BinaryOperator operator;
    private final boolean bool;
    private final Matching matching;
    private final MatchKey key;
    private final boolean swapped;
    private final boolean oneToOne;

    VectorOperation(Evaluator evaluator, Expr.Binary expr) {
        this.evaluator = evaluator;
        this.operator = expr.operator();
        this.bool = expr.bool();
        this.matching = expr.matching();
        this.key = MatchKey.of(matching);
        this.swapped = matching.cardinality() == Cardinality.ONE_TO_MANY;
        this.oneToOne = matching.cardinality() == Cardinality.ONE_TO_ONE;
    }

    Value apply(List<Row> left, List<Row> right) {
        List<Row> many = swapped ? right : left;
        List<Row> ones = swapped ? left : right;
        Map<Labels, List<Row>> oneIndex = key.index(ones);
        refuseTwins(oneIndex, many);
        List<Row> result = new ArrayList<>();
        key.index(many)
                .forEach(
                        (k, rows) -> {
                            List<Row> partners = oneIndex.getOrDefault(k, List.of());
                            if (!partners.isEmpty()) {
                                result.addAll(group(rows, partners));
                            }
                        });
        return new Value.Grid(Unique.joined(result));
    }

    /** Two series of the "one" side may not share a key at any step where the other has any. */
    private void refuseTwins(Map<Labels, List<Row>> index, List<Row> many) {
        for (Map.Entry<Labels, List<Row>> entry : index.entrySet()) {
            List<Row> rows = entry.getValue();
            for (int i = 0; rows.size() > 1 && i < evaluator.steps(); i++) {
                int step = i;
                List<Row> there = rows.stream().filter(r -> r.has(step)).toList();
                if (there.size() > 1 && many.stream().anyMatch(r -> r.has(step))) {
                    throw QueryException.execution(
                            "found duplicate series for the match group %s on the %s hand-side of the operation: [%s, %s];many-to-many matching not allowed: matching labels must be unique on one side"
                                    .formatted(
                                            entry.getKey(),
                                            swapped ? "left" : "right",
                                            there.get(0).labels(),
                                            there.get(1).labels()));
                }
            }
        }
    }

    private Collection<Row> group(List<Row> many, List<Row> ones) {
        Map<Labels, Row> results = new LinkedHashMap<>();
        boolean alone = many.size() == 1 && ones.size() == 1;
        Map<Integer, Set<Labels>> taken = new HashMap<>();
        for (Row row : many) {
            for (Row one : ones) {
                Labels labels = resultLabels(row.labels(), one.labels());
                @Nullable Row before = results.get(labels);
                double[] values = before == null ? evaluator.absent() : before.values();
                for (int i = 0; i < values.length; i++) {
                    if (row.has(i) && one.has(i) && put(values, i, row, one) && !alone) {
                        claim(taken.computeIfAbsent(i, s -> new HashSet<>()), labels);
                    }
                }
                results.putIfAbsent(labels, new Row(labels, values));
            }
        }
        return results.values();
    }

    /** At each step a key gives one result, or with grouping each label set once. */
    private void claim(Set<Labels> taken, Labels labels) {
        if (oneToOne && !taken.isEmpty()) {
            throw QueryException.execution(
                    "multiple matches for labels: many-to-one matching must be explicit"
                            + " (group_left/group_right)");
        }
        if (!taken.add(labels)) {
            throw QueryException.execution(
                    "multiple matches for labels: grouping labels must ensure unique matches");
        }
    }

    private boolean put(double[] values, int step, Row many, Row one) {
        double a = (swapped ? one : many).values()[step];
        double b = (swapped ? many : one).values()[step];
        if (operator.kind() == BinaryOperator.Kind.ARITHMETIC) {
            values[step] = Arithmetic.apply(operator, a, b);
            return true;
        }
        boolean holds = Arithmetic.holds(operator, a, b);
        if (bool) {
            values[step] = holds ? 1 : 0;
        } else if (holds) {
            values[step] = a;
        }
        return bool || holds;
    }

    private Labels resultLabels(Labels many, Labels one) {
        Labels labels = Arithmetic.dropsName(operator) ? many.withoutName() : many;
        if (oneToOne) {
            labels = matching.on() ? labels.only(key.labels()) : labels.without(key.labels());
        }
        for (String included : matching.include()) {
            labels = labels.with(included, one.get(included));
        }
        return bool ? labels.withoutName() : labels;
    }
}
