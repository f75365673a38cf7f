package relais.meter.promql.eval;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import relais.meter.promql.expr.Expr;
import relais.meter.promql.expr.ValueType;

/** Evaluates expressions at every step of one timeline. */
final class Evaluator {
    private final Context context;
    private final Timeline timeline;

    Evaluator(Context context, Timeline timeline) {
        this.context = context;
        this.timeline = timeline;
    }

    Context context() {
        return context;
    }

    Timeline timeline() {
        return timeline;
    }

    int steps() {
        return timeline.count();
    }

    double[] absent() {
        return context.budget().absent(steps());
    }

    Selection selection() {
        return new Selection(context, timeline);
    }

    Value eval(Expr expr) {
        return switch (expr) {
            case Expr.NumberLiteral n -> constant(n.value());
            case Expr.StringLiteral s -> new Value.Text(s.value());
            case Expr.VectorSelector v -> new Value.Grid(selection().instant(v, false));
            case Expr.Paren p -> eval(p.inner());
            case Expr.Unary u -> unary(u);
            case Expr.Binary b -> binary(b);
            case Expr.Aggregate a -> new Aggregation(this, a).evaluate();
            case Expr.Call c -> Functions.call(this, c);
            case Expr.MatrixSelector m -> throw outside(m);
            case Expr.Subquery s -> throw outside(s);
        };
    }

    private static IllegalStateException outside(Expr expr) {
        return new IllegalStateException("range vector outside of a call: " + expr);
    }

    Value.Grid vector(Expr expr) {
        return (Value.Grid) eval(expr);
    }

    double[] scalars(Expr expr) {
        return ((Value.Scalars) eval(expr)).values();
    }

    String text(Expr expr) {
        return ((Value.Text) eval(expr)).text();
    }

    private Value constant(double value) {
        double[] values = new double[steps()];
        Arrays.fill(values, value);
        return new Value.Scalars(values);
    }

    private Value unary(Expr.Unary unary) {
        Value operand = eval(unary.operand());
        if (!unary.negative()) {
            return operand;
        }
        if (operand instanceof Value.Scalars(double[] values)) {
            return new Value.Scalars(Arrays.stream(values).map(v -> -v).toArray());
        }
        List<Row> rows = mapped((Value.Grid) operand, (v, i) -> -v);
        return new Value.Grid(Unique.strictly(rows));
    }

    /** What becomes of one value at one step. */
    interface PerStep {
        double apply(double value, int step);
    }

    /** Every value changed, and the metric's name dropped. */
    List<Row> mapped(Value.Grid grid, PerStep change) {
        List<Row> rows = new ArrayList<>(grid.rows().size());
        for (Row row : grid.rows()) {
            double[] values = absent();
            for (int i = 0; i < values.length; i++) {
                if (row.has(i)) {
                    values[i] = change.apply(row.values()[i], i);
                }
            }
            rows.add(new Row(row.labels().withoutName(), values));
        }
        return rows;
    }

    private Value binary(Expr.Binary b) {
        ScalarOperation operation = new ScalarOperation(b.operator(), b.bool());
        boolean left = b.left().type() == ValueType.SCALAR;
        boolean right = b.right().type() == ValueType.SCALAR;
        if (left && right) {
            return operation.scalars(scalars(b.left()), scalars(b.right()));
        } else if (left) {
            return operation.vector(this, vector(b.right()), scalars(b.left()), true);
        } else if (right) {
            return operation.vector(this, vector(b.left()), scalars(b.right()), false);
        }
        Value.Grid many = vector(b.left());
        Value.Grid others = vector(b.right());
        return switch (b.operator().kind()) {
            case SET -> new SetOperation(this, b).apply(many.rows(), others.rows());
            case COMPARISON, ARITHMETIC ->
                    new VectorOperation(this, b).apply(many.rows(), others.rows());
        };
    }
}
