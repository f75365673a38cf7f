package relais.meter.series;

import java.util.Arrays;
import relais.meter.series.codec.BlockReader;
import relais.meter.series.codec.Source;

/** Roll-ups as a file holds them: columns over the starts of windows. */
record Rolled(long[] times, double[] counts, double[] sums, double[] mins, double[] maxs) {

    /** Four blocks. */
    static Rolled read(BlockReader reader, Source block, long origin) {
        double[][] columns = new double[4][];
        int count = 0;
        for (int c = 0; c < columns.length; c++) {
            count = reader.read(block, origin);
            columns[c] = Arrays.copyOf(reader.values(), count);
        }
        long[] times = Arrays.copyOf(reader.times(), count);
        return new Rolled(times, columns[0], columns[1], columns[2], columns[3]);
    }

    /** One block, which was read, and three more columns. */
    static Rolled more(BlockReader reader, Source block, int count) {
        double[][] columns = new double[4][];
        columns[0] = Arrays.copyOf(reader.values(), count);
        for (int c = 1; c < columns.length; c++) {
            reader.readMore(block, count);
            columns[c] = Arrays.copyOf(reader.values(), count);
        }
        long[] times = Arrays.copyOf(reader.times(), count);
        return new Rolled(times, columns[0], columns[1], columns[2], columns[3]);
    }

    void add(int index, Windows windows) {
        windows.add(times[index], (long) counts[index], sums[index], mins[index], maxs[index]);
    }
}
