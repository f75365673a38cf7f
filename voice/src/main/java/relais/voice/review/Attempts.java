package relais.voice.review;

import java.sql.SQLException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.jdbi.v3.core.HandleCallback;
import org.jdbi.v3.core.JdbiException;
import relais.platform.db.Database;

/**
 * Runs a transaction again when a reply of the same person was being counted at the same moment:
 * the database lets only one of both through.
 */
final class Attempts {
    /** Of somebody who writes many times a second each reply may cross once more. */
    private static final int MOST = 20;

    /** Longer each time, so that what came in one batch is through. */
    private static final Duration PAUSE = Duration.ofMillis(2);

    /** unique_violation, serialization_failure, deadlock_detected (PostgreSQL, appendix A). */
    private static final Set<String> CROSSED = Set.of("23505", "40001", "40P01");

    private Attempts() {}

    static <T> T run(Database database, HandleCallback<T, RuntimeException> work) {
        for (int attempt = 1; ; attempt++) {
            try {
                return database.inTransaction(work);
            } catch (JdbiException e) {
                if (attempt == MOST || !isCrossed(e)) {
                    throw e;
                }
                LockSupport.parkNanos(PAUSE.multipliedBy(attempt).toNanos());
            }
        }
    }

    private static boolean isCrossed(JdbiException e) {
        return e.getCause() instanceof SQLException sql
                && sql.getSQLState() != null
                && CROSSED.contains(sql.getSQLState());
    }
}
