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

/** Makes one file of some files of roll-ups, without what is erased or no longer kept. */
final class RollUpMerging {

    private final Shelf shelf;
    private final IntUnaryOperator retention;
    private final GivenRollUps.Since since;
    private final BooleanSupplier stopped;
    private final BlockReader reader = new BlockReader();

    RollUpMerging(
            Shelf shelf,
            IntUnaryOperator retention,
            GivenRollUps.Since since,
            BooleanSupplier stopped) {
        this.shelf = shelf;
        this.retention = retention;
        this.since = since;
        this.stopped = stopped;
    }

    /** All of one content. */
    void merge(List<BlockFile> inputs, Resolution resolution) throws IOException {
        FileName.Content content = inputs.getFirst().name().content();
        FileName name = new FileName(shelf.takeNumber(), content);
        Path file = shelf.folder().resolve(name.toString());
        long origin = inputs.stream().mapToLong(BlockFile::origin).min().orElseThrow();
        try (BlockFileWriter writer = new BlockFileWriter(file, origin)) {
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
                int id = cursors.stream().mapToInt(BlockFile.Cursor::id).min().orElseThrow();
                write(id, resolution, take(id, files, cursors), content, writer);
            }
            writer.finish();
            if (writer.entries() > 0) {
                shelf.replace(inputs, List.of(name));
            } else {
                Files.delete(file);
                shelf.replace(inputs, List.of());
            }
        } catch (RuntimeException | IOException unfinished) {
            Files.deleteIfExists(file);
            throw unfinished;
        }
    }

    private void write(
            int id,
            Resolution resolution,
            Rolled all,
            FileName.Content content,
            BlockFileWriter writer)
            throws IOException {
        int its = retention.applyAsInt(id);
        if (its < 0) {
            return;
        }
        long oldest = since.of(resolution, its);
        Rolled kept = RollUpReading.within(all, oldest, Long.MAX_VALUE, List.of());
        if (kept.size() == 0) {
            return;
        }
        if (RollUpReading.isRanged(content)) {
            GivenRollUps.write(id, its, kept, writer);
        } else {
            writer.mark(its);
            writer.addColumns(id, kept.times(), kept.columns(), 0, kept.size());
        }
    }

    private Rolled take(int id, List<BlockFile> files, List<BlockFile.Cursor> cursors)
            throws IOException {
        Rolled all = Rolled.NONE;
        for (int i = 0; i < cursors.size(); i++) {
            BlockFile.Cursor cursor = cursors.get(i);
            BlockFile file = files.get(i);
            boolean more = true;
            Rolled part = Rolled.NONE;
            while (more && cursor.id() == id) {
                part = part.with(RollUpReading.decode(file, cursor.block(), reader), true);
                more = cursor.next();
            }
            all = all.with(left(file, id, part), false);
            if (!more) {
                cursors.remove(i);
                files.remove(i);
                i--;
            }
        }
        return all;
    }

    private Rolled left(BlockFile file, int id, Rolled part) {
        return part.size() == 0
                ? part
                : RollUpReading.within(
                        part, Long.MIN_VALUE, Long.MAX_VALUE, shelf.erasures(file, id));
    }
}
