package relais.platform.db;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import org.jspecify.annotations.Nullable;

/** The primary does not answer and this is not for a standby; it passes. */
public final class ReadOnlyNow extends SQLTransientConnectionException {
    private static final long serialVersionUID = 1;

    /** Read-only transaction, or a server that is in recovery (PostgreSQL, appendix A). */
    private static final String READ_ONLY = "25006";

    ReadOnlyNow() {
        super("reading only: the database's primary does not answer", READ_ONLY);
    }

    /** Whether this is why {@code thrown} was. */
    public static boolean caused(@Nullable Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && READ_ONLY.equals(sql.getSQLState())) {
                return true;
            }
        }
        return false;
    }
}
