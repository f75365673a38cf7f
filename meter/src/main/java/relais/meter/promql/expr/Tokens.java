package relais.meter.promql.expr;

import java.util.ArrayList;
import java.util.List;
import relais.meter.promql.value.Labels;
import relais.meter.promql.value.QueryException;

/** The tokens of a query and how far they are read. */
final class Tokens {
    private final List<Token> tokens;
    private int at;

    Tokens(List<Token> tokens) {
        this.tokens = tokens;
    }

    Token peek() {
        return tokens.get(at);
    }

    Token next() {
        Token token = tokens.get(at);
        at = Math.min(at + 1, tokens.size() - 1);
        return token;
    }

    boolean atWord(String word) {
        return peek().isWord(word);
    }

    boolean take(String sign) {
        boolean there = peek().is(sign);
        if (there) {
            next();
        }
        return there;
    }

    boolean takeWord(String word) {
        boolean there = atWord(word);
        if (there) {
            next();
        }
        return there;
    }

    void expect(String sign, String context) {
        Token token = next();
        if (!token.is(sign)) {
            throw unexpected(token, context, "\"" + sign + "\"");
        }
    }

    Token expect(Token.Kind kind, String context, String what) {
        Token token = next();
        if (token.kind() != kind) {
            throw unexpected(token, context, what);
        }
        return token;
    }

    static QueryException unexpected(Token token, String context, String expected) {
        return QueryException.at(
                token.start(),
                "unexpected " + token.shown() + " in " + context + ", expected " + expected);
    }

    /** Label names in parentheses; a trailing comma is allowed. */
    List<String> labelList() {
        String context = "grouping opts";
        expect("(", context);
        List<String> labels = new ArrayList<>();
        while (!take(")")) {
            Token label = expect(Token.Kind.NAME, context, "label");
            if (!Labels.isName(label.text())) {
                throw unexpected(label, context, "label");
            }
            labels.add(label.text());
            if (!peek().is(")")) {
                expect(",", context);
            }
        }
        return labels;
    }
}
