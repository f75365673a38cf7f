package relais.vault.blob.cut;

/**
 * Finds the end of a chunk by its content, so that what is put in or taken out moves the cuts near
 * it and no others: FastCDC (Xia et al., USENIX ATC 2016) with a gear hash, no look at the first
 * {@link #LEAST} bytes, and two masks: one that is met less often before the wanted size and one
 * more often behind it, which draws sizes together.
 *
 * <p>For one content, by one thread. The cuts depend on the bytes of the chunk alone; changing
 * anything here means that old and new versions share nothing.
 */
public final class Cutter {
    public static final int LEAST = 128 << 10;
    public static final int WANTED = 512 << 10;
    public static final int MOST = 2 << 20;

    /** 21 and 17 of the upper bits: two more and two fewer than 2^19 would need. */
    private static final long RARE = -1L << (64 - 21);

    private static final long OFTEN = -1L << (64 - 17);

    private static final long[] GEAR = gear();

    private long hash;
    private int seen;

    /** Numbers without pattern, the same for ever: SplitMix64 (Steele et al. 2014) from 1. */
    private static long[] gear() {
        long[] gear = new long[256];
        long state = 1;
        for (int i = 0; i < gear.length; i++) {
            state += 0x9E3779B97F4A7C15L;
            long mixed = (state ^ (state >>> 30)) * 0xBF58476D1CE4E5B9L;
            mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
            gear[i] = mixed ^ (mixed >>> 31);
        }
        return gear;
    }

    /**
     * The length of the chunk that begins at the buffer's first byte, or -1 where it takes more
     * bytes to say: then call again with the same and more. At {@link #MOST} there is always one.
     *
     * @param length how many bytes of the chunk are there
     */
    public int cut(byte[] buffer, int length) {
        int end = Math.min(length, MOST);
        int i = Math.max(seen, LEAST);
        long h = hash;
        int middle = Math.min(end, WANTED);
        for (; i < middle; i++) {
            h = (h << 1) + GEAR[buffer[i] & 0xff];
            if ((h & RARE) == 0) {
                return found(i + 1);
            }
        }
        for (; i < end; i++) {
            h = (h << 1) + GEAR[buffer[i] & 0xff];
            if ((h & OFTEN) == 0) {
                return found(i + 1);
            }
        }
        if (end == MOST) {
            return found(MOST);
        }
        hash = h;
        seen = Math.max(seen, i);
        return -1;
    }

    private int found(int length) {
        hash = 0;
        seen = 0;
        return length;
    }
}
