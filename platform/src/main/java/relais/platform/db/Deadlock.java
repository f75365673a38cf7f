package relais.platform.db;

import java.sql.SQLException;
import java.util.function.Supplier;

/**
 * Two transactions that wait for each other: the database ends one of them (SQLSTATE 40P01), and
 * the other goes on, so that doing the same again works.
 */
public final class Deadlock {
    private static final String STATE = "40P01";

    /** Whoever loses so often stands in somebody's way all the time: that is to be seen. */
    private static final int TRIES = 5;

    private Deadlock() {}

    /**
     * Does {@code work} again where a deadlock ended it.
     *
     * @param work a whole transaction, which leaves nothing behind where it is rolled back
     */
    public static <T> T retried(Supplier<T> work) {
        for (int left = TRIES - 1; ; left--) {
            try {
                return work.get();
            } catch (RuntimeException failure) {
                if (left == 0 || !ended(failure)) {
                    throw failure;
                }
            }
        }
    }

    private static boolean ended(RuntimeException failure) {
        return failure.getCause() instanceof SQLException sql && STATE.equals(sql.getSQLState());
    }
}
