package relais.meter.promql.eval;

import relais.meter.promql.expr.BinaryOperator;

/** One operator on two numbers. */
final class Arithmetic {
    private Arithmetic() {}

    static double apply(BinaryOperator operator, double a, double b) {
        return switch (operator) {
            case ADD -> a + b;
            case SUBTRACT -> a - b;
            case MULTIPLY -> a * b;
            case DIVIDE -> a / b;
            case MODULO -> a % b;
            case POWER -> power(a, b);
            case ATAN2 -> Math.atan2(a, b);
            case EQUAL,
                    NOT_EQUAL,
                    LESS,
                    LESS_OR_EQUAL,
                    GREATER,
                    GREATER_OR_EQUAL,
                    AND,
                    OR,
                    UNLESS ->
                    throw new IllegalStateException(operator + " is not arithmetic");
        };
    }

    /** IEEE 754's power: Java answers NaN for 1 to the power of NaN or infinity. */
    private static double power(double a, double b) {
        boolean one = a == 1 || a == -1 && Double.isInfinite(b);
        return one ? 1 : Math.pow(a, b);
    }

    static boolean holds(BinaryOperator operator, double a, double b) {
        return switch (operator) {
            case EQUAL -> a == b;
            case NOT_EQUAL -> a != b;
            case LESS -> a < b;
            case LESS_OR_EQUAL -> a <= b;
            case GREATER -> a > b;
            case GREATER_OR_EQUAL -> a >= b;
            case ADD, SUBTRACT, MULTIPLY, DIVIDE, MODULO, POWER, ATAN2, AND, OR, UNLESS ->
                    throw new IllegalStateException(operator + " compares nothing");
        };
    }

    /** Arithmetic makes another quantity, so the metric's name goes; atan2 keeps it in 2.42. */
    static boolean dropsName(BinaryOperator operator) {
        return operator.kind() == BinaryOperator.Kind.ARITHMETIC
                && operator != BinaryOperator.ATAN2;
    }
}
