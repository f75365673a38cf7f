package relais.app.story;

import java.time.Duration;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import relais.platform.testing.FaultyLine;

/**
 * What befalls the line of a village: cut within a file, cut altogether, away for seconds. It
 * counts bytes, so that a slow machine has no worse weather than a fast one.
 */
final class Weather implements AutoCloseable {
    /** What the line gives when it gives something. */
    private static final long BYTES_PER_SECOND = 400_000;

    private static final int FAIR_BYTES = 200_000;
    private static final int FAIR_MOST_BYTES = 1_200_000;

    /** A small file, or a part of a large one. */
    private static final int UNTIL_CUT_BYTES = 20_000;

    private static final Duration AWAY = Duration.ofSeconds(2);
    private static final Duration LOOK = Duration.ofMillis(20);

    private final FaultyLine line;
    private final Random random;
    private final Thread work;
    private volatile boolean over;
    private int cuts;

    Weather(FaultyLine line, Random random) {
        this.line = line;
        this.random = random;
        line.slow(BYTES_PER_SECOND);
        this.work = Thread.ofVirtual().start(this::change);
    }

    private void change() {
        while (fair(random.nextInt(FAIR_BYTES, FAIR_MOST_BYTES))) {
            cuts++;
            switch (random.nextInt(5)) {
                case 0 -> stayAway();
                case 1 -> line.hiccup();
                default -> line.cutAfter(random.nextInt(1, UNTIL_CUT_BYTES));
            }
        }
    }

    /** Until so much more has crossed; whether the weather goes on then. */
    private boolean fair(long bytes) {
        long end = line.upwards() + bytes;
        while (!over && line.upwards() < end) {
            LockSupport.parkNanos(LOOK.toNanos());
        }
        return !over;
    }

    private void stayAway() {
        line.cut();
        LockSupport.parkNanos(AWAY.toNanos());
        line.mend();
        line.slow(BYTES_PER_SECOND);
    }

    /** The line is well again; how often it was not. */
    int end() throws InterruptedException {
        over = true;
        work.join();
        line.mend();
        return cuts;
    }

    @Override
    public void close() throws InterruptedException {
        end();
    }
}
