package relais.meter.series.codec;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Reads what a {@link Sink} wrote. Reading past the end throws {@link DamagedException}. */
public final class Source {

    private static final VarHandle LONG =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private final byte[] bytes;
    private final int end;
    private int position;
    private long bit;

    public Source(byte[] bytes, int from, int end) {
        this.bytes = bytes;
        this.position = from;
        this.end = end;
    }

    public int position() {
        return position;
    }

    public int remaining() {
        return end - position;
    }

    public int getByte() {
        need(1);
        return bytes[position++] & 0xFF;
    }

    public int getShort() {
        need(2);
        return (bytes[position++] & 0xFF) | (bytes[position++] & 0xFF) << 8;
    }

    public int getInt() {
        return getShort() | getShort() << 16;
    }

    public long getLong() {
        need(8);
        long value = (long) LONG.get(bytes, position);
        position += 8;
        return value;
    }

    public long getVarint() {
        long value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            int next = getByte();
            value |= (next & 0x7FL) << shift;
            if (next < 0x80) {
                return value;
            }
        }
        throw new DamagedException("a number without end");
    }

    public long getSigned() {
        long value = getVarint();
        return (value >>> 1) ^ -(value & 1);
    }

    /** A varint that must lie in 0 to {@code max}. */
    public int getCount(int max) {
        long value = getVarint();
        if (value < 0 || value > max) {
            throw new DamagedException("a count of " + value + " where " + max + " is the most");
        }
        return (int) value;
    }

    public byte[] getBytes(int length) {
        need(length);
        byte[] out = new byte[length];
        System.arraycopy(bytes, position, out, 0, length);
        position += length;
        return out;
    }

    /** The next bytes by themselves; this goes on behind them. */
    public Source part(int length) {
        need(length);
        Source part = new Source(bytes, position, position + length);
        position += length;
        return part;
    }

    /** A second reader from here on. */
    Source mark() {
        return new Source(bytes, position, end);
    }

    void startBits() {
        bit = (long) position << 3;
    }

    /** Continues behind the last whole byte of a run of bits. */
    void endBits() {
        position = (int) ((bit + 7) >>> 3);
        need(0);
    }

    /**
     * Adds to each of the places {@code from} to before {@code to} what its symbol says: a base,
     * and the next bits, as many as the symbol has below it.
     */
    void getOffsets(long[] into, int from, int to, byte[] symbols, long[] base, int[] below) {
        long at = bit;
        // A word is read whole, and at most seven of its bits belong to what came before.
        long last = bytes.length - 8L << 3;
        for (int i = from; i < to; i++) {
            int symbol = symbols[i];
            int count = below[symbol];
            if (count > 56 || at > last) {
                bit = at;
                into[i] = base[symbol] + getBits(count);
            } else {
                long word = (long) LONG.get(bytes, (int) (at >>> 3)) >>> (at & 7);
                into[i] = base[symbol] + (word & ((1L << count) - 1));
            }
            at += count;
        }
        bit = at;
    }

    /** The next two bytes of {@code words} pairs, for {@link IntegerReader} to step through. */
    byte[] pairs(int words) {
        need(2 * words);
        return bytes;
    }

    void skip(int count) {
        need(count);
        position += count;
    }

    long getBits(int count) {
        if (count > 56) {
            long low = getBits(32);
            return low | getBits(count - 32) << 32;
        }
        int at = (int) (bit >>> 3);
        long word = at + 8 <= bytes.length ? (long) LONG.get(bytes, at) : tail(at);
        long value = (word >>> (bit & 7)) & ((1L << count) - 1);
        bit += count;
        return value;
    }

    private long tail(int at) {
        if (at > end) {
            throw new DamagedException("the block ends early");
        }
        long word = 0;
        for (int i = at; i < end; i++) {
            word |= (bytes[i] & 0xFFL) << ((i - at) << 3);
        }
        return word;
    }

    private void need(int count) {
        if (count < 0 || position > end - count) {
            throw new DamagedException("the block ends early");
        }
    }
}
