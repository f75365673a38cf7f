package relais.vault.moving.dump;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Reads the rows of INSERT and REPLACE (MySQL manual, "INSERT Statement"; only literals). */
final class RowReader {
    private static final Set<String> BEFORE_NAME =
            Set.of("LOW_PRIORITY", "DELAYED", "HIGH_PRIORITY", "IGNORE", "INTO");
    private static final int LONGEST_NAME = 256;

    private final DumpInput in;
    private final DumpListener listener;
    private final Blanks blanks;
    private final Session session;
    private final LiteralReader literals;
    private boolean cut;

    RowReader(DumpInput in, DumpListener listener, Blanks blanks, Session session) {
        this.in = in;
        this.listener = listener;
        this.blanks = blanks;
        this.session = session;
        this.literals = new LiteralReader(in, listener, blanks, session);
    }

    /** Whether the dump ended inside rows. */
    boolean isCut() {
        return cut;
    }

    /** Reads on behind the first word; false where it is not a plain list of rows. */
    boolean read(long statement) throws IOException {
        String word = name();
        while (BEFORE_NAME.contains(word.toUpperCase(Locale.ROOT))) {
            word = name();
        }
        String table = session.qualified(word);
        if (in.peek() == '.') {
            in.at++;
            table = name();
        }
        List<String> columns = new ArrayList<>();
        if (in.peek() == '(') {
            do {
                in.at++;
                blanks.pass();
                columns.add(name());
            } while (in.peek() == ',');
            in.next();
            blanks.pass();
        }
        String values = name().toUpperCase(Locale.ROOT);
        if (!values.equals("VALUES") && !values.equals("VALUE")) {
            return false;
        }
        rows(listener.rows(table, columns, statement, session.names()));
        return true;
    }

    /** A name with or without quotes, and the blanks after it. */
    private String name() throws IOException {
        blanks.pass();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        int quote = in.peek();
        if (quote == '`' || quote == '"') {
            in.at++;
            while (in.more() && bytes.size() < LONGEST_NAME) {
                int b = in.next();
                if (b == quote) {
                    if (in.peek() != quote) {
                        break;
                    }
                    in.at++;
                }
                bytes.write(b);
            }
        } else {
            while (bytes.size() < LONGEST_NAME && isNameSign(in.peek())) {
                bytes.write(in.next());
            }
        }
        blanks.pass();
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private static boolean isNameSign(int b) {
        return b > 127 || Character.isLetterOrDigit(Math.max(b, 0)) || b == '_' || b == '$';
    }

    private void rows(boolean wanted) throws IOException {
        while (true) {
            blanks.pass();
            int b = in.peek();
            if (b == '(') {
                long offset = in.offset();
                in.at++;
                if (wanted && listener.row(offset)) {
                    row();
                } else {
                    passRow();
                }
            } else if (b == ',') {
                in.at++;
            } else {
                cut |= b < 0;
                listener.rowsEnd(in.offset());
                return;
            }
        }
    }

    private void row() throws IOException {
        int count = 0;
        while (true) {
            if (!literals.read(count)) {
                spoiled("is no literal: " + literals.trouble());
                return;
            }
            count++;
            int b = in.peek();
            if (b <= ' ' || b == '/' || b == '-' || b == '#') {
                blanks.pass();
                b = in.peek();
            }
            if (b == ',') {
                in.at++;
            } else if (b == ')') {
                in.at++;
                listener.rowEnds(count, in.offset());
                return;
            } else {
                spoiled(
                        b < 0
                                ? "the dump ends inside this row"
                                : "value %d is followed by '%c'".formatted(count, (char) b));
                return;
            }
        }
    }

    private void spoiled(String reason) throws IOException {
        passRow();
        listener.rowSpoiled(reason, in.offset());
    }

    /** To behind the bracket that closes the row. */
    private void passRow() throws IOException {
        int depth = 1;
        while (in.more()) {
            int b = in.next();
            if (b == '\'' || b == '"' || b == '`') {
                passQuoted(b);
            } else if (b == '(') {
                depth++;
            } else if (b == ')' && --depth == 0) {
                return;
            }
        }
        cut = true;
    }

    private void passQuoted(int quote) throws IOException {
        boolean escapes = session.backslashes() && quote != '`';
        while (in.more()) {
            int b = in.next();
            if (b == quote) {
                return;
            }
            if (b == '\\' && escapes) {
                in.next();
            }
        }
    }
}
