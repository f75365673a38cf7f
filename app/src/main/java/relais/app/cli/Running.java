package relais.app.cli;

import java.io.Closeable;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import relais.app.Role;
import relais.app.Wiring;
import relais.gateway.simulator.Handset;

/** Starts what a command asks for and keeps it until Ctrl-C. */
final class Running {
    static final int SETTINGS_WRONG = 2;

    private Running() {}

    /** Told when all is up; what it answers is closed before the rest. */
    @FunctionalInterface
    interface Started {
        Closeable on(Wiring wiring);
    }

    /** Runs until the process is asked to stop; answers the exit status. */
    static int untilStopped(
            GivenSettings given, Set<Role> roles, boolean demo, Handset handset, Started started)
            throws IOException, InterruptedException {
        var settings = given.load();
        if (settings.isEmpty()) {
            return SETTINGS_WRONG;
        }
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch stopped = new CountDownLatch(1);
        Wiring wiring =
                Wiring.start(
                        new Wiring.Plan(given.home(), settings.get(), roles, demo, handset),
                        InstantSource.system());
        Runtime.getRuntime()
                .addShutdownHook(
                        new Thread(
                                () -> {
                                    asked.countDown();
                                    awaitQuietly(stopped);
                                }));
        try (Closeable further = started.on(wiring);
                SpareMemory spare = SpareMemory.start()) {
            asked.await();
        }
        wiring.close();
        stopped.countDown();
        return 0;
    }

    /** The JVM ends when its hooks have: this one waits until everything is closed. */
    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
