package relais.vault.moving.dump;

import java.io.IOException;
import java.util.Arrays;
import java.util.Locale;

/** Reads one literal of a row (MySQL manual, "Literal Values"). */
final class LiteralReader {
    /** A longer value is handed over in parts of about this size. */
    static final int PART = 1 << 20;

    private static final int LONGEST_WORD = 32;
    private static final int TROUBLE_SIGNS = 40;

    private final DumpInput in;
    private final DumpListener listener;
    private final Blanks blanks;
    private final Session session;
    private final Literal literal = new Literal();
    private byte[] own = new byte[4_096];
    private int length;
    private int column;
    private String trouble = "";

    LiteralReader(DumpInput in, DumpListener listener, Blanks blanks, Session session) {
        this.in = in;
        this.listener = listener;
        this.blanks = blanks;
        this.session = session;
    }

    /** What was there instead of a literal. */
    String trouble() {
        return trouble;
    }

    /** Reads the next literal and hands it over; false where there is none. */
    boolean read(int number) throws IOException {
        column = number;
        literal.charset = "";
        literal.continued = false;
        length = 0;
        int b = in.peek();
        if (b <= ' ' || b == '/') {
            blanks.pass();
            b = in.peek();
        }
        if (b == '\'' || b == '"') {
            return string(Literal.Form.STRING);
        }
        if ((b >= '0' && b <= '9') || b == '-' || b == '.' || b == '+') {
            return number();
        }
        return word();
    }

    private boolean done(Literal.Form form) throws IOException {
        literal.form = form;
        literal.data = own;
        literal.from = 0;
        literal.to = length;
        listener.value(column, literal);
        return true;
    }

    private void keep(int b) throws IOException {
        if (length == own.length) {
            grow(1);
        }
        own[length++] = (byte) b;
    }

    private void grow(int more) {
        own = Arrays.copyOf(own, Math.max(own.length * 2, length + more));
    }

    /** Hands over what is long enough to be a part. */
    private void part(Literal.Form form) throws IOException {
        if (length >= PART) {
            literal.form = form;
            literal.data = own;
            literal.from = 0;
            literal.to = length;
            listener.piece(column, literal);
            literal.continued = true;
            length = 0;
        }
    }

    private boolean number() throws IOException {
        if (in.peek() == '0' && (in.peek(1) == 'x' || in.peek(1) == 'X')) {
            in.at += 2;
            return hexadecimal(-1);
        }
        if (in.peek() == '0' && in.peek(1) == 'b') {
            in.at += 2;
            return bits(-1);
        }
        if (in.peek() == '+') {
            in.at++;
        }
        while (in.more() && length < LONGEST_WORD * 4) {
            int b = in.buffer[in.at];
            if ((b < '0' || b > '9') && b != '.' && b != '-' && b != 'e' && b != 'E' && b != '+') {
                break;
            }
            in.at++;
            keep(b);
        }
        return done(Literal.Form.NUMBER);
    }

    private boolean word() throws IOException {
        StringBuilder word = new StringBuilder();
        while (word.length() < LONGEST_WORD && in.more()) {
            int b = in.peek();
            if (!Character.isLetterOrDigit(b) && b != '_') {
                break;
            }
            in.at++;
            word.append((char) b);
        }
        String text = word.toString().toUpperCase(Locale.ROOT);
        int after = in.peek();
        if (after == '\'') {
            switch (text) {
                case "X" -> {
                    in.at++;
                    return hexadecimal('\'');
                }
                case "B" -> {
                    in.at++;
                    return bits('\'');
                }
                case "N" -> {
                    return string(Literal.Form.STRING);
                }
                default -> {
                    // Perhaps a charset.
                }
            }
        }
        return switch (text) {
            case "NULL" -> done(Literal.Form.NULL);
            case "TRUE" -> digit('1');
            case "FALSE" -> digit('0');
            default -> text.startsWith("_") ? introduced(text) : trouble(text);
        };
    }

