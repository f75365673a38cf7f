package relais.meter.promql.expr;

import java.util.List;
import org.jspecify.annotations.Nullable;
import relais.meter.promql.value.Matcher;

/** A typed expression. Parentheses stay in the tree so that it prints as it was meant. */
public sealed interface Expr {
    ValueType type();

    record NumberLiteral(double value) implements Expr {
        @Override
        public ValueType type() {
            return ValueType.SCALAR;
        }
    }

    record StringLiteral(String value) implements Expr {
        @Override
        public ValueType type() {
            return ValueType.STRING;
        }
    }

    /**
     * @param name the metric's name where it was written before the braces, else empty; the
     *     matchers hold it too
     */
    record VectorSelector(String name, List<Matcher> matchers, Shift shift) implements Expr {
        public VectorSelector {
            matchers = List.copyOf(matchers);
        }

        @Override
        public ValueType type() {
            return ValueType.VECTOR;
        }
    }

    /** The samples of a selector over some milliseconds. The selector carries the shift. */
    record MatrixSelector(VectorSelector selector, long range) implements Expr {
        @Override
        public ValueType type() {
            return ValueType.MATRIX;
        }
    }

    /**
     * An expression evaluated again and again over a range.
     *
     * @param step milliseconds, 0 where the default is meant
     */
    record Subquery(Expr inner, long range, long step, Shift shift) implements Expr {
        @Override
        public ValueType type() {
            return ValueType.MATRIX;
        }
    }

    record Paren(Expr inner) implements Expr {
        @Override
        public ValueType type() {
            return inner.type();
        }
    }

    /** A sign before an expression that is not a number. */
    record Unary(boolean negative, Expr operand) implements Expr {
        @Override
        public ValueType type() {
            return operand.type();
        }
    }

    /**
     * @param bool whether a comparison answers 0 or 1 instead of filtering
     */
    record Binary(BinaryOperator operator, Expr left, Expr right, boolean bool, Matching matching)
            implements Expr {
        @Override
        public ValueType type() {
            boolean scalars = left.type() == ValueType.SCALAR && right.type() == ValueType.SCALAR;
            return scalars ? ValueType.SCALAR : ValueType.VECTOR;
        }
    }

    record Aggregate(
            Aggregator aggregator, Expr operand, @Nullable Expr parameter, Grouping grouping)
            implements Expr {
        @Override
        public ValueType type() {
            return ValueType.VECTOR;
        }
    }

    record Call(Signature function, List<Expr> arguments) implements Expr {
        public Call {
            arguments = List.copyOf(arguments);
        }

        @Override
        public ValueType type() {
            return function.result();
        }
    }

    /** The expression inside any parentheses. */
    static Expr bare(Expr expr) {
        return expr instanceof Paren p ? bare(p.inner()) : expr;
    }
}
