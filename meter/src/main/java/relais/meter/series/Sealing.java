package relais.meter.series;

import java.io.IOException;
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
        for (long day : days) {
            FileName name = new FileName(shelf.takeNumber(), FileName.Content.RAW);
            Path file = shelf.folder().resolve(name.toString());
            try (BlockFileWriter writer = new BlockFileWriter(file, day)) {
                writeDay(runs, day, series, writer);
                writer.finish();
            }
            written.add(name);
        }
        return written;
    }

    private void writeDay(List<Run> runs, long day, int series, BlockFileWriter writer)
            throws IOException {
        Columns columns = new Columns();
        for (int id = 0; id < series; id++) {
            columns.clear();
            for (Run run : runs) {
                run.collect(id, day, day + Day.MILLIS, columns);
            }
            columns.tidy();
            if (columns.size() > 0) {
                writer.mark(retention.applyAsInt(id));
                write(id, columns, false, writer);
            }
        }
    }

    /** In as few blocks as there must be, of even size. */
    static void write(int id, Columns columns, boolean last, BlockFileWriter writer)
            throws IOException {
        int most = BlockWriter.MOST_SAMPLES;
        int parts = (columns.size() + most - 1) / most;
        for (int part = 0; part < parts; part++) {
            int from = (int) ((long) columns.size() * part / parts);
            int to = (int) ((long) columns.size() * (part + 1) / parts);
            writer.addSamples(id, columns.times(), columns.values(), from, to - from, last);
        }
    }
}
