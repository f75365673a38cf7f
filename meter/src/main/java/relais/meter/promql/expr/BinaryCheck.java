package relais.meter.promql.expr;

import relais.meter.promql.expr.BinaryOperator.Kind;
import relais.meter.promql.expr.Matching.Cardinality;
import relais.meter.promql.value.QueryException;

/** Which operands and modifiers an operator takes. */
record BinaryCheck(BinaryOperator operator, Expr left, Expr right, int start) {
    Expr build(boolean bool, Matching matching, boolean written) {
        boolean comparison = operator.kind() == Kind.COMPARISON;
        boolean set = operator.kind() == Kind.SET;
        refuse(bool && !comparison, "bool modifier can only be used on comparison operators");
        operandType(left);
        operandType(right);
        boolean vectors = left.type() == ValueType.VECTOR && right.type() == ValueType.VECTOR;
        boolean scalars = left.type() == ValueType.SCALAR && right.type() == ValueType.SCALAR;
        refuse(
                comparison && !bool && scalars,
                "comparisons between scalars must use BOOL modifier");
        refuse(
                set && !vectors,
                "set operator \"" + operator.sign() + "\" not allowed in binary scalar expression");
        refuse(
                !vectors && written && !matching.labels().isEmpty(),
                "vector matching only allowed between instant vectors");
        boolean grouped = matching.cardinality() != Cardinality.ONE_TO_ONE;
        refuse(set && grouped, "no grouping allowed for \"" + operator.sign() + "\" operation");
        Matching used = vectors ? matching : Matching.DEFAULT;
        return new Expr.Binary(
                operator, left, right, bool, set ? used.with(Cardinality.MANY_TO_MANY) : used);
    }

    private void operandType(Expr operand) {
        boolean fits = operand.type() == ValueType.SCALAR || operand.type() == ValueType.VECTOR;
        refuse(!fits, "binary expression must contain only scalar and instant vector types");
    }

    private void refuse(boolean wrong, String message) {
        if (wrong) {
            throw QueryException.at(start, message);
        }
    }
}
