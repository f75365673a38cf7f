package relais.bench;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Waiting for what another process does, with an end. */
final class Patience {
    private Patience() {}

    /** What may fail while it is asked. */
    interface Condition {
        boolean holds() throws IOException, SQLException, InterruptedException;
    }

    /** Looks every {@code look} until it holds; false when {@code most} is over. */
    static boolean await(Duration most, Duration look, Condition condition)
            throws IOException, SQLException, InterruptedException {
        long end = System.nanoTime() + most.toNanos();
        while (!condition.holds()) {
            if (System.nanoTime() > end) {
                return false;
            }
            LockSupport.parkNanos(look.toNanos());
        }
        return true;
    }

    static void pass(Duration time) throws IOException, SQLException, InterruptedException {
        await(time, Duration.ofMillis(50), () -> false);
    }
}
