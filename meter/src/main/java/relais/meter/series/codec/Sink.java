package relais.meter.series.codec;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/** A growing array of bytes, little-endian, with bits packed from the lowest up. */
public final class Sink {

    private static final VarHandle LONG =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private byte[] bytes;
    private int size;
    private long pending;
    private int pendingBits;

    public Sink(int capacity) {
        bytes = new byte[capacity];
    }

    public byte[] array() {
        return bytes;
    }

    public int size() {
        return size;
    }

    public void clear() {
        size = 0;
    }

    public void putByte(int value) {
        room(1);
        bytes[size++] = (byte) value;
    }

    public void putShort(int value) {
        room(2);
        bytes[size++] = (byte) value;
        bytes[size++] = (byte) (value >>> 8);
    }

    public void putInt(int value) {
        putShort(value);
        putShort(value >>> 16);
    }

    public void putLong(long value) {
        room(8);
        LONG.set(bytes, size, value);
        size += 8;
    }

    /** Seven bits a byte, lowest first; the high bit says that more follow. */
    public void putVarint(long value) {
        room(10);
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            bytes[size++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        bytes[size++] = (byte) rest;
    }

    /** Small numbers of either sign in few bytes. */
    public void putSigned(long value) {
        putVarint((value << 1) ^ (value >> 63));
    }

    public void putBytes(byte[] from, int offset, int length) {
        room(length);
        System.arraycopy(from, offset, bytes, size, length);
        size += length;
    }

    /** The lowest {@code count} (0 to 64) bits of the value; others must be 0. */
    void putBits(long value, int count) {
        pending |= value << pendingBits;
        int all = pendingBits + count;
        if (all >= 64) {
            putLong(pending);
            all -= 64;
            int taken = count - all;
            pending = taken == 64 ? 0 : value >>> taken;
        }
        pendingBits = all;
    }

    /** Ends a run of bits at a whole byte. */
    void flushBits() {
        for (int left = pendingBits; left > 0; left -= 8) {
            putByte((int) pending);
            pending >>>= 8;
        }
        pending = 0;
        pendingBits = 0;
    }

    private void room(int wanted) {
        if (size + wanted > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + wanted));
        }
    }
}
