package relais.gateway.testing;

import java.time.Duration;
import java.util.concurrent.Callable;

/** Waits for something that happens on another thread. */
public final class Until {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private Until() {}

    public static void holds(String what, Callable<Boolean> condition) throws Exception {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.call()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("never so: " + what);
            }
            Thread.sleep(5);
        }
    }
}
