package relais.meter.promql.expr;

import java.util.ArrayList;
import java.util.List;
import relais.meter.promql.value.QueryException;

/**
 * Cuts a query into tokens. Names may hold colons, except inside brackets, where a colon parts a
 * range from its step.
 */
final class Lexer {
    private static final List<String> SIGNS =
            List.of(
                    "==", "!=", "<=", ">=", "=~", "!~", "=", "<", ">", "+", "-", "*", "/", "%", "^",
                    "(", ")", "{", "}", "[", "]", ",", ":", "@");

    private final String text;
    private final List<Token> tokens = new ArrayList<>();
    private int at;
    private boolean inBrackets;

    private Lexer(String text) {
        this.text = text;
    }

    static List<Token> cut(String text) {
        Lexer lexer = new Lexer(text);
        while (lexer.skipToToken()) {
            lexer.token();
        }
        lexer.add(Token.Kind.END, "", text.length());
        return lexer.tokens;
    }

    private boolean skipToToken() {
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == '#') {
                int end = text.indexOf('\n', at);
                at = end < 0 ? text.length() : end;
            } else if (c == ' ' || c == '\t' || c == '\n' || c == '\r') {
                at++;
            } else {
                return true;
            }
        }
        return false;
    }

    private void token() {
        char c = text.charAt(at);
        int start = at;
        if (isLetter(c) || c == ':' && !inBrackets) {
            while (isLetter(peek()) || isDigit(peek()) || peek() == ':' && !inBrackets) {
                at++;
            }
            add(Token.Kind.NAME, text.substring(start, at), start);
        } else if (isDigit(c)
                || c == '.' && at + 1 < text.length() && isDigit(text.charAt(at + 1))) {
            number(start);
        } else if (c == '"' || c == '\'' || c == '`') {
            StringText string = StringText.read(text, at);
            at = string.end();
            add(Token.Kind.STRING, string.value(), start);
        } else {
            sign(start);
        }
    }

    private void number(int start) {
        if (peek() == '0' && at + 1 < text.length() && (text.charAt(at + 1) | 0x20) == 'x') {
            at += 2;
            while (isHex(peek())) {
                at++;
            }
        } else {
            decimal();
        }
        if (isLetter(peek()) || isDigit(peek())) {
            duration(start);
        } else {
            add(Token.Kind.NUMBER, text.substring(start, at), start);
        }
    }

    private void decimal() {
        digits();
        if (peek() == '.') {
            at++;
            digits();
        }
        if (peek() == 'e' || peek() == 'E') {
            at++;
            if (peek() == '+' || peek() == '-') {
                at++;
            }
            digits();
        }
    }

    private void duration(int start) {
        while (isLetter(peek()) || isDigit(peek())) {
            at++;
        }
        String duration = text.substring(start, at);
        if (!Durations.looksLikeOne(duration)) {
            throw QueryException.at(start, "bad number or duration syntax: \"" + duration + "\"");
        }
        add(Token.Kind.DURATION, duration, start);
    }

    private void digits() {
        while (isDigit(peek())) {
            at++;
        }
    }

    private void sign(int start) {
        for (String sign : SIGNS) {
            if (text.startsWith(sign, at)) {
                at += sign.length();
                inBrackets = sign.equals("[") || inBrackets && !sign.equals("]");
                add(Token.Kind.SIGN, sign, start);
                return;
            }
        }
        String shown = new String(Character.toChars(text.codePointAt(at)));
        throw QueryException.at(start, "unexpected character: '" + shown + "'");
    }

    private void add(Token.Kind kind, String value, int start) {
        tokens.add(new Token(kind, value, start));
    }

    /** The character to come, or one that belongs to nothing at the end. */
    private char peek() {
        return at < text.length() ? text.charAt(at) : '\0';
    }

    private static boolean isLetter(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_';
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isHex(char c) {
        return Character.digit(c, 16) >= 0 && c < 128;
    }
}
