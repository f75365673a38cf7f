package relais.meter.series;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.IntUnaryOperator;
import relais.meter.series.codec.BlockWriter;
import relais.meter.series.files.BlockFileWriter;
import relais.meter.series.files.FileName;

/** Writes runs into files, one for each day. */
final class Sealing {

    private final Shelf shelf;
    private final IntUnaryOperator retention;

    Sealing(Shelf shelf, IntUnaryOperator retention) {
        this.shelf = shelf;
        this.retention = retention;
    }

    /** The files, durable but not yet counted. */
    List<FileName> write(List<Run> runs) throws IOException {
        SortedSet<Long> days = new TreeSet<>();
        int series = 0;
        for (Run run : runs) {
            days.addAll(run.days());
            series = Math.max(series, run.series());
        }
        List<FileName> written = new ArrayList<>();
        try {
            for (long day : days) {
                FileName name = new FileName(shelf.takeNumber(), FileName.Content.RAW);
                written.add(name);
                Path file = shelf.folder().resolve(name.toString());
                try (BlockFileWriter writer = new BlockFileWriter(file, day)) {
                    writeDay(runs, day, series, writer);
                    writer.finish();
                }
            }
        } catch (IOException failed) {
            // A full disk must get its room back before the next attempt.
            for (FileName name : written) {
                Files.deleteIfExists(shelf.folder().resolve(name.toString()));
            }
            throw failed;
        }
        return written;
    }

    private void writeDay(List<Run> runs, long day, int series, BlockFileWriter writer)
            throws IOException {
        Columns columns = new Columns();
        for (int id = 0; id < series; id++) {
            int its = retention.applyAsInt(id);
            if (its < 0) {
                continue;
            }
            columns.clear();
            for (Run run : runs) {
                run.collect(id, day, day + Day.MILLIS, columns);
            }
            columns.tidy();
            if (columns.size() > 0) {
                writer.mark(its);
                write(id, columns, false, writer);
            }
        }
    }

    /** In blocks that end with an hour where they can, so that each hour's roll-up is whole. */
    static void write(int id, Columns columns, boolean last, BlockFileWriter writer)
            throws IOException {
        long[] times = columns.times();
        for (int from = 0; from < columns.size(); ) {
            int to = Math.min(columns.size(), from + BlockWriter.MOST_SAMPLES);
            if (to < columns.size()) {
                long hour = Math.floorDiv(times[to], Merging.HOUR) * Merging.HOUR;
                int cut = Columns.first(times, columns.size(), hour);
                to = cut > from ? cut : to;
            }
            writer.addSamples(id, times, columns.values(), from, to - from, last);
            from = to;
        }
    }
}
