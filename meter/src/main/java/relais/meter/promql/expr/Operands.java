package relais.meter.promql.expr;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import relais.meter.promql.value.Labels;
import relais.meter.promql.value.Matcher;
import relais.meter.promql.value.QueryException;

/** Literals, selectors, calls, aggregations and parentheses. */
final class Operands {
    /** Keywords that may not name a metric. */
    private static final Set<String> RESERVED =
            Set.of(
                    "without",
                    "on",
                    "ignoring",
                    "group_left",
                    "group_right",
                    "bool",
                    "start",
                    "end",
                    "atan2");

    private final Tokens tokens;
    private final Supplier<Expr> expression;

    Operands(Tokens tokens, Supplier<Expr> expression) {
        this.tokens = tokens;
        this.expression = expression;
    }

    Expr operand() {
        Token token = tokens.peek();
        switch (token.kind()) {
            case NUMBER -> {
                return new Expr.NumberLiteral(NumberText.parse(tokens.next()));
            }
            case STRING -> {
                return new Expr.StringLiteral(tokens.next().text());
            }
            case NAME -> {
                return named();
            }
            case SIGN -> {
                if (token.is("{")) {
                    return selector("", token.start());
                }
                if (tokens.take("(")) {
                    Expr inner = expression.get();
                    tokens.expect(")", "parenthesized expression");
                    return new Expr.Paren(inner);
                }
            }
            case DURATION, END -> {}
        }
        throw QueryException.at(token.start(), "unexpected " + token.shown());
    }

    private Expr named() {
        Token name = tokens.next();
        Token following = tokens.peek();
        Optional<Aggregator> aggregator = aggregator(name);
        boolean grouped = following.isWord("by") || following.isWord("without");
        if (aggregator.isPresent() && (following.is("(") || grouped)) {
            return aggregation(aggregator.get(), name);
        }
        if (following.is("(")) {
            return call(name);
        }
        if (NumberText.isWord(name.text())) {
            return new Expr.NumberLiteral(NumberText.parse(name));
        }
        if (RESERVED.contains(name.text().toLowerCase(Locale.ROOT))) {
            throw QueryException.at(name.start(), "unexpected " + name.shown());
        }
        return selector(name.text(), name.start());
    }

    private static Optional<Aggregator> aggregator(Token name) {
        for (Aggregator aggregator : Aggregator.values()) {
            if (name.isWord(aggregator.name())) {
                return Optional.of(aggregator);
            }
        }
        return Optional.empty();
    }

    private Expr selector(String name, int start) {
        List<Matcher> matchers = new ArrayList<>();
        if (tokens.take("{")) {
            while (!tokens.take("}")) {
                matchers.add(matcher());
                if (!tokens.peek().is("}")) {
                    tokens.expect(",", "label matching");
                }
            }
        }
        if (name.isEmpty()) {
            if (matchers.stream().allMatch(m -> m.matches(""))) {
                throw QueryException.at(
                        start, "vector selector must contain at least one non-empty matcher");
            }
        } else {
            if (matchers.stream().anyMatch(m -> m.label().equals(Labels.NAME))) {
                throw QueryException.at(
                        start, "metric name must not be set twice: \"" + name + "\"");
            }
            matchers.add(Matcher.equal(Labels.NAME, name));
        }
        return new Expr.VectorSelector(name, matchers, Shift.NONE);
    }

    private Matcher matcher() {
        String context = "label matching";
        Token label = tokens.expect(Token.Kind.NAME, context, "identifier or \"}\"");
        if (!Labels.isName(label.text())) {
            throw Tokens.unexpected(label, context, "label name");
        }
        Token sign = tokens.next();
        for (Matcher.Kind kind : Matcher.Kind.values()) {
            if (sign.is(kind.sign())) {
                Token value = tokens.expect(Token.Kind.STRING, context, "string");
                try {
                    return new Matcher(label.text(), kind, value.text());
                } catch (QueryException e) {
                    throw QueryException.at(value.start(), e.text());
                }
            }
        }
        throw Tokens.unexpected(sign, context, "label matching operator");
    }

    private List<Expr> arguments() {
        String context = "function call args";
        tokens.expect("(", context);
        List<Expr> arguments = new ArrayList<>();
        if (tokens.take(")")) {
            return arguments;
        }
        while (true) {
            arguments.add(expression.get());
            if (tokens.take(")")) {
                return arguments;
            }
            tokens.expect(",", context);
            if (tokens.peek().is(")")) {
                throw QueryException.at(
                        tokens.peek().start(), "trailing commas not allowed in function call args");
            }
        }
    }

    private Expr call(Token name) {
        Signature signature =
                Signatures.find(name.text())
                        .orElseThrow(
                                () ->
                                        QueryException.at(
                                                name.start(),
                                                "unknown function with name " + name.shown()));
        List<Expr> arguments = arguments();
        int most = signature.repeats() ? Integer.MAX_VALUE : signature.arguments().size();
        if (arguments.size() < signature.least() || arguments.size() > most) {
            String bound = signature.repeats() || signature.optional() > 0 ? "at least " : "";
            throw QueryException.at(
                    name.start(),
                    "expected %s%d argument(s) in call to \"%s\", got %d"
                            .formatted(
                                    arguments.size() > most ? "at most " : bound,
                                    arguments.size() > most ? most : signature.least(),
                                    signature.name(),
                                    arguments.size()));
        }
        for (int i = 0; i < arguments.size(); i++) {
            expectType(arguments.get(i), signature.argument(i), name, "call to function");
        }
        return new Expr.Call(signature, arguments);
    }

    private static void expectType(Expr expr, ValueType wanted, Token name, String context) {
        if (expr.type() != wanted) {
            throw QueryException.at(
                    name.start(),
                    "expected type %s in %s %s, got %s"
                            .formatted(wanted.words(), context, name.shown(), expr.type().words()));
        }
    }

    private Expr aggregation(Aggregator aggregator, Token name) {
        boolean before = !tokens.peek().is("(");
        Grouping grouping = before ? grouping() : Grouping.ALL_TOGETHER;
        List<Expr> arguments = arguments();
        boolean behind = tokens.atWord("by") || tokens.atWord("without");
        if (!before && behind) {
            grouping = grouping();
        }
        int wanted = aggregator.parameter().isPresent() ? 2 : 1;
        if (arguments.size() != wanted) {
            throw QueryException.at(
                    name.start(),
                    "wrong number of arguments for aggregate expression provided, expected "
                            + wanted
                            + ", got "
                            + arguments.size());
        }
        Expr operand = arguments.getLast();
        expectType(operand, ValueType.VECTOR, name, "aggregation expression");
        if (aggregator.parameter().isEmpty()) {
            return new Expr.Aggregate(aggregator, operand, null, grouping);
        }
        Expr parameter = arguments.getFirst();
        expectType(parameter, aggregator.parameter().get(), name, "aggregation parameter of");
        return new Expr.Aggregate(aggregator, operand, parameter, grouping);
    }

    private Grouping grouping() {
        boolean without = tokens.next().isWord("without");
        return new Grouping(without, tokens.labelList());
    }
}
