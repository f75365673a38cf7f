package relais.meter.promql.eval;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import relais.meter.promql.expr.Aggregator;
import relais.meter.promql.expr.Expr;
import relais.meter.promql.value.AnswerShape;
import relais.meter.promql.value.Labels;
import relais.meter.promql.value.QueryException;

/** Puts series into groups and makes of each group what the aggregator says. */
final class Aggregation {
    private final Evaluator evaluator;
    private final Expr.Aggregate expr;
    private final Set<String> labels;

    Aggregation(Evaluator evaluator, Expr.Aggregate expr) {
        this.evaluator = evaluator;
        this.expr = expr;
        this.labels = new HashSet<>(expr.grouping().labels());
    }

    Value evaluate() {
        List<Row> rows = evaluator.vector(expr.operand()).rows();
        return new Value.Grid(
                switch (expr.aggregator()) {
                    case SUM, AVG, MIN, MAX, COUNT, GROUP, STDDEV, STDVAR -> folded(rows);
                    case TOPK, BOTTOMK -> ranked(rows);
                    case QUANTILE -> quantiles(rows);
                    case COUNT_VALUES -> counted(rows);
                });
    }

    private Labels group(Labels of) {
        return expr.grouping().without() ? of.withoutName().without(labels) : of.only(labels);
    }

    private Map<Labels, List<Row>> groups(List<Row> rows) {
        Map<Labels, List<Row>> groups = new LinkedHashMap<>();
        for (Row row : rows) {
            groups.computeIfAbsent(group(row.labels()), g -> new ArrayList<>()).add(row);
        }
        return groups;
    }

    private List<Row> folded(List<Row> rows) {
        Folding how = Folding.of(expr.aggregator());
        Map<Labels, Folding.Columns> groups = new LinkedHashMap<>();
        for (Row row : rows) {
            Folding.Columns columns =
                    groups.computeIfAbsent(
                            group(row.labels()), g -> new Folding.Columns(evaluator.absent()));
            columns.add(row.values(), how);
        }
        List<Row> result = new ArrayList<>(groups.size());
        groups.forEach((g, columns) -> result.add(new Row(g, columns.finished(how))));
        return result;
    }

    private List<Row> quantiles(List<Row> rows) {
        double[] quantiles = evaluator.scalars(Objects.requireNonNull(expr.parameter()));
        List<Row> result = new ArrayList<>();
        groups(rows)
                .forEach(
                        (g, members) -> {
                            double[] values = evaluator.absent();
                            for (int i = 0; i < values.length; i++) {
                                int step = i;
                                double[] present =
                                        members.stream()
                                                .filter(r -> r.has(step))
                                                .mapToDouble(r -> r.values()[step])
                                                .toArray();
                                if (present.length > 0) {
                                    values[i] = Quantiles.of(quantiles[i], present);
                                }
                            }
                            result.add(new Row(g, values));
                        });
        return result;
    }

    private List<Row> counted(List<Row> rows) {
        String label = evaluator.text(Objects.requireNonNull(expr.parameter()));
        if (!Labels.isName(label)) {
            throw QueryException.execution("invalid label name \"" + label + "\"");
        }
        Map<Labels, double[]> counts = new LinkedHashMap<>();
        for (Row row : rows) {
            Labels group = group(row.labels());
            for (int i = 0; i < evaluator.steps(); i++) {
                if (row.has(i)) {
                    Labels key = group.with(label, AnswerShape.number(row.values()[i]));
                    double[] of = counts.computeIfAbsent(key, k -> evaluator.absent());
                    of[i] = Double.isNaN(of[i]) ? 1 : of[i] + 1;
                }
            }
        }
        List<Row> result = new ArrayList<>(counts.size());
        counts.forEach((k, values) -> result.add(new Row(k, values)));
        return result;
    }

    private List<Row> ranked(List<Row> rows) {
        double[] sizes = evaluator.scalars(Objects.requireNonNull(expr.parameter()));
        for (double size : sizes) {
            if (!(Math.abs(size) < 0x1p63)) {
                throw QueryException.execution("Scalar value " + size + " overflows int64");
            }
        }
        Ranking ranking = new Ranking(expr.aggregator() == Aggregator.TOPK);
        List<Row> result = new ArrayList<>();
        for (List<Row> members : groups(rows).values()) {
            List<Row> best = new ArrayList<>(members.size());
            for (Row row : members) {
                best.add(new Row(row.labels(), evaluator.absent()));
            }
            int[] order = new int[0];
            for (int i = 0; i < sizes.length; i++) {
                order = ranking.best(members, i, (long) sizes[i]);
                for (int index : order) {
                    best.get(index).values()[i] = members.get(index).values()[i];
                }
            }
            // An instant answer comes in order of rank.
            if (sizes.length == 1) {
                for (int index : order) {
                    result.add(best.get(index));
                }
            } else {
                result.addAll(best);
            }
        }
        return result;
    }
}
