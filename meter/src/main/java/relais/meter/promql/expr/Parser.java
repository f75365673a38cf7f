package relais.meter.promql.expr;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import relais.meter.promql.expr.Matching.Cardinality;
import relais.meter.promql.value.QueryException;

/**
 * Parses a query by precedence climbing and checks its types as the tree grows, where the place in
 * the text is still known. {@code ^} binds to the right and tighter than a sign, a sign as tight as
 * {@code *}; brackets, {@code offset} and {@code @} bind to what stands directly before them.
 */
public final class Parser {
    /** A query is written by a person or a dashboard: the longest known are a few thousand. */
    public static final int MAX_LENGTH = 64 * 1024;

    /** Nesting that no person writes; recursion of parser, printer and evaluator stays shallow. */
    private static final int MAX_DEPTH = 128;

    /** Operators in one query: `a + a + …` nests to the left as deep as it is long. */
    private static final int MAX_OPERATORS = 1_000;

    private final Tokens tokens;
    private final Postfix postfix;
    private final Operands operands;
    private int depth;
    private int operators;

    private Parser(String query) {
        this.tokens = new Tokens(Lexer.cut(query));
        this.postfix = new Postfix(tokens);
        this.operands = new Operands(tokens, this::expression);
    }

    /**
     * @throws QueryException with the place of the mistake
     */
    public static Expr parse(String query) {
        if (query.length() > MAX_LENGTH) {
            throw QueryException.badData("query is longer than " + MAX_LENGTH + " characters");
        }
        Parser parser = new Parser(query);
        if (parser.tokens.peek().kind() == Token.Kind.END) {
            throw QueryException.at(0, "no expression found in input");
        }
        Expr expr = parser.expression();
        Token rest = parser.tokens.next();
        if (rest.kind() != Token.Kind.END) {
            throw QueryException.at(rest.start(), "unexpected " + rest.shown());
        }
        return expr;
    }

    private Expr expression() {
        return binary(0);
    }

    private Expr binary(int weakest) {
        if (++depth > MAX_DEPTH) {
            throw QueryException.at(tokens.peek().start(), "expression is nested too deeply");
        }
        int start = tokens.peek().start();
        Expr left = unary();
        while (true) {
            BinaryOperator operator = operator();
            if (operator == null || operator.strength() < weakest) {
                depth--;
                return left;
            }
            left = operation(left, operator, start);
        }
    }

    private Expr operation(Expr left, BinaryOperator operator, int start) {
        if (++operators > MAX_OPERATORS) {
            throw QueryException.at(start, "more than " + MAX_OPERATORS + " operators");
        }
        tokens.next();
        boolean bool = tokens.takeWord("bool");
        boolean written = tokens.atWord("on") || tokens.atWord("ignoring");
        Matching matching = written ? matching() : Matching.DEFAULT;
        boolean rightBound = operator == BinaryOperator.POWER;
        Expr right = binary(operator.strength() + (rightBound ? 0 : 1));
        BinaryCheck check = new BinaryCheck(operator, left, right, start);
        return check.build(bool, matching, written);
    }

    private @Nullable BinaryOperator operator() {
        Token token = tokens.peek();
        for (BinaryOperator operator : BinaryOperator.values()) {
            if (token.is(operator.sign()) || token.isWord(operator.sign())) {
                return operator;
            }
        }
        return null;
    }

    private Matching matching() {
        boolean on = tokens.next().isWord("on");
        List<String> labels = tokens.labelList();
        Cardinality cardinality = Cardinality.ONE_TO_ONE;
        List<String> include = new ArrayList<>();
        boolean left = tokens.atWord("group_left");
        if (left || tokens.atWord("group_right")) {
            int place = tokens.next().start();
            cardinality = left ? Cardinality.MANY_TO_ONE : Cardinality.ONE_TO_MANY;
            if (tokens.peek().is("(")) {
                include = tokens.labelList();
            }
            for (String label : include) {
                if (on && labels.contains(label)) {
                    throw QueryException.at(
                            place,
                            "label \""
                                    + label
                                    + "\" must not occur in ON and GROUP clause at once");
                }
            }
        }
        return new Matching(cardinality, on, labels, include);
    }

    private Expr unary() {
        Token sign = tokens.peek();
        if (!sign.is("-") && !sign.is("+")) {
            return postfix.after(operands.operand(), sign.start());
        }
        tokens.next();
        boolean negative = sign.is("-");
        Expr operand = binary(BinaryOperator.POWER.strength());
        if (operand instanceof Expr.NumberLiteral(double value)) {
            return new Expr.NumberLiteral(negative ? -value : value);
        }
        if (operand.type() != ValueType.SCALAR && operand.type() != ValueType.VECTOR) {
            throw QueryException.at(
                    sign.start(),
                    "unary expression only allowed on expressions of type scalar or instant vector,"
                            + " got "
                            + operand.type().words());
        }
        return new Expr.Unary(negative, operand);
    }
}
