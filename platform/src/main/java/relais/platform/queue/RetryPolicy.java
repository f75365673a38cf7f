package relais.platform.queue;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How often and how late a failed item is tried again.
 *
 * @param attempts after so many failures it becomes a dead letter
 * @param first pause after the first failure; each further one doubles it
 * @param most longest pause
 */
public record RetryPolicy(int attempts, Duration first, Duration most) {
    /** Spans about twenty minutes: longer than a restart, shorter than a shift. */
    public static final RetryPolicy USUAL =
            new RetryPolicy(10, Duration.ofSeconds(1), Duration.ofMinutes(5));

    /** Doubling beyond this could overflow; {@link #most} is reached long before. */
    private static final int DOUBLINGS_MOST = 30;

    /** The pause after the {@code failures}th failure: random between half and all of its step. */
    Duration pause(int failures, RandomGenerator random) {
        int doublings = Math.min(failures - 1, DOUBLINGS_MOST);
        long step = Math.min(most.toMillis(), first.toMillis() << doublings);
        return Duration.ofMillis(step - (long) (random.nextDouble() * step / 2));
    }
}
