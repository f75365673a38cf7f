package relais.meter.series;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
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

    private final Head head;
    private final Shelf shelf;
    private final Queue<BlockReader> readers = new ConcurrentLinkedQueue<>();

    Reading(Head head, Shelf shelf) {
        this.head = head;
        this.shelf = shelf;
    }

    /** From one time to before another. */
    Columns samples(int id, long from, long to) {
        // The head first: what is sealed meanwhile is then seen twice, not never.
        Columns fresh = fresh(id, from, to);
        Columns all = new Columns();
        BlockReader reader = borrow();
        shelf.reading(
                files -> {
                    for (BlockFile file : overlapping(files, FileName.Content.RAW, from, to)) {
                        take(file, id, from, to, reader, all);
                    }
                    return all;
                });
        readers.add(reader);
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
        Columns fresh = fresh(id, from, to);
        return shelf.reading(
                files -> {
                    Windows windows = new Windows(from, step);
                    addRolled(files, id, from, to, windows);
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
                });
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

    /** The coarser roll-ups where they fit the step or are all that is left. */
    private void addRolled(List<BlockFile> files, int id, long from, long to, Windows windows) {
        List<BlockFile> fives = overlapping(files, FileName.Content.FIVE_MINUTES, from, to);
        List<BlockFile> hours = overlapping(files, FileName.Content.HOURS, from, to);
        boolean byHours = windows.isOfHours();
        List<BlockFile> chosen = new ArrayList<>(byHours ? hours : fives);
        Set<Long> days = new HashSet<>();
        chosen.forEach(file -> days.add(file.origin()));
        for (BlockFile other : byHours ? fives : hours) {
            if (!days.contains(other.origin())) {
                chosen.add(other);
            }
        }
        chosen.sort((a, b) -> Long.compare(a.first(), b.first()));
        for (BlockFile file : chosen) {
            addRolled(file, id, from, to, windows);
        }
    }

    private void addRolled(BlockFile file, int id, long from, long to, Windows windows) {
        BlockReader reader = borrow();
        file.read(
                id,
                block -> {
                    Rolled rolled = Rolled.read(reader, block, file.origin());
                    int count = rolled.times().length;
                    Columns left = new Columns(count);
                    double[] places = new double[count];
                    Arrays.setAll(places, i -> i);
                    left.addAll(rolled.times(), places, count, from, to);
                    shelf.erase(file, id, left);
                    for (int i = 0; i < left.size(); i++) {
                        rolled.add((int) left.values()[i], windows);
                    }
                },
                shelf::report);
        readers.add(reader);
    }
}
