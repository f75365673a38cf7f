package relais.platform.queue;

import java.sql.SQLException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientException;
import org.jspecify.annotations.Nullable;

/** What an exception says about whose fault it is. */
final class Failure {
    private static final int TEXT_LIMIT = 2_000;

    private Failure() {}

    /**
     * Whether the database was away, overloaded or chose this transaction as a victim: then no item
     * is to blame, and all are tried again uncounted. SQLSTATE classes: PostgreSQL manual, appendix
     * A.
     */
    static boolean isOfInfrastructure(Throwable thrown) {
        for (Throwable t = thrown; t != null; t = next(t)) {
            if (t instanceof SQLTransientException || t instanceof SQLRecoverableException) {
                return true;
            }
            if (t instanceof SQLException sql && sql.getSQLState() != null) {
                String state = sql.getSQLState();
                if (state.startsWith("08")
                        || state.startsWith("40")
                        || state.startsWith("53")
                        || state.startsWith("57P")
                        || state.equals("55P03")
                        || state.equals("25P03")
                        || state.equals("25P04")
                        || state.equals("25006")) {
                    return true;
                }
            }
        }
        return false;
    }

    private static @Nullable Throwable next(Throwable t) {
        return t.getCause() == t ? null : t.getCause();
    }

    /** For the person who looks at a dead letter: what was thrown and why, innermost last. */
    static String text(Throwable thrown) {
        StringBuilder text = new StringBuilder();
        for (Throwable t = thrown; t != null && text.length() < TEXT_LIMIT; t = next(t)) {
            text.append(text.isEmpty() ? "" : " — because: ").append(t);
        }
        String clean = text.toString().replace('\0', '\ufffd');
        return clean.length() > TEXT_LIMIT ? clean.substring(0, TEXT_LIMIT) : clean;
    }
}
