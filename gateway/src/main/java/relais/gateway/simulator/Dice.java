package relais.gateway.simulator;

import java.util.random.RandomGenerator;

/** One seeded source of chance for all threads of an SMSC. */
final class Dice {
    private final RandomGenerator random;

    Dice(RandomGenerator random) {
        this.random = random;
    }

    /** True in {@code share} of all cases. */
    boolean chance(double share) {
        if (share <= 0) {
            return false;
        }
        synchronized (random) {
            return random.nextDouble() < share;
        }
    }
}
