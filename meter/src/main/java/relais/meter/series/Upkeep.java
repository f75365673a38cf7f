package relais.meter.series;

import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
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
    private final RollUpMerging rollUpMerging;
    private final ReentrantLock working = new ReentrantLock();
    private final Set<FileName> unreadable = new HashSet<>();
    private final ExecutorService thread =
            Executors.newSingleThreadExecutor(
                    Thread.ofPlatform().daemon(true).name("series-upkeep").factory());
    private volatile boolean closing;
    private volatile boolean vanished = true;

    Upkeep(Shelf shelf, StoreLimits limits, InstantSource clock, IntUnaryOperator retention) {
        this.shelf = shelf;
        this.limits = limits;
        this.clock = clock;
        this.merging = new Merging(shelf, retention, () -> closing);
        this.rollUpMerging = new RollUpMerging(shelf, retention, this::rolledSince, () -> closing);
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
            thread.execute(
                    () -> {
                        mergeDays(Ripe.DOUBLED);
                        mergeRollUps(Ripe.DOUBLED);
                    });
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
            vanished |= inputs.stream().anyMatch(shelf::isErased);
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
                        vanished = true;
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
        List<BlockFile> gone = shelf.files().stream().filter(file -> isOver(file, now)).toList();
        if (!gone.isEmpty()) {
            shelf.replace(gone, List.of());
            vanished = true;
        }
    }

    /** Whether no class that has something in it keeps it any longer. */
    private boolean isOver(BlockFile file, long now) {
        if (file.name().content() == FileName.Content.RAW) {
            return false;
        }
        boolean over = true;
        for (int c = 0; c < limits.retention().size(); c++) {
            long kept = Resolution.of(file).keptMillis(limits.retention().get(c));
            over &= !file.isMarked(c) || file.last() < now - kept;
        }
        return over;
    }

    /** The time before which roll-ups of a class are no longer kept or taken. */
    long rolledSince(Resolution resolution, int retention) {
        return now() - resolution.keptMillis(limits.retention().get(retention));
    }

    /** Whether series may have lost their last sample since this was asked last. */
    boolean takeVanished() {
        boolean since = vanished;
        vanished = false;
        return since;
    }

    /** Makes fewer files of given roll-ups, and takes out of roll-ups what was erased. */
    void mergeRollUps(Ripe ripe) {
        working.lock();
        try {
            for (Resolution resolution : Resolution.values()) {
                List<BlockFile> chosen = chosen(resolution.given, ripe);
                if (!closing && !chosen.isEmpty()) {
                    attempt(chosen, () -> rollUpMerging.merge(chosen, resolution));
                }
                for (BlockFile made : files(resolution.made)) {
                    if (!closing && shelf.isErased(made)) {
                        attempt(
                                List.of(made),
                                () -> rollUpMerging.merge(List.of(made), resolution));
                    }
                }
            }
        } finally {
            working.unlock();
        }
    }

    /** The small ones together, so that no window is written often; and what has erased ones. */
    private List<BlockFile> chosen(FileName.Content content, Ripe ripe) {
        List<BlockFile> all = files(content);
        if (ripe == Ripe.ANYTHING && all.size() > 1) {
            return all;
        }
        List<BlockFile> bySize =
                all.stream().sorted(Comparator.comparingLong(BlockFile::bytes)).toList();
        Set<BlockFile> some = new HashSet<>();
        long sum = 0;
        if (all.size() >= MANY) {
            for (BlockFile file : bySize) {
                if (some.size() >= MANY / 2 && file.bytes() > 2 * sum) {
                    break;
                }
                some.add(file);
                sum += file.bytes();
            }
        }
        return all.stream().filter(f -> some.contains(f) || shelf.isErased(f)).toList();
    }

    private List<BlockFile> files(FileName.Content content) {
        return shelf.files().stream()
                .filter(f -> f.name().content() == content && !unreadable.contains(f.name()))
                .toList();
    }

    @Override
    public void close() {
        closing = true;
        thread.close();
    }
}
