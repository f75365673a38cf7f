package relais.vault.moving.dump;

import java.nio.charset.StandardCharsets;

/** The words of one statement: names, numbers, quoted texts and single signs. */
final class Words {
    /**
     * @param quote the sign around it, 0 for none
     */
    record Word(String text, char quote) {
        /** Whether it is neither a name nor a text in quotes. */
        boolean plain() {
            return quote == 0;
        }
    }

    private static final Word NONE = new Word("", (char) 0);

    private final String text;
    private final Session session;
    private int at;
    private Word ahead;

    Words(byte[] statement, Session session) {
        this.text = new String(statement, StandardCharsets.UTF_8);
        this.session = session;
        this.ahead = scan();
    }

    boolean ended() {
        return ahead == NONE;
    }

    Word peek() {
        return ahead;
    }

    Word next() {
        Word word = ahead;
        ahead = scan();
        return word;
    }

    /** Whether this word, not quoted, comes next. */
    boolean is(String word) {
        return ahead.plain() && ahead.text().equalsIgnoreCase(word);
    }

    /** Takes this word if it comes next. */
    boolean take(String word) {
        boolean there = is(word);
        if (there) {
            next();
        }
        return there;
    }

    /** The name after a first word. */
    String after(String first) {
        take(first);
        return next().text();
    }

    /** {@code name} or {@code database.name}. */
    String tableName() {
        String first = next().text();
        if (take(".")) {
            return next().text();
        }
        return session.qualified(first);
    }

    private Word scan() {
        while (at < text.length() && text.charAt(at) <= ' ') {
            at++;
        }
        if (at >= text.length()) {
            return NONE;
        }
        char c = text.charAt(at);
        if (c == '\'' || c == '"' || c == '`') {
            return quoted(c);
        }
        int from = at;
        while (at < text.length() && isWordSign(text.charAt(at))) {
            at++;
        }
        if (at == from) {
            at++;
        }
        return new Word(text.substring(from, at), (char) 0);
    }

    private static boolean isWordSign(char c) {
        return Character.isLetterOrDigit(c) || c == '_' || c == '$' || c == '@';
    }

    private Word quoted(char quote) {
        StringBuilder word = new StringBuilder();
        at++;
        while (at < text.length()) {
            char c = text.charAt(at++);
            if (c == quote) {
                if (at >= text.length() || text.charAt(at) != quote) {
                    break;
                }
                at++;
            } else if (c == '\\' && quote != '`' && session.backslashes() && at < text.length()) {
                c = unescaped(text.charAt(at++));
            }
            word.append(c);
        }
        return new Word(word.toString(), quote == '"' && session.ansiQuotes() ? '`' : quote);
    }

    private static char unescaped(char c) {
        return switch (c) {
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case '0' -> '\0';
            default -> c;
        };
    }
}
