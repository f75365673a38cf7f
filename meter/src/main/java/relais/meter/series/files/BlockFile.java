package relais.meter.series.files;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.BitSet;
import java.util.function.Consumer;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;
import relais.meter.series.codec.DamagedException;
import relais.meter.series.codec.Source;

/** A sealed file of blocks. Thread safe; stays readable after its name is deleted. */
public final class BlockFile implements AutoCloseable {

    /** Bytes taken from the disk at once when all blocks are read in turn. */
    private static final int WINDOW = 128 << 10;

    private final FileName name;
    private final FileChannel channel;
    private final Indexes indexes;
    private final long indexAt;
    private final int indexLength;
    private final int entries;
    private final int indexCheck;
    private final long first;
    private final long last;
    private final long samples;
    private final long origin;
    private final long marks;
    private final long rollUpBytes;
    private final long bytes;

    /** A block's bytes, checked. */
    @FunctionalInterface
    public interface Visitor {
        void block(Source source);
    }

    private BlockFile(FileName name, FileChannel channel, Indexes indexes) throws IOException {
        this.name = name;
        this.channel = channel;
        this.indexes = indexes;
        bytes = channel.size();
        int length = BlockFileWriter.TRAILER;
        byte[] trailer = new byte[length];
        long at = bytes - length;
        if (at < BlockFileWriter.HEADER
                || Durable.readFully(channel, ByteBuffer.wrap(trailer), at) < length) {
            throw new DamagedException(name + " is too short");
        }
        Source source = new Source(trailer, 0, length);
        indexAt = source.getLong();
        indexLength = source.getInt();
        entries = source.getInt();
        first = source.getLong();
        last = source.getLong();
        samples = source.getLong();
        origin = source.getLong();
        marks = source.getLong();
        rollUpBytes = source.getLong();
        indexCheck = source.getInt();
        int version = source.getInt();
        if (source.getInt() != Durable.check(trailer, 0, length - 4)
                || indexAt + indexLength != at) {
            throw new DamagedException(name + " has a damaged trailer");
        }
        if (version != 1) {
            throw new DamagedException(name + " has version " + version + "; this knows 1");
        }
    }

    /**
     * @throws DamagedException when the trailer is not sound
     */
    public static BlockFile open(Path folder, FileName name, Indexes indexes) throws IOException {
        FileChannel channel =
                FileChannel.open(folder.resolve(name.toString()), StandardOpenOption.READ);
        try {
            return new BlockFile(name, channel, indexes);
        } catch (DamagedException | IOException unreadable) {
            channel.close();
            throw unreadable;
        }
    }

    public FileName name() {
        return name;
    }

    public long first() {
        return first;
    }

    public long last() {
        return last;
    }

    public long samples() {
        return samples;
    }

    public long bytes() {
        return bytes;
    }

    public long origin() {
        return origin;
    }

    /** Of them, how many are roll-ups beside raw samples. */
    public long rollUpBytes() {
        return rollUpBytes;
    }

    /** Whether series of a retention class are in it. */
    public boolean isMarked(int retention) {
        return (marks >>> retention & 1) == 1;
    }

    /** Visits the series' sound blocks in the order of their times; damage is told of the rest. */
    public void read(int id, Visitor visitor, Consumer<String> damage) {
        try {
            BlockIndex.Walk walk = index().near(id);
            while (walk.hasNext()) {
                walk.next();
                if (walk.id > id) {
                    return;
                }
                if (walk.id == id) {
                    visit(walk, visitor, damage);
                }
            }
        } catch (DamagedException index) {
            damage.accept(String.valueOf(index.getMessage()));
        } catch (IOException failure) {
            throw new UncheckedIOException(name + " cannot be read", failure);
        }
    }

    private void visit(BlockIndex.Walk walk, Visitor visitor, Consumer<String> damage)
            throws IOException {
        try {
            byte[] block = new byte[walk.length];
            Durable.readFully(channel, ByteBuffer.wrap(block), walk.offset);
            visitor.block(checked(walk.id, block, 0, block.length));
        } catch (DamagedException broken) {
            damage.accept(String.valueOf(broken.getMessage()));
        }
    }

    private Source checked(int id, byte[] bytes, int from, int length) {
        CRC32C crc = new CRC32C();
        crc.update(id);
        crc.update(id >>> 8);
        crc.update(id >>> 16);
        crc.update(id >>> 24);
        int end = from + length - 4;
        crc.update(bytes, from, length - 4);
        if (new Source(bytes, end, end + 4).getInt() != (int) crc.getValue()) {
            throw new DamagedException("a block of series " + id + " in " + name + " is damaged");
        }
        return new Source(bytes, from, end);
    }

    private BlockIndex index() throws IOException {
        BlockIndex known = indexes.get(name);
        if (known != null) {
            return known;
        }
        byte[] stored = new byte[indexLength];
        Durable.readFully(channel, ByteBuffer.wrap(stored), indexAt);
        if (Durable.check(stored, 0, indexLength) != indexCheck) {
            throw new DamagedException("the index of " + name + " is damaged");
        }
        BlockIndex index = new BlockIndex(stored, entries, BlockFileWriter.HEADER);
        indexes.put(name, index);
        return index;
    }

    /**
     * Marks the series that have blocks here.
     *
     * @throws DamagedException when the index does not say
     */
    public void mark(BitSet there) throws IOException {
        for (BlockIndex.Walk walk = index().all(); walk.hasNext(); ) {
            walk.next();
            there.set(walk.id);
        }
    }

    /** All blocks in turn. Not thread safe. */
    public Cursor cursor() throws IOException {
        return new Cursor(index().all());
    }

    /** Stands before the first block at first. */
    public final class Cursor {
        private final BlockIndex.Walk walk;
        private byte[] window = new byte[0];
        private long windowAt;
        private int filled;

        private Cursor(BlockIndex.Walk walk) {
            this.walk = walk;
        }

        public boolean next() {
            boolean more = walk.hasNext();
            if (more) {
                walk.next();
            }
            return more;
        }

        public int id() {
            return walk.id;
        }

        /**
         * Valid until the next.
         *
         * @throws DamagedException when it is not as written
         */
        public Source block() throws IOException {
            if (walk.offset + walk.length > windowAt + filled) {
                if (window.length < Math.max(WINDOW, walk.length)) {
                    window = new byte[Math.max(WINDOW, walk.length)];
                }
                windowAt = walk.offset;
                filled = Durable.readFully(channel, ByteBuffer.wrap(window), windowAt);
                if (filled < walk.length) {
                    throw new DamagedException(name + " is too short");
                }
            }
            return checked(walk.id, window, (int) (walk.offset - windowAt), walk.length);
        }
    }

    /** What the summary before a raw block says; null when it has none. Leaves the block itself. */
    public @Nullable Summary summary(Source block) {
        return block.getByte() == 1 ? Summary.read(origin, block) : null;
    }

    @Override
    public void close() throws IOException {
        indexes.forget(name);
        channel.close();
    }
}
