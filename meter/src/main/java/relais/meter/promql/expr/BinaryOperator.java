package relais.meter.promql.expr;

/** Operators between two expressions, weakest first; {@code ^} alone binds to the right. */
public enum BinaryOperator {
    OR("or", 1, Kind.SET),
    AND("and", 2, Kind.SET),
    UNLESS("unless", 2, Kind.SET),
    EQUAL("==", 3, Kind.COMPARISON),
    NOT_EQUAL("!=", 3, Kind.COMPARISON),
    LESS("<", 3, Kind.COMPARISON),
    LESS_OR_EQUAL("<=", 3, Kind.COMPARISON),
    GREATER(">", 3, Kind.COMPARISON),
    GREATER_OR_EQUAL(">=", 3, Kind.COMPARISON),
    ADD("+", 4, Kind.ARITHMETIC),
    SUBTRACT("-", 4, Kind.ARITHMETIC),
    MULTIPLY("*", 5, Kind.ARITHMETIC),
    DIVIDE("/", 5, Kind.ARITHMETIC),
    MODULO("%", 5, Kind.ARITHMETIC),
    ATAN2("atan2", 5, Kind.ARITHMETIC),
    POWER("^", 6, Kind.ARITHMETIC);

    /** What an operator works on: sets of series, truth, or numbers. */
    public enum Kind {
        SET,
        COMPARISON,
        ARITHMETIC
    }

    private final String sign;
    private final int strength;
    private final Kind kind;

    BinaryOperator(String sign, int strength, Kind kind) {
        this.sign = sign;
        this.strength = strength;
        this.kind = kind;
    }

    public String sign() {
        return sign;
    }

    public Kind kind() {
        return kind;
    }

    int strength() {
        return strength;
    }
}
