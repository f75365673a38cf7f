package relais.meter.promql.value;

/**
 * Ends a query that cannot be answered. It travels inside the packages of the query language only;
 * their facade turns it into a value. A source may throw it to refuse a selection.
 */
public final class QueryException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** What went wrong, in the words of Prometheus' HTTP API. */
    public enum Kind {
        BAD_DATA("bad_data"),
        EXECUTION("execution"),
        TIMEOUT("timeout");

        private final String code;

        Kind(String code) {
            this.code = code;
        }

        public String code() {
            return code;
        }
    }

    /** Where there is no place in the text to point to. */
    public static final int NOWHERE = -1;

    private final Kind kind;
    private final int position;

    private QueryException(Kind kind, String message, int position) {
        super(message, null, false, false);
        this.kind = kind;
        this.position = position;
    }

    public static QueryException badData(String message) {
        return new QueryException(Kind.BAD_DATA, message, NOWHERE);
    }

    /** A mistake in the text of a query, at a character counted from 0. */
    public static QueryException at(int position, String message) {
        return new QueryException(Kind.BAD_DATA, message, position);
    }

    public static QueryException execution(String message) {
        return new QueryException(Kind.EXECUTION, message, NOWHERE);
    }

    public static QueryException timeout(String message) {
        return new QueryException(Kind.TIMEOUT, message, NOWHERE);
    }

    public Kind kind() {
        return kind;
    }

    public int position() {
        return position;
    }

    public String text() {
        return String.valueOf(getMessage());
    }
}
