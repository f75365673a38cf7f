package relais.meter.series.codec;

/**
 * The frequencies of symbols and a range coder (rANS, J. Duda 2013, arXiv:1311.2540) over them. The
 * state stays in 16 to 32 bits and moves 16 bits at a time; frequencies add up to 4096. Symbols are
 * coded last first, so that they are decoded first to last.
 */
final class Tokens {

    /** 32 ranges, the most frequent value, the escape. */
    static final int MOST = 34;

    static final int SCALE_BITS = 12;
    static final int SCALE = 1 << SCALE_BITS;
    static final long LOWEST = 1L << 16;

    /** Bits of a stored weight: 0, or 1 + 8 × floor(log2 count) + three bits behind the first. */
    static final int WEIGHT_BITS = 7;

    final int[] frequency = new int[MOST];
    final int[] start = new int[MOST];
    private final long[] inverse = new long[MOST];
    private final int[] weight = new int[MOST];
    private short[] words = new short[1 << 10];
    private int used;
    private long state;

    static int code(int count) {
        if (count == 0) {
            return 0;
        }
        int exponent = 31 - Integer.numberOfLeadingZeros(count);
        return 1 + (exponent << 3) + (((count << 3) >>> exponent) & 7);
    }

    void weigh(int symbol, int code) {
        weight[symbol] = code == 0 ? 0 : ((8 + ((code - 1) & 7)) << ((code - 1) >>> 3)) >>> 3;
    }

    /** Turns weights into frequencies; the same on both sides, for it sees only stored weights. */
    void normalise(int symbols) {
        long total = 0;
        for (int s = 0; s < symbols; s++) {
            total += weight[s];
        }
        if (total == 0) {
            throw new DamagedException("no symbol has a weight");
        }
        int left = SCALE;
        int largest = 0;
        for (int s = 0; s < symbols; s++) {
            frequency[s] = weight[s] == 0 ? 0 : (int) Math.max(1, weight[s] * SCALE / total);
            left -= frequency[s];
            if (frequency[s] > frequency[largest]) {
                largest = s;
            }
        }
        frequency[largest] += left;
        int sum = 0;
        for (int s = 0; s < symbols; s++) {
            start[s] = sum;
            sum += frequency[s];
        }
    }

    void begin(int mostSymbols) {
        for (int s = 0; s < MOST; s++) {
            inverse[s] = frequency[s] == 0 ? 0 : (1L << 44) / frequency[s] + 1;
        }
        if (words.length < mostSymbols) {
            words = new short[mostSymbols];
        }
        used = 0;
        state = LOWEST;
    }

    void push(int symbol) {
        int f = frequency[symbol];
        long x = state;
        if (x >= ((long) f << (32 - SCALE_BITS))) {
            words[used++] = (short) x;
            x >>>= 16;
        }
        // Exact: the state is below frequency × 2^20, and the square of a frequency at most 2^24.
        long quotient = (x * inverse[symbol]) >>> 44;
        state = (quotient << SCALE_BITS) + (x - quotient * f) + start[symbol];
    }

    void end(Sink out) {
        out.putVarint(used);
        out.putInt((int) state);
        for (int i = used - 1; i >= 0; i--) {
            out.putShort(words[i]);
        }
    }
}
