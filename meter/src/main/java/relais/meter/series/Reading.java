package relais.meter.series;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import relais.meter.series.codec.BlockReader;
import relais.meter.series.codec.Source;
import relais.meter.series.files.BlockFile;
import relais.meter.series.files.FileName;
import relais.meter.series.files.Summary;

/** Answers questions from the head and the files together. Thread safe. */
final class Reading {

    /** A day by the minute, and some. */
    private static final int USUAL_SAMPLES = 1_500;

    private final Head head;
    private final Shelf shelf;
    private final RollUpReading rollUps;
    private final Queue<BlockReader> readers = new ConcurrentLinkedQueue<>();

    Reading(Head head, Shelf shelf) {
        this.head = head;
        this.shelf = shelf;
        this.rollUps = new RollUpReading(shelf);
    }

    /** From one time to before another. */
    Columns samples(int id, long from, long to) {
        // The head first: what is sealed meanwhile is then seen twice, not never.
        Columns fresh = fresh(id, from, to);
        Columns all = shelf.reading(files -> kept(files, id, from, to));
        if (all.size() == 0) {
            return fresh;
        }
        all.addAll(fresh);
        all.tidy();
        return all;
    }

    private Columns fresh(int id, long from, long to) {
        Columns fresh = new Columns(64);
        head.collect(id, from, to, fresh);
        fresh.tidy();
        return fresh;
    }

    private Columns kept(List<BlockFile> files, int id, long from, long to) {
        List<BlockFile> some = overlapping(files, FileName.Content.RAW, from, to);
        Columns all = new Columns(some.isEmpty() ? 0 : USUAL_SAMPLES);
        if (!some.isEmpty()) {
            BlockReader reader = borrow();
            for (BlockFile file : some) {
                take(file, id, from, to, reader, all);
            }
            readers.add(reader);
        }
        return all;
    }

    private BlockReader borrow() {
        BlockReader free = readers.poll();
        return free == null ? new BlockReader() : free;
    }

    private static List<BlockFile> overlapping(
            List<BlockFile> files, FileName.Content content, long from, long to) {
        List<BlockFile> some = new ArrayList<>();
        for (BlockFile file : files) {
            if (file.name().content() == content && file.first() < to && file.last() >= from) {
                some.add(file);
            }
        }
        return some;
    }

    private void take(
            BlockFile file, int id, long from, long to, BlockReader reader, Columns into) {
        boolean erased = shelf.isErased(file);
        Columns part = erased ? new Columns() : into;
        file.read(
                id,
                block -> {
                    Summary summary = file.summary(block);
                    if (summary == null || summary.first() < to && summary.last() >= from) {
                        int count = reader.read(block, file.origin());
                        part.addAll(reader.times(), reader.values(), count, from, to);
                    }
                },
                shelf::report);
        if (erased) {
            shelf.erase(file, id, part);
            into.addAll(part);
        }
    }

    /** Windows of a step from one time to before another, from samples and from roll-ups. */
    Windows windows(int id, long from, long to, long step) {
        // Whole hours: a roll-up gives way to raw samples anywhere in its window.
        Columns fresh = fresh(id, hourBefore(from), hourAfter(to));
        return shelf.reading(
                files -> {
                    Windows raw = raw(files, id, from, to, fresh, new Windows(from, step));
                    if (!RollUpReading.isAny(files, from, to)) {
                        return raw;
                    }
                    Windows rolled = rolled(files, id, from, to, fresh, new Windows(from, step));
                    return rolled.size() == 0 ? raw : rolled.plus(raw);
                });
    }

    private static long hourBefore(long time) {
        return time < Long.MIN_VALUE + Merging.HOUR ? time : RollUpReading.hour(time);
    }

    private static long hourAfter(long time) {
        return time > Long.MAX_VALUE - 2 * Merging.HOUR
                ? time
                : RollUpReading.hour(time + Merging.HOUR - 1);
    }

    private Windows raw(
            List<BlockFile> files, int id, long from, long to, Columns fresh, Windows windows) {
        days(overlapping(files, FileName.Content.RAW, from, to), fresh)
                .forEach(
                        (day, some) -> {
                            long first = Math.max(from, day);
                            long end = Math.min(to, day + Day.MILLIS);
                            Columns late = new Columns(16);
                            late.addAll(fresh, first, end);
                            if (some.size() == 1
                                    && late.size() == 0
                                    && !shelf.isErased(some.getFirst())) {
                                fold(some.getFirst(), id, first, end, windows);
                            } else {
                                foldAll(some, late, id, first, end, windows);
                            }
                        });
        return windows;
    }

