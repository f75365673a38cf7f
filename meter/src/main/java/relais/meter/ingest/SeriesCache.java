package relais.meter.ingest;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Series by the bytes that name them, so that a known one costs a comparison instead of a parse.
 * Who sends series sends them in the same order again and again: the entry that followed last time
 * is compared first, without hashing. Not thread safe.
 */
final class SeriesCache {
    static final int NONE = -1;

    /** 100,000 series of 130 bytes are 13 MB; beyond it forgets all and begins anew. */
    private static final int MOST_BYTES = 32 * 1024 * 1024;

    private static final int MOST_ENTRIES = 400_000;
    private static final long MIX = 0x9E3779B97F4A7C15L;
    private static final VarHandle LONGS =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private final long seed;
    private byte[] bytes = new byte[64 * 1024];
    private int used;
    private int[] ends = new int[1_024];
    private int[] next = new int[1_024];
    private long[] hashes = new long[1_024];
    private long[] ids = new long[1_024];
    private int[] table = new int[4_096];
    private int size;
    private int last = NONE;

    /**
     * @param seed that nobody outside can guess, so that nobody can choose colliding names
     */
    SeriesCache(long seed) {
        this.seed = seed;
        Arrays.fill(table, NONE);
    }

    boolean isFull() {
        return used > MOST_BYTES || size >= MOST_ENTRIES;
    }

    void clear() {
        used = 0;
        size = 0;
        last = NONE;
        Arrays.fill(table, NONE);
    }

    long id(int entry) {
        return ids[entry];
    }

    void id(int entry, long id) {
        ids[entry] = id;
    }

    /** The entry named so, or {@link #NONE}. */
    int find(byte[] text, int from, int to) {
        if (last != NONE) {
            int guess = next[last];
            if (guess < size && isNamed(guess, text, from, to)) {
                last = guess;
                return guess;
            }
        }
        long hash = hash(text, from, to);
        int mask = table.length - 1;
        for (int at = (int) hash & mask; table[at] != NONE; at = (at + 1) & mask) {
            int entry = table[at];
            if (hashes[entry] == hash && isNamed(entry, text, from, to)) {
                if (last != NONE) {
                    next[last] = entry;
                }
                last = entry;
                return entry;
            }
        }
        return NONE;
    }

    private boolean isNamed(int entry, byte[] text, int from, int to) {
        int start = entry == 0 ? 0 : ends[entry - 1];
        int end = ends[entry];
        return end - start == to - from && Arrays.equals(bytes, start, end, text, from, to);
    }

    /** Adds what is not there. */
    int add(byte[] text, int from, int to, long id) {
        if (size == ends.length) {
            grow();
        }
        if (used + to - from > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, used + to - from));
        }
        System.arraycopy(text, from, bytes, used, to - from);
        used += to - from;
        int entry = size++;
        ends[entry] = used;
        ids[entry] = id;
        hashes[entry] = hash(text, from, to);
        next[entry] = entry + 1;
        if (2 * size > table.length) {
            table = new int[table.length * 2];
            Arrays.fill(table, NONE);
            for (int i = 0; i < entry; i++) {
                place(i);
            }
        }
        place(entry);
        if (last != NONE) {
            next[last] = entry;
        }
        last = entry;
        return entry;
    }

    private void place(int entry) {
        int mask = table.length - 1;
        int at = (int) hashes[entry] & mask;
        while (table[at] != NONE) {
            at = (at + 1) & mask;
        }
        table[at] = entry;
    }

    private void grow() {
        int larger = size * 2;
        ends = Arrays.copyOf(ends, larger);
        next = Arrays.copyOf(next, larger);
        hashes = Arrays.copyOf(hashes, larger);
        ids = Arrays.copyOf(ids, larger);
    }

    private long hash(byte[] text, int from, int to) {
        long hash = seed + (to - from);
        int at = from;
        for (; at + 8 <= to; at += 8) {
            hash = (hash ^ (long) LONGS.get(text, at)) * MIX;
            hash ^= hash >>> 29;
        }
        for (; at < to; at++) {
            hash = (hash ^ text[at]) * MIX;
        }
        return hash ^ hash >>> 32;
    }
}