    private boolean digit(char digit) throws IOException {
        keep(digit);
        return done(Literal.Form.NUMBER);
    }

    /** {@code _binary 'text'}, {@code _latin1 0x41}. */
    private boolean introduced(String introducer) throws IOException {
        blanks.pass();
        literal.charset = introducer.substring(1).toLowerCase(Locale.ROOT);
        int b = in.peek();
        if (b == '\'' || b == '"') {
            return string(
                    literal.charset.equals("binary") ? Literal.Form.BYTES : Literal.Form.STRING);
        }
        if (b == '0') {
            return number();
        }
        return (b == 'x' || b == 'X' || b == 'b') ? word() : trouble(introducer);
    }

    private boolean trouble(String word) throws IOException {
        int b = in.peek();
        String seen = word.isEmpty() && b >= 0 ? "" + (char) b : word;
        trouble = seen.substring(0, Math.min(seen.length(), TROUBLE_SIGNS));
        return false;
    }

    private boolean hexadecimal(int quote) throws IOException {
        int high = -1;
        while (in.more()) {
            int digit = Character.digit(in.buffer[in.at], 16);
            if (digit < 0) {
                break;
            }
            in.at++;
            if (high < 0) {
                high = digit;
            } else {
                keep(high << 4 | digit);
                high = -1;
                part(Literal.Form.BYTES);
            }
        }
        if (high >= 0 || (quote >= 0 && in.next() != quote)) {
            return trouble("hexadecimal digits");
        }
        return done(Literal.Form.BYTES);
    }

    private boolean bits(int quote) throws IOException {
        while (in.peek() == '0' || in.peek() == '1') {
            keep(in.next());
            if (length > PART) {
                return trouble("bits");
            }
        }
        if (quote >= 0 && in.next() != quote) {
            return trouble("bits");
        }
        return done(Literal.Form.BITS);
    }

    private boolean string(Literal.Form form) throws IOException {
        int quote = in.next();
        boolean escapes = session.backslashes();
        if (whole(form, quote, escapes)) {
            return true;
        }
        while (in.more()) {
            run(quote, escapes);
            part(form);
            if (!in.more()) {
                break;
            }
            int b = in.buffer[in.at];
            if (b == quote) {
                in.at++;
                if (in.peek() != quote) {
                    return done(form);
                }
                in.at++;
                keep(quote);
            } else if (b == '\\' && escapes) {
                in.at++;
                int escaped = in.next();
                if (escaped == '%' || escaped == '_') {
                    keep('\\'); // patterns keep theirs
                }
                keep(unescaped(escaped));
            }
        }
        return trouble("a text without an end");
    }

    /** The common case: the text lies in the buffer as it is, nothing escaped. */
    private boolean whole(Literal.Form form, int quote, boolean escapes) throws IOException {
        byte[] buffer = in.buffer;
        int end = in.end - 1;
        int at = in.at;
        while (at < end) {
            byte b = buffer[at];
            if (b == quote) {
                if (buffer[at + 1] == quote) {
                    return false;
                }
                literal.form = form;
                literal.data = buffer;
                literal.from = in.at;
                literal.to = at;
                in.at = at + 1;
                listener.value(column, literal);
                return true;
            }
            if (b == '\\' && escapes) {
                return false;
            }
            at++;
        }
        return false;
    }

    /** Keeps what comes before the next quote or escape. */
    private void run(int quote, boolean escapes) {
        byte[] buffer = in.buffer;
        int at = in.at;
        int end = Math.min(in.end, at + PART);
        while (at < end && buffer[at] != quote && (buffer[at] != '\\' || !escapes)) {
            at++;
        }
        int count = at - in.at;
        if (own.length - length < count) {
            grow(count);
        }
        System.arraycopy(buffer, in.at, own, length, count);
        length += count;
        in.at = at;
    }

    private static int unescaped(int b) {
        return switch (b) {
            case '0' -> 0;
            case 'b' -> '\b';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'Z' -> 26;
            default -> b;
        };
    }
}
