package relais.meter.series;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import relais.meter.series.codec.BlockReader;
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
        boolean erased = !shelf.manifest().erasures().isEmpty();
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
            shelf.erase(file.name(), id, part);
            into.addAll(part);
        }
    }

    /** Windows of a step from one time to before another, from samples and from roll-ups. */
    Windows windows(int id, long from, long to, long step) {
        Columns fresh = fresh(id, from, to);
        return shelf.reading(
                files -> {
                    Windows windows = new Windows(from, step);
                    addRolled(files, id, from, to, step, windows);
                    List<BlockFile> raw = overlapping(files, FileName.Content.RAW, from, to);
                    if (raw.size() == 1
                            && fresh.size() == 0
                            && shelf.manifest().erasures().isEmpty()) {
                        fold(raw.getFirst(), id, from, to, windows);
                    } else {
                        foldAll(raw, fresh, id, from, to, windows);
                    }
                    return windows;
                });
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

    /** One file holds everything: a block within one window need not be decoded. */
    private void fold(BlockFile file, int id, long from, long to, Windows windows) {
        BlockReader reader = borrow();
        file.read(
                id,
                block -> {
                    Summary whole = file.summary(block);
                    if (whole != null && (whole.first() >= to || whole.last() < from)) {
                        return;
                    }
                    if (whole != null
                            && whole.first() >= from
                            && whole.last() < to
                            && windows.startOf(whole.first()) == windows.startOf(whole.last())) {
                        windows.add(
                                whole.first(),
                                whole.count(),
                                whole.sum(),
                                whole.min(),
                                whole.max());
                        return;
                    }
                    int count = reader.read(block, file.origin());
                    int last = Columns.first(reader.times(), count, to);
                    for (int i = Columns.first(reader.times(), count, from); i < last; i++) {
                        windows.add(reader.times()[i], reader.values()[i]);
                    }
                },
                shelf::report);
        readers.add(reader);
    }

    /** The coarser roll-ups where they fit the step or are all that is left. */
    private void addRolled(
            List<BlockFile> files, int id, long from, long to, long step, Windows windows) {
        List<BlockFile> fives = overlapping(files, FileName.Content.FIVE_MINUTES, from, to);
        List<BlockFile> hours = overlapping(files, FileName.Content.HOURS, from, to);
        boolean byHours = step % Merging.HOUR == 0 && from % Merging.HOUR == 0;
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
                    double[][] columns = new double[4][];
                    int count = 0;
                    for (int c = 0; c < columns.length; c++) {
                        count = reader.read(block, file.origin());
                        columns[c] = Arrays.copyOf(reader.values(), count);
                    }
                    Columns left = new Columns(count);
                    double[] places = new double[count];
                    Arrays.setAll(places, i -> i);
                    left.addAll(reader.times(), places, count, from, to);
                    shelf.erase(file.name(), id, left);
                    for (int i = 0; i < left.size(); i++) {
                        int at = (int) left.values()[i];
                        windows.add(
                                left.times()[i],
                                (long) columns[0][at],
                                columns[1][at],
                                columns[2][at],
                                columns[3][at]);
                    }
                },
                shelf::report);
        readers.add(reader);
    }
}
