package relais.bench;

/**
 * Machines that are watched once a minute, 100 series each; the same numbers for the same seed in
 * every run, each machine independent of the others. Of each machine: 32 counters (still in 10 % of
 * minutes, else a whole step of 0.5 to 1.5 × base, base log-uniform 10 to 316,000), 8 slow counters
 * (+1 in 5 %), 35 gauges 0 to 100 with two decimals (in 60 % of minutes a step up to ± base
 * hundredths, base 5 to 65), 15 constants, 10 floats of six decimals (base × (1 + 0.2 × (sum of
 * four uniforms − 2)), base log-uniform 0.1 to 1,000). Entropy: 0.89 bytes a sample.
 */
final class Fleet {

    static final int SERIES = 100;

    private static final int COUNTERS = 32;
    private static final int SLOW = 40;
    private static final int GAUGES = 75;
    private static final int CONSTANTS = 90;

    private final int hosts;
    private final long[] random;
    private final double[] base;
    private final long[] now;

    Fleet(long seed, int hosts) {
        this.hosts = hosts;
        random = new long[hosts * SERIES];
        base = new double[hosts * SERIES];
        now = new long[hosts * SERIES];
        for (int i = 0; i < random.length; i++) {
            random[i] = mix(seed * 0x9E3779B97F4A7C15L + i);
            int metric = i % SERIES;
            double u = uniform(i);
            if (metric < COUNTERS) {
                base[i] = Math.pow(10, 1 + 4.5 * u);
                now[i] = below(i, 1_000_000_000);
            } else if (metric < SLOW) {
                now[i] = below(i, 1000);
            } else if (metric < GAUGES) {
                base[i] = 5 + 60 * u;
                now[i] = below(i, 10_001);
            } else if (metric < CONSTANTS) {
                now[i] = below(i, 100_000);
            } else {
                base[i] = Math.pow(10, -1 + 4 * u);
            }
        }
    }

    int hosts() {
        return hosts;
    }

    static String host(int host) {
        return "host-%04d".formatted(host);
    }

    static String metric(int metric) {
        String kind =
                metric < COUNTERS
                        ? "counter"
                        : metric < SLOW
                                ? "slow"
                                : metric < GAUGES
                                        ? "gauge"
                                        : metric < CONSTANTS ? "constant" : "float";
        return "%s_%02d".formatted(kind, metric);
    }

    /** The next minute of one machine. */
    void minute(int host, double[] into) {
        for (int metric = 0; metric < SERIES; metric++) {
            into[metric] = next(host * SERIES + metric, metric);
        }
    }

    private double next(int i, int metric) {
        if (metric < COUNTERS) {
            if (uniform(i) >= 0.1) {
                long low = (long) (base[i] * 0.5);
                now[i] += low + below(i, (int) (base[i] * 1.5) - (int) low + 1);
            }
            return now[i];
        }
        if (metric < SLOW) {
            now[i] += uniform(i) < 0.05 ? 1 : 0;
            return now[i];
        }
        if (metric < GAUGES) {
            if (uniform(i) < 0.6) {
                int most = (int) base[i];
                long moved = now[i] + below(i, 2 * most + 1) - most;
                now[i] = Math.clamp(moved, 0, 10_000);
            }
            return now[i] / 100.0;
        }
        if (metric < CONSTANTS) {
            return now[i];
        }
        double four = uniform(i) + uniform(i) + uniform(i) + uniform(i);
        return Math.rint(base[i] * (1 + 0.2 * (four - 2)) * 1e6) / 1e6;
    }

    private double uniform(int i) {
        return (step(i) >>> 11) * 0x1.0p-53;
    }

    private int below(int i, int bound) {
        return (int) ((step(i) >>> 33) * bound >>> 31);
    }

    private long step(int i) {
        random[i] += 0x9E3779B97F4A7C15L;
        return mix(random[i]);
    }

    private static long mix(long seed) {
        long z = (seed ^ (seed >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
