package relais.meter.series;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.function.IntUnaryOperator;
import relais.meter.series.codec.BlockReader;
import relais.meter.series.files.BlockFile;
import relais.meter.series.files.BlockFileWriter;
import relais.meter.series.files.FileName;

/**
 * Makes one file of a day's files. Samples of series whose raw time is over become roll-ups on the
 * way; erased ones are left out. What cannot be read whole is not touched.
 */
final class Merging {

    static final long FIVE_MINUTES = 300_000;
    static final long HOUR = 3_600_000;

    private final Shelf shelf;
    private final IntUnaryOperator retention;
    private final BooleanSupplier stopped;
    private final BlockReader reader = new BlockReader();
    private final Columns columns = new Columns();
    private final Columns part = new Columns();

    Merging(Shelf shelf, IntUnaryOperator retention, BooleanSupplier stopped) {
        this.shelf = shelf;
        this.retention = retention;
        this.stopped = stopped;
    }

    /** Merges raw files of one day, oldest first. */
    void merge(List<BlockFile> inputs) throws IOException {
        FileName name = new FileName(shelf.takeNumber(), FileName.Content.RAW);
        try (BlockFileWriter writer = writer(name, inputs.getFirst().origin())) {
            each(inputs, id -> put(id, writer));
            writer.finish();
            shelf.replace(inputs, kept(name, writer));
        } catch (RuntimeException | IOException unfinished) {
            Files.deleteIfExists(shelf.folder().resolve(name.toString()));
            throw unfinished;
        }
    }

    /** Rolls up the series of one retention class, and keeps the others as they are. */
    void roll(List<BlockFile> inputs, int expired) throws IOException {
        long origin = inputs.getFirst().origin();
        FileName raw = new FileName(shelf.takeNumber(), FileName.Content.RAW);
        FileName fives = new FileName(shelf.takeNumber(), FileName.Content.FIVE_MINUTES);
        FileName hours = new FileName(shelf.takeNumber(), FileName.Content.HOURS);
        try (BlockFileWriter rawOut = writer(raw, origin);
                BlockFileWriter fivesOut = writer(fives, origin);
                BlockFileWriter hoursOut = writer(hours, origin)) {
            each(
                    inputs,
                    id -> {
                        if (retention.applyAsInt(id) == expired) {
                            putWindows(id, expired, FIVE_MINUTES, fivesOut);
                            putWindows(id, expired, HOUR, hoursOut);
                        } else {
                            put(id, rawOut);
                        }
                    });
            List<FileName> made = new ArrayList<>();
            for (BlockFileWriter writer : List.of(rawOut, fivesOut, hoursOut)) {
                writer.finish();
            }
            made.addAll(kept(raw, rawOut));
            made.addAll(kept(fives, fivesOut));
            made.addAll(kept(hours, hoursOut));
            shelf.replace(inputs, made);
        } catch (RuntimeException | IOException unfinished) {
            for (FileName name : List.of(raw, fives, hours)) {
                Files.deleteIfExists(shelf.folder().resolve(name.toString()));
            }
            throw unfinished;
        }
    }

    private BlockFileWriter writer(FileName name, long origin) throws IOException {
        Path file = shelf.folder().resolve(name.toString());
        return new BlockFileWriter(file, origin);
    }

    private List<FileName> kept(FileName name, BlockFileWriter writer) throws IOException {
        if (writer.entries() > 0) {
            return List.of(name);
        }
        Files.delete(shelf.folder().resolve(name.toString()));
        return List.of();
    }

    private void put(int id, BlockFileWriter writer) throws IOException {
        writer.mark(retention.applyAsInt(id));
        Sealing.write(id, columns, true, writer);
    }

    private void putWindows(int id, int expired, long step, BlockFileWriter writer)
            throws IOException {
        Windows windows = new Windows(0, step);
        for (int i = 0; i < columns.size(); i++) {
            windows.add(columns.times()[i], columns.values()[i]);
        }
        if (windows.size() > 0) {
            writer.mark(expired);
            writer.addColumns(id, windows.times(), windows.columns(), 0, windows.size());
        }
    }

    @FunctionalInterface
    private interface SeriesVisitor {
        void series(int id) throws IOException;
    }

    /** Visits each series with its samples of all inputs in the columns. */
    private void each(List<BlockFile> inputs, SeriesVisitor visitor) throws IOException {
        List<BlockFile.Cursor> cursors = new ArrayList<>();
        List<BlockFile> files = new ArrayList<>();
        for (BlockFile input : inputs) {
            BlockFile.Cursor cursor = input.cursor();
            if (cursor.next()) {
                cursors.add(cursor);
                files.add(input);
            }
        }
        while (!cursors.isEmpty()) {
            if (stopped.getAsBoolean()) {
                throw new CancellationException("the store is closing");
            }
            int id = Integer.MAX_VALUE;
            for (BlockFile.Cursor cursor : cursors) {
                id = Math.min(id, cursor.id());
            }
            columns.clear();
            for (int i = 0; i < cursors.size(); i++) {
                if (cursors.get(i).id() == id && !take(id, files.get(i), cursors.get(i))) {
                    cursors.remove(i);
                    files.remove(i);
                    i--;
                }
            }
            columns.tidy();
            if (columns.size() > 0 && retention.applyAsInt(id) >= 0) {
                visitor.series(id);
            }
        }
    }

    /** Takes the series' blocks of one file; false at the file's end. */
    private boolean take(int id, BlockFile file, BlockFile.Cursor cursor) throws IOException {
        part.clear();
        boolean more = true;
        while (more && cursor.id() == id) {
            var block = cursor.block();
            file.summary(block);
            int count = reader.read(block, file.origin());
            part.addAll(reader.times(), reader.values(), count, Long.MIN_VALUE, Long.MAX_VALUE);
            more = cursor.next();
        }
        shelf.erase(file, id, part);
        columns.addAll(part);
        return more;
    }
}
