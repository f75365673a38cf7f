package relais.meter.series;

import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.IntUnaryOperator;
import relais.meter.series.codec.DamagedException;
import relais.meter.series.files.BlockFile;
import relais.meter.series.files.FileName;
import relais.meter.series.files.Manifest;

/** Merges the files of days, rolls up and drops what its retention class no longer keeps. */
final class Upkeep implements AutoCloseable {

    /** A day is merged this long after it ended: most of what is late has come by then. */
    private static final long LAG = 3_600_000;

    /** With more files a day is merged before it is over, for a read visits each. */
    private static final int MOST_FILES = 64;

    /** Late samples wait until they are worth writing the day anew: an eighth, or many files. */
    private static final int SHARE = 8;

    private static final int MANY = 8;

    private final Shelf shelf;
    private final StoreLimits limits;
    private final InstantSource clock;
    private final Merging merging;
    private final ReentrantLock working = new ReentrantLock();
    private final Set<FileName> unreadable = new HashSet<>();
    private final ExecutorService thread =
            Executors.newSingleThreadExecutor(
                    Thread.ofPlatform().daemon(true).name("series-upkeep").factory());
    private volatile boolean closing;

    Upkeep(Shelf shelf, StoreLimits limits, InstantSource clock, IntUnaryOperator retention) {
        this.shelf = shelf;
        this.limits = limits;
        this.clock = clock;
        this.merging = new Merging(shelf, retention, () -> closing);
    }

    /** Merging and erasing exclude each other. */
    ReentrantLock working() {
        return working;
    }

    /** How much has to have come to a day before it is written anew. */
    enum Ripe {
        /**
         * While samples stream in: as much again, so that each is written anew a few times only.
         */
        DOUBLED,
        /** Now and then: what is worth it. */
        WORTH_IT,
        /** Whatever there is. */
        ANYTHING
    }

    /** Merges in the background what has grown. */
    void mergeLater() {
        if (!closing) {
            thread.execute(() -> mergeDays(Ripe.DOUBLED));
        }
    }

    /** Merges the days that are so ripe or have erased samples in them. */
    void mergeDays(Ripe ripe) {
        working.lock();
        try {
            for (List<BlockFile> day : rawDays().values()) {
                if (!closing && (day.stream().anyMatch(shelf::isErased) || isRipe(day, ripe))) {
                    attempt(day, () -> merging.merge(day));
                }
            }
        } finally {
            working.unlock();
        }
    }

    private boolean isRipe(List<BlockFile> day, Ripe ripe) {
        if (day.size() < 2) {
            return false;
        }
        boolean over = clock.millis() > day.getFirst().origin() + Day.MILLIS + LAG;
        long largest = day.stream().mapToLong(BlockFile::bytes).max().orElse(0);
        long rest = day.stream().mapToLong(BlockFile::bytes).sum() - largest;
        return day.size() >= MOST_FILES
                || switch (ripe) {
                    case DOUBLED -> over && rest >= largest;
                    case WORTH_IT -> over && (day.size() >= MANY || rest >= largest / SHARE);
                    case ANYTHING -> true;
                };
    }

    @FunctionalInterface
    private interface Work {
        void run() throws IOException;
    }

    /** What is damaged is told once and left alone; what failed is tried again next time. */
    private void attempt(List<BlockFile> inputs, Work work) {
        try {
            work.run();
        } catch (DamagedException damage) {
            shelf.report(damage.getMessage());
            inputs.forEach(file -> unreadable.add(file.name()));
        } catch (IOException failure) {
            shelf.report("merging failed: " + failure.getMessage());
        } catch (CancellationException closed) {
            return;
        }
    }

    private Map<Long, List<BlockFile>> rawDays() {
        Map<Long, List<BlockFile>> days = new TreeMap<>();
        for (BlockFile file : shelf.files()) {
            if (file.name().content() == FileName.Content.RAW
                    && !unreadable.contains(file.name())) {
                days.computeIfAbsent(file.origin(), day -> new ArrayList<>()).add(file);
            }
        }
        return days;
    }

    /** The time before which raw samples of a class are no longer kept or taken. */
    long rawSince(int retention) {
        long kept = limits.retention().get(retention).raw().toMillis();
        List<Long> rolled = shelf.manifest().rolled();
        long before = retention < rolled.size() ? rolled.get(retention) : Long.MIN_VALUE;
        return Math.max(before, now() - kept);
    }

    /**
     * A clock that jumped ahead must not age everything: time goes no further than a day past the
     * newest sample.
     */
    private long now() {
        long newest = shelf.newest();
        return newest == Long.MIN_VALUE
                ? clock.millis()
                : Math.min(clock.millis(), newest + Day.MILLIS);
    }

    /** Declares the days whose raw time is over, so that nothing more comes into them. */
    List<Long> announce() throws IOException {
        List<Long> rolled = new ArrayList<>();
        for (int c = 0; c < limits.retention().size(); c++) {
            rolled.add(Day.start(rawSince(c)));
        }
        shelf.change(
                old -> new Manifest(old.next(), old.log(), old.files(), old.erasures(), rolled));
        return rolled;
    }

    /** Rolls up and drops; everything that came before the announcement must be sealed. */
    void expire(List<Long> rolled) throws IOException {
        working.lock();
        try {
            for (int c = 0; c < rolled.size(); c++) {
                for (List<BlockFile> day : rawDays().values()) {
                    int retention = c;
                    boolean over = day.getFirst().origin() < rolled.get(c);
                    if (over && day.stream().anyMatch(file -> file.isMarked(retention))) {
                        attempt(day, () -> merging.roll(day, retention));
                    }
                }
            }
            drop();
        } finally {
            working.unlock();
        }
    }

    private void drop() throws IOException {
        long now = now();
        List<FileName> gone = new ArrayList<>();
        for (BlockFile file : shelf.files()) {
            for (int c = 0; c < limits.retention().size(); c++) {
                Retention keep = limits.retention().get(c);
                boolean over =
                        switch (file.name().content()) {
                            case RAW -> false;
                            case FIVE_MINUTES -> file.last() < now - keep.fiveMinutes().toMillis();
                            case HOURS -> file.last() < now - keep.hours().toMillis();
                        };
                if (over && file.isMarked(c)) {
                    gone.add(file.name());
                }
            }
        }
        if (!gone.isEmpty()) {
            shelf.change(
                    old -> {
                        List<FileName> files = new ArrayList<>(old.files());
                        files.removeAll(gone);
                        return new Manifest(
                                old.next(), old.log(), files, old.erasures(), old.rolled());
                    });
        }
    }

    @Override
    public void close() {
        closing = true;
        thread.close();
    }
}
