package relais.meter.series;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.IntUnaryOperator;
import relais.meter.series.codec.BlockWriter;
import relais.meter.series.files.BlockFileWriter;
import relais.meter.series.files.FileName;

/**
 * Takes in roll-ups that were made elsewhere: by another store, by RRDtool. They come in bulk, so
 * each lot is written as a file of its own, durable at once; {@link Upkeep} merges such files.
 */
final class GivenRollUps {

    private final Shelf shelf;
    private final IntUnaryOperator retention;
    private final Since since;
    private final ReentrantLock writing = new ReentrantLock();
    private boolean closed;

    GivenRollUps(Shelf shelf, IntUnaryOperator retention, Since since) {
        this.shelf = shelf;
        this.retention = retention;
        this.since = since;
    }

    /** The time before which roll-ups of a retention class are not kept. */
    @FunctionalInterface
    interface Since {
        long of(Resolution resolution, int retention);
    }

    /** Lots by resolution and series. */
    private static final class Lot {
        private final Map<Resolution, TreeMap<Integer, Rolled>> all =
                new EnumMap<>(Resolution.class);
        private int taken;
        private int tooOld;
        private int tooFar;
    }

    /** Keeps all of them, but for those whose time is over or has not come, or none. */
    Appended append(long[] ids, List<Windows> each, long until) {
        Lot lot = new Lot();
        for (int i = 0; i < ids.length; i++) {
            add(Math.toIntExact(ids[i]), each.get(i), until, lot);
        }
        writing.lock();
        try {
            if (closed) {
                return new Appended.Broken("the store is closed");
            }
            if (lot.taken > 0) {
                write(lot);
            }
            return new Appended.Stored(lot.taken, lot.tooOld, lot.tooFar);
        } catch (IOException full) {
            return new Appended.Refused("the disk did not take the roll-ups: " + full.getMessage());
        } finally {
            writing.unlock();
        }
    }

    private void add(int id, Windows windows, long until, Lot lot) {
        Resolution resolution = Resolution.of(windows);
        long oldest = since.of(resolution, retention.applyAsInt(id));
        Rolled all = Rolled.of(windows);
        Rolled taken = all.only(i -> all.times()[i] >= oldest && all.times()[i] < until);
        for (long time : all.times()) {
            lot.tooOld += time < oldest ? 1 : 0;
            lot.tooFar += time >= until ? 1 : 0;
        }
        lot.taken += taken.size();
        if (taken.size() > 0) {
            lot.all
                    .computeIfAbsent(resolution, r -> new TreeMap<>())
                    .merge(id, taken, (one, other) -> one.with(other, false));
        }
    }

    private void write(Lot lot) throws IOException {
        List<FileName> made = new ArrayList<>();
        try {
            for (Map.Entry<Resolution, TreeMap<Integer, Rolled>> one : lot.all.entrySet()) {
                FileName name = new FileName(shelf.takeNumber(), one.getKey().given);
                made.add(name);
                write(name, one.getValue());
            }
        } catch (IOException full) {
            // It needs the room back.
            for (FileName name : made) {
                Files.deleteIfExists(shelf.folder().resolve(name.toString()));
            }
            throw full;
        }
        shelf.add(made);
    }

    private void write(FileName name, TreeMap<Integer, Rolled> lot) throws IOException {
        long origin = Day.start(lot.firstEntry().getValue().times()[0]);
        Path file = shelf.folder().resolve(name.toString());
        try (BlockFileWriter writer = new BlockFileWriter(file, origin)) {
            for (Map.Entry<Integer, Rolled> series : lot.entrySet()) {
                int id = series.getKey();
                write(id, retention.applyAsInt(id), series.getValue(), writer);
            }
            writer.finish();
        }
    }

    static void write(int id, int retention, Rolled rolled, BlockFileWriter writer)
            throws IOException {
        writer.mark(retention);
        for (int from = 0; from < rolled.size(); from += BlockWriter.MOST_SAMPLES) {
            int count = Math.min(BlockWriter.MOST_SAMPLES, rolled.size() - from);
            writer.addRange(id, rolled.times(), rolled.columns(), from, count);
        }
    }

    void close() {
        writing.lock();
        closed = true;
        writing.unlock();
    }
}
