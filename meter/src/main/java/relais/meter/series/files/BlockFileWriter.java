package relais.meter.series.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32C;
import relais.meter.series.codec.BlockWriter;
import relais.meter.series.codec.Sink;

/** Writes a block file from the first block to the last, series ascending. */
public final class BlockFileWriter implements AutoCloseable {

    static final long MAGIC = 0x52454c53424c4b31L;
    static final int HEADER = 16;
    static final int TRAILER = 76;

    private static final int FLUSH = 1 << 20;

    private final FileChannel channel;
    private final Path file;
    private final long origin;
    private final BlockWriter codec = new BlockWriter();
    private final Sink blocks = new Sink(2 * FLUSH);
    private final Sink index = new Sink(1 << 16);
    private final Sink hours = new Sink(1 << 12);
    private final HourSums hourSums = new HourSums();
    private final CRC32C crc = new CRC32C();
    private long written;
    private int entries;
    private int lastId;
    private long samples;
    private long marks;
    private long rollUpBytes;
    private long least = Long.MAX_VALUE;
    private long most = Long.MIN_VALUE;

    /**
     * Makes the file; it must not exist.
     *
     * @param origin the time to which block times are relative
     */
    public BlockFileWriter(Path file, long origin) throws IOException {
        this.file = file;
        this.origin = origin;
        channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        blocks.putLong(MAGIC);
        blocks.putLong(origin);
    }

    public int entries() {
        return entries;
    }

    /** Notes that series of a retention class (0 to 63) are in the file. */
    public void mark(int retention) {
        marks |= 1L << retention;
    }

    /**
     * A block of raw samples.
     *
     * @param last it will be kept: packed well, with a summary before it; else it is to be merged
     */
    public void addSamples(int id, long[] times, double[] values, int from, int count, boolean last)
            throws IOException {
        int start = blocks.size();
        if (last) {
            blocks.putByte(1);
            Summary.of(times, values, from, count).write(origin, blocks);
            hours.clear();
            hourSums.write(times, values, from, count, origin, codec, hours);
            blocks.putVarint(hours.size());
            blocks.putBytes(hours.array(), 0, hours.size());
            rollUpBytes += hours.size();
        } else {
            blocks.putByte(0);
        }
        codec.write(origin, times, values, from, count, !last, blocks);
        samples += count;
        finish(id, start, times[from], times[from + count - 1]);
    }

    /** A block of roll-ups: columns over the same times. */
    public void addColumns(int id, long[] times, double[][] columns, int from, int count)
            throws IOException {
        int start = blocks.size();
        for (double[] column : columns) {
            codec.write(origin, times, column, from, count, false, blocks);
        }
        samples += count;
        finish(id, start, times[from], times[from + count - 1]);
    }

    /** A block of roll-ups in a file of any span: its range before its columns. */
    public void addRange(int id, long[] times, double[][] columns, int from, int count)
            throws IOException {
        int start = blocks.size();
        blocks.putSigned(times[from] - origin);
        blocks.putVarint(times[from + count - 1] - times[from]);
        for (double[] column : columns) {
            codec.write(origin, times, column, from, count, false, blocks);
        }
        samples += count;
        finish(id, start, times[from], times[from + count - 1]);
    }

    private void finish(int id, int start, long first, long last) throws IOException {
        crc.reset();
        crc.update(id);
        crc.update(id >>> 8);
        crc.update(id >>> 16);
        crc.update(id >>> 24);
        crc.update(blocks.array(), start, blocks.size() - start);
        blocks.putInt((int) crc.getValue());
        index.putVarint(id - lastId);
        index.putVarint(blocks.size() - start);
        lastId = id;
        entries++;
        least = Math.min(least, first);
        most = Math.max(most, last);
        if (blocks.size() >= FLUSH) {
            flush();
        }
    }

    private void flush() throws IOException {
        Durable.writeFully(channel, ByteBuffer.wrap(blocks.array(), 0, blocks.size()));
        written += blocks.size();
        blocks.clear();
    }

    /** Ends the file; durable when it returns, its name too. */
    public void finish() throws IOException {
        flush();
        long indexAt = written;
        blocks.putBytes(index.array(), 0, index.size());
        int indexCheck = Durable.check(index.array(), 0, index.size());
        int start = blocks.size();
        blocks.putLong(indexAt);
        blocks.putInt(index.size());
        blocks.putInt(entries);
        blocks.putLong(least);
        blocks.putLong(most);
        blocks.putLong(samples);
        blocks.putLong(origin);
        blocks.putLong(marks);
        blocks.putLong(rollUpBytes);
        blocks.putInt(indexCheck);
        blocks.putInt(1);
        blocks.putInt(Durable.check(blocks.array(), start, blocks.size() - start));
        flush();
        channel.force(true);
        Durable.forceFolderOf(file);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
