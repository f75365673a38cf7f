package relais.meter.promql.expr;

import relais.meter.promql.value.QueryException;

/** What may follow an operand: a range, a subquery, {@code offset} and {@code @}. */
final class Postfix {
    /** Times whose milliseconds a double holds exactly, far beyond any calendar in use. */
    private static final double LATEST_SECONDS = (1L << 53) / 1000.0;

    private final Tokens tokens;

    Postfix(Tokens tokens) {
        this.tokens = tokens;
    }

    Expr after(Expr operand, int start) {
        Expr expr = operand;
        while (true) {
            if (tokens.take("[")) {
                expr = range(expr, start);
            } else if (tokens.takeWord("offset")) {
                expr = offset(expr, start);
            } else if (tokens.take("@")) {
                expr = at(expr, start);
            } else {
                return expr;
            }
        }
    }

    private Expr range(Expr expr, int start) {
        long range = duration("subquery or range");
        if (tokens.take(":")) {
            long step = tokens.peek().is("]") ? 0 : duration("subquery");
            tokens.expect("]", "subquery selector");
            if (expr.type() != ValueType.VECTOR) {
                throw QueryException.at(
                        start,
                        "subquery is only allowed on instant vector, got " + expr.type().words());
            }
            return new Expr.Subquery(expr, range, step, Shift.NONE);
        }
        tokens.expect("]", "range selector");
        if (!(expr instanceof Expr.VectorSelector selector)) {
            throw QueryException.at(start, "ranges only allowed for vector selectors");
        }
        if (selector.shift().offset() != 0) {
            throw QueryException.at(start, "no offset modifiers allowed before range");
        }
        if (selector.shift().pinned()) {
            throw QueryException.at(start, "no @ modifiers allowed before range");
        }
        return new Expr.MatrixSelector(selector, range);
    }

    private Expr offset(Expr expr, int start) {
        boolean negative = tokens.take("-");
        if (!negative) {
            tokens.take("+");
        }
        long millis = duration("offset");
        Shift before = shiftOf(expr, "offset", start);
        if (before.offset() != 0) {
            throw QueryException.at(start, "offset may not be set multiple times");
        }
        return shifted(expr, new Shift(negative ? -millis : millis, before.anchor()));
    }

    private Expr at(Expr expr, int start) {
        Shift.Anchor anchor = anchor();
        Shift before = shiftOf(expr, "@", start);
        if (before.pinned()) {
            throw QueryException.at(start, "@ <timestamp> may not be set multiple times");
        }
        return shifted(expr, new Shift(before.offset(), anchor));
    }

    private Shift.Anchor anchor() {
        Token token = tokens.next();
        if (token.isWord("start") || token.isWord("end")) {
            tokens.expect("(", "@");
            tokens.expect(")", "@");
            return token.isWord("start") ? new Shift.Anchor.Start() : new Shift.Anchor.End();
        }
        double sign = token.is("-") ? -1 : 1;
        if (token.is("-") || token.is("+")) {
            token = tokens.next();
        }
        boolean word = token.kind() == Token.Kind.NAME && NumberText.isWord(token.text());
        if (token.kind() != Token.Kind.NUMBER && !word) {
            throw Tokens.unexpected(token, "@", "timestamp");
        }
        double seconds = sign * NumberText.parse(token);
        if (!(Math.abs(seconds) < LATEST_SECONDS)) {
            throw QueryException.at(token.start(), "timestamp out of bounds for @ modifier");
        }
        return new Shift.Anchor.At(Math.round(seconds * 1000));
    }

    private long duration(String context) {
        return Durations.parse(tokens.expect(Token.Kind.DURATION, context, "duration"));
    }

    private static Shift shiftOf(Expr expr, String modifier, int start) {
        return switch (expr) {
            case Expr.VectorSelector v -> v.shift();
            case Expr.MatrixSelector m -> m.selector().shift();
            case Expr.Subquery s -> s.shift();
            case Expr.NumberLiteral n -> throw misplaced(modifier, start);
            case Expr.StringLiteral s -> throw misplaced(modifier, start);
            case Expr.Paren p -> throw misplaced(modifier, start);
            case Expr.Unary u -> throw misplaced(modifier, start);
            case Expr.Binary b -> throw misplaced(modifier, start);
            case Expr.Aggregate a -> throw misplaced(modifier, start);
            case Expr.Call c -> throw misplaced(modifier, start);
        };
    }

    private static QueryException misplaced(String modifier, int start) {
        return QueryException.at(
                start,
                modifier
                        + " modifier must be preceded by an instant vector selector or range vector"
                        + " selector or a subquery");
    }

    private static Expr shifted(Expr expr, Shift shift) {
        if (expr instanceof Expr.VectorSelector v) {
            return new Expr.VectorSelector(v.name(), v.matchers(), shift);
        }
        if (expr instanceof Expr.MatrixSelector m) {
            Expr.VectorSelector v = m.selector();
            return new Expr.MatrixSelector(
                    new Expr.VectorSelector(v.name(), v.matchers(), shift), m.range());
        }
        Expr.Subquery s = (Expr.Subquery) expr;
        return new Expr.Subquery(s.inner(), s.range(), s.step(), shift);
    }
}
