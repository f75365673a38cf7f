package relais.agent;

import java.time.Duration;
import java.util.concurrent.Callable;

/** Waits for what happens soon, and says what did not. */
public final class Soon {
    private Soon() {}

    public static void until(String what, Duration atMost, Callable<Boolean> holds)
            throws Exception {
        long end = System.nanoTime() + atMost.toNanos();
        while (!holds.call()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("not within " + atMost + ": " + what);
            }
            Thread.sleep(10);
        }
    }
}