    private Windows rolled(
            List<BlockFile> files, int id, long from, long to, Columns fresh, Windows windows) {
        BlockReader reader = borrow();
        Rolled fives = rollUps.read(files, id, from, to, Resolution.FIVE_MINUTES, reader);
        Rolled hours = rollUps.read(files, id, from, to, Resolution.HOUR, reader);
        if (fives.size() + hours.size() > 0) {
            Columns raw = new Columns();
            addValues(files, id, fives, fresh, reader, raw);
            addValues(files, id, hours, fresh, reader, raw);
            raw.tidy();
            RollUpReading.choose(fives, hours, raw, windows);
        }
        readers.add(reader);
        return windows;
    }

    /** The roll-ups of a step that stand alone, without raw samples in their window. */
    Windows rolled(int id, long from, long to, Resolution resolution) {
        Columns fresh = fresh(id, hourBefore(from), hourAfter(to));
        return shelf.reading(
                files -> {
                    Windows windows = new Windows(0, resolution.millis);
                    BlockReader reader = borrow();
                    Rolled some = rollUps.read(files, id, from, to, resolution, reader);
                    Columns raw = new Columns();
                    addValues(files, id, some, fresh, reader, raw);
                    raw.tidy();
                    RollUpReading.uncovered(some, resolution, raw).addAll(windows);
                    readers.add(reader);
                    return windows;
                });
    }

    /** Adds the raw values of the hours in which roll-ups lie; NaN is no value. */
    private void addValues(
            List<BlockFile> files,
            int id,
            Rolled rolled,
            Columns fresh,
            BlockReader reader,
            Columns into) {
        if (rolled.size() == 0) {
            return;
        }
        long from = RollUpReading.hour(rolled.times()[0]);
        long to = RollUpReading.hour(rolled.times()[rolled.size() - 1]) + Merging.HOUR;
        Columns all = new Columns();
        for (BlockFile file : overlapping(files, FileName.Content.RAW, from, to)) {
            take(file, id, from, to, reader, all);
        }
        all.addAll(fresh, from, to);
        all.tidy();
        for (int i = 0; i < all.size(); i++) {
            if (!Double.isNaN(all.values()[i])) {
                into.add(all.times()[i], all.values()[i]);
            }
        }
    }

    /** The files of each day, and the days of fresh samples. */
    private static SortedMap<Long, List<BlockFile>> days(List<BlockFile> files, Columns fresh) {
        SortedMap<Long, List<BlockFile>> days = new TreeMap<>();
        for (BlockFile file : files) {
            days.computeIfAbsent(file.origin(), day -> new ArrayList<>(2)).add(file);
        }
        for (int i = 0; i < fresh.size(); i++) {
            days.computeIfAbsent(Day.start(fresh.times()[i]), day -> List.of());
        }
        return days;
    }

    private void foldAll(
            List<BlockFile> raw, Columns fresh, int id, long from, long to, Windows windows) {
        Columns all = new Columns();
        BlockReader reader = borrow();
        for (BlockFile file : raw) {
            take(file, id, from, to, reader, all);
        }
        readers.add(reader);
        all.addAll(fresh);
        all.tidy();
        for (int i = 0; i < all.size(); i++) {
            windows.add(all.times()[i], all.values()[i]);
        }
    }

    /** One file holds the whole day: a block need not be decoded where its roll-ups fit. */
    private void fold(BlockFile file, int id, long from, long to, Windows windows) {
        BlockReader reader = borrow();
        file.read(
                id,
                block -> {
                    Summary whole = file.summary(block);
                    if (whole == null) {
                        foldSamples(reader, reader.read(block, file.origin()), from, to, windows);
                    } else if (whole.first() < to && whole.last() >= from) {
                        fold(whole, block, file.origin(), reader, from, to, windows);
                    }
                },
                shelf::report);
        readers.add(reader);
    }

    private static void fold(
            Summary whole,
            Source block,
            long origin,
            BlockReader reader,
            long from,
            long to,
            Windows windows) {
        boolean inside = whole.first() >= from && whole.last() < to;
        if (inside && windows.startOf(whole.first()) == windows.startOf(whole.last())) {
            windows.add(whole.first(), whole.count(), whole.sum(), whole.min(), whole.max());
        } else if (windows.isOfHours() && to % Merging.HOUR == 0 && whole.hours().remaining() > 0) {
            Source hours = whole.hours();
            int count = reader.read(hours, origin);
            addRolled(Rolled.more(reader, hours, count), from, to, windows);
        } else {
            foldSamples(reader, reader.read(block, origin), from, to, windows);
        }
    }

    private static void foldSamples(
            BlockReader reader, int count, long from, long to, Windows windows) {
        int last = Columns.first(reader.times(), count, to);
        for (int i = Columns.first(reader.times(), count, from); i < last; i++) {
            windows.add(reader.times()[i], reader.values()[i]);
        }
    }

    private static void addRolled(Rolled rolled, long from, long to, Windows windows) {
        for (int i = 0; i < rolled.times().length; i++) {
            long time = rolled.times()[i];
            if (time >= from && time < to) {
                rolled.add(i, windows);
            }
        }
    }
}
