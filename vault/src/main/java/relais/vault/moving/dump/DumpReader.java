package relais.vault.moving.dump;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/**
 * Reads a dump from statement to statement. Rows are given on value by value; other statements are
 * small and read whole.
 */
public final class DumpReader {
    /** Longest declaration that is looked at; MySQL's own bound of a table is far below. */
    private static final int LONGEST_STATEMENT = 8 << 20;

    private static final int LONGEST_WORD = 32;

    private final DumpInput in;
    private final DumpListener listener;
    private final Blanks blanks;
    private final RowReader rows;
    private final Session session;
    private byte[] delimiter = {';'};

    public DumpReader(DumpInput in, DumpListener listener, Session session) {
        this.in = in;
        this.listener = listener;
        this.session = session;
        this.blanks = new Blanks(in);
        this.rows = new RowReader(in, listener, blanks, session);
    }

    /**
     * Reads to the end.
     *
     * @return whether the dump ends where a statement ends
     */
    public boolean run() throws IOException {
        while (true) {
            blanks.pass();
            while (in.more() && passDelimiter()) {
                blanks.pass();
            }
            if (!in.more()) {
                return !rows.isCut();
            }
            statement();
        }
    }

    private boolean passDelimiter() throws IOException {
        if (in.peek() == ';' || in.follows(delimiter)) {
            in.at += in.follows(delimiter) ? delimiter.length : 1;
            return true;
        }
        return false;
    }

    private void statement() throws IOException {
        long offset = in.offset();
        String word = word();
        switch (word.toUpperCase(Locale.ROOT)) {
            case "DELIMITER" -> delimiter = restOfLine();
            case "INSERT", "REPLACE" -> {
                if (!rows.read(offset)) {
                    collect(new ByteArrayOutputStream());
                    listener.leftOut("statement", word, offset);
                }
            }
            default -> {
                ByteArrayOutputStream text = new ByteArrayOutputStream();
                text.writeBytes(word.getBytes(StandardCharsets.UTF_8));
                collect(text);
                understand(word.toUpperCase(Locale.ROOT), text.toByteArray(), offset);
            }
        }
    }

    private String word() throws IOException {
        StringBuilder word = new StringBuilder();
        while (word.length() < LONGEST_WORD && Character.isLetter(Math.max(0, in.peek()))) {
            word.append((char) in.next());
        }
        return word.toString();
    }

    private byte[] restOfLine() throws IOException {
        StringBuilder line = new StringBuilder();
        while (in.more() && in.peek() != '\n' && line.length() < LONGEST_WORD) {
            line.append((char) in.next());
        }
        String given = line.toString().strip();
        return (given.isEmpty() ? ";" : given).getBytes(StandardCharsets.ISO_8859_1);
    }

    /** The statement's text up to its delimiter, comments left out, longer ones cut. */
    private void collect(ByteArrayOutputStream text) throws IOException {
        while (in.more()) {
            int b = in.peek();
            if (b == '\'' || b == '"' || b == '`') {
                quoted(text);
            } else if (b == (delimiter[0] & 0xff) && in.follows(delimiter)) {
                in.at += delimiter.length;
                return;
            } else if (blanks.passComment(b)) {
                keep(text, ' ');
            } else {
                in.at++;
                keep(text, b);
            }
        }
    }

    private void quoted(ByteArrayOutputStream text) throws IOException {
        int quote = in.next();
        keep(text, quote);
        while (in.more()) {
            int b = in.next();
            keep(text, b);
            if (b == quote) {
                return; // a doubled one opens the same text again
            }
            if (b == '\\' && quote != '`' && session.backslashes() && in.more()) {
                keep(text, in.next());
            }
        }
    }

    private static void keep(ByteArrayOutputStream text, int b) {
        if (text.size() < LONGEST_STATEMENT) {
            text.write(b);
        }
    }

    private void understand(String word, byte[] text, long offset) throws IOException {
        switch (word) {
            case "SET" -> session.set(new String(text, StandardCharsets.ISO_8859_1));
            case "USE" -> session.use(new Words(text, session).after("USE"));
            case "CREATE" -> create(text, offset);
            case "DROP",
                    "LOCK",
                    "UNLOCK",
                    "ALTER",
                    "COMMIT",
                    "START",
                    "BEGIN",
                    "FLUSH",
                    "ANALYZE",
                    "" -> {
                // Nothing of it is data.
            }
            default -> listener.leftOut("statement", word.toLowerCase(Locale.ROOT), offset);
        }
    }

    private void create(byte[] text, long offset) throws IOException {
        Words words = new Words(text, session);
        Optional<Declared> declared = Declared.of(words);
        if (declared.isEmpty()) {
            return;
        }
        if (declared.get().sort().equals("table")) {
            Optional<Table> table = CreateTable.read(words, declared.get().name());
            if (table.isPresent()) {
                listener.table(table.get());
            }
        } else if (!declared.get().sort().equals("database")) {
            listener.leftOut(declared.get().sort(), declared.get().name(), offset);
        }
    }
}
