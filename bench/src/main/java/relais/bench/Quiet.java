package relais.bench;

import java.time.Duration;

/** Tells when a count has stopped growing, and when it grew last. */
final class Quiet {
    private final long enough;
    private long last = -1;
    private long grew = System.nanoTime();

    Quiet(Duration enough) {
        this.enough = enough.toNanos();
    }

    boolean still(long count) {
        long now = System.nanoTime();
        if (count != last) {
            last = count;
            grew = now;
        }
        return now - grew > enough;
    }

    /** {@link System#nanoTime} of the last growth seen. */
    long grew() {
        return grew;
    }

    long count() {
        return last;
    }
}
