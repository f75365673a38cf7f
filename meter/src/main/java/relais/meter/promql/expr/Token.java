package relais.meter.promql.expr;

/**
 * A piece of a query's text.
 *
 * @param text as written, of a string what it means
 * @param start of its first character, counted from 0
 */
record Token(Kind kind, String text, int start) {
    enum Kind {
        NAME,
        NUMBER,
        DURATION,
        STRING,
        SIGN,
        END
    }

    boolean is(String sign) {
        return kind == Kind.SIGN && text.equals(sign);
    }

    /** Keywords are written in any case. */
    boolean isWord(String word) {
        return kind == Kind.NAME && text.equalsIgnoreCase(word);
    }

    String shown() {
        return kind == Kind.END ? "end of input" : "\"" + text + "\"";
    }
}
