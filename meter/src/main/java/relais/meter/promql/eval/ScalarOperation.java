package relais.meter.promql.eval;

import java.util.ArrayList;
import java.util.List;
import relais.meter.promql.expr.BinaryOperator;

/** An operator with a scalar on at least one side. */
record ScalarOperation(BinaryOperator operator, boolean bool) {
    private boolean compares() {
        return operator.kind() == BinaryOperator.Kind.COMPARISON;
    }

    Value scalars(double[] left, double[] right) {
        double[] values = new double[left.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = number(left[i], right[i]);
        }
        return new Value.Scalars(values);
    }

    private double number(double a, double b) {
        if (compares()) {
            return Arithmetic.holds(operator, a, b) ? 1 : 0;
        }
        return Arithmetic.apply(operator, a, b);
    }

    /** A filter keeps the vector's value, on whichever side the vector stands. */
    Value vector(Evaluator evaluator, Value.Grid grid, double[] scalars, boolean scalarFirst) {
        boolean filters = compares() && !bool;
        boolean dropsName = bool || Arithmetic.dropsName(operator);
        List<Row> rows = new ArrayList<>(grid.rows().size());
        for (Row row : grid.rows()) {
            double[] values = evaluator.absent();
            for (int i = 0; i < values.length; i++) {
                if (!row.has(i)) {
                    continue;
                }
                double own = row.values()[i];
                double a = scalarFirst ? scalars[i] : own;
                double b = scalarFirst ? own : scalars[i];
                if (!filters) {
                    values[i] = number(a, b);
                } else if (Arithmetic.holds(operator, a, b)) {
                    values[i] = own;
                }
            }
            rows.add(new Row(dropsName ? row.labels().withoutName() : row.labels(), values));
        }
        return new Value.Grid(dropsName ? Unique.joined(rows) : rows);
    }
}
