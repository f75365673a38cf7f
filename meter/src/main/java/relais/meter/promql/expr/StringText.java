package relais.meter.promql.expr;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import relais.meter.promql.value.QueryException;

/**
 * A string literal with Go's escapes. Escapes may name single bytes, so the value is gathered as
 * UTF-8.
 *
 * @param end the place behind the closing quote
 */
record StringText(String value, int end) {
    static StringText read(String text, int start) {
        char quote = text.charAt(start);
        if (quote == '`') {
            int end = text.indexOf('`', start + 1);
            if (end < 0) {
                throw QueryException.at(start, "unterminated raw string");
            }
            return new StringText(text.substring(start + 1, end), end + 1);
        }
        return new Escapes(text, start, quote).read();
    }

    private static final class Escapes {
        private final String text;
        private final int start;
        private final char quote;
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private int at;

        Escapes(String text, int start, char quote) {
            this.text = text;
            this.start = start;
            this.quote = quote;
            this.at = start + 1;
        }

        StringText read() {
            while (true) {
                int c = next();
                if (c == quote) {
                    return new StringText(bytes.toString(StandardCharsets.UTF_8), at);
                } else if (c == '\n') {
                    throw QueryException.at(start, "unterminated quoted string");
                } else if (c == '\\') {
                    escape();
                } else {
                    write(c);
                }
            }
        }

        private int next() {
            if (at >= text.length()) {
                throw QueryException.at(start, "unterminated quoted string");
            }
            int c = text.codePointAt(at);
            at += Character.charCount(c);
            return c;
        }

        private void write(int codePoint) {
            bytes.writeBytes(
                    new String(Character.toChars(codePoint)).getBytes(StandardCharsets.UTF_8));
        }

        private void escape() {
            int c = next();
            switch (c) {
                case 'a' -> bytes.write(7);
                case 'b' -> bytes.write('\b');
                case 'f' -> bytes.write('\f');
                case 'n' -> bytes.write('\n');
                case 'r' -> bytes.write('\r');
                case 't' -> bytes.write('\t');
                case 'v' -> bytes.write(11);
                case '\\' -> bytes.write('\\');
                case 'x' -> bytes.write((int) digits(2, 16, 255));
                case 'u' -> write((int) digits(4, 16, Character.MAX_CODE_POINT));
                case 'U' -> write((int) digits(8, 16, Character.MAX_CODE_POINT));
                case '0', '1', '2', '3', '4', '5', '6', '7' -> {
                    at--;
                    bytes.write((int) digits(3, 8, 255));
                }
                default -> {
                    if (c != quote) {
                        throw bad("unknown escape sequence");
                    }
                    bytes.write(c);
                }
            }
        }

        private long digits(int count, int radix, long most) {
            long value = 0;
            for (int i = 0; i < count; i++) {
                int digit = Character.digit(next(), radix);
                if (digit < 0) {
                    throw bad("illegal character in escape sequence");
                }
                value = value * radix + digit;
            }
            boolean surrogate = count > 3 && value >= 0xD800 && value <= 0xDFFF;
            if (value > most || surrogate) {
                throw bad("escape sequence is not a character");
            }
            return value;
        }

        private QueryException bad(String why) {
            return QueryException.at(Math.min(at, text.length()) - 1, why);
        }
    }
}
