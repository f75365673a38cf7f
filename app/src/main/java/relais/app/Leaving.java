package relais.app;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import relais.platform.settings.Parsers;
import relais.platform.settings.Setting;
import relais.platform.settings.Settings;

/**
 * Tells a balancer that a node stops, while it still answers, so that no request meets a closed
 * door.
 */
final class Leaving implements Supplier<Optional<String>> {
    private static final Setting<Duration> DRAIN =
            new Setting<>(
                    "http.drain",
                    "0s",
                    "How long a node that stops says so at /ready before it refuses requests;"
                            + " 3s where a balancer asks twice a second",
                    false,
                    Parsers.duration(Duration.ZERO, Duration.ofMinutes(5)));

    private final Duration notice;
    private volatile boolean begun;

    Leaving(Settings settings) {
        this.notice = settings.get(DRAIN);
    }

    static List<Setting<?>> declared() {
        return List.of(DRAIN);
    }

    /** Says so from now on; returns when the balancer has had its time to notice. */
    void begin() {
        begun = true;
        long end = System.nanoTime() + notice.toNanos();
        while (System.nanoTime() < end) {
            LockSupport.parkNanos(end - System.nanoTime());
        }
    }

    @Override
    public Optional<String> get() {
        return begun ? Optional.of("is stopping") : Optional.empty();
    }
}
