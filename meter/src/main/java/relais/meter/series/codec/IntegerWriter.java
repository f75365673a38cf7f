package relais.meter.series.codec;

import java.util.Arrays;

/**
 * Writes a column of integers: as they are, as differences or as differences of differences,
 * whichever scatters least; then what is left as one constant, in as many bits as the widest needs,
 * or as tokens (a range of values each, the most frequent value, an escape) with the bits below.
 * Arithmetic wraps, so every column of longs comes back.
 */
final class IntegerWriter {

    static final int CONSTANT = 0;
    static final int PACKED = 1;
    static final int TOKENS = 2;

    /** Fewer values do not pay for a table of frequencies. */
    private static final int FEWEST_FOR_TOKENS = 64;

    /** What one escape costs in bits, token included. */
    private static final int ESCAPE_COST = 72;

    private final Tokens tokens = new Tokens();
    private final long[][] residuals = new long[3][];
    private final int[] lengths = new int[65];
    private final int[] counts = new int[Tokens.MOST];
    private byte[] symbols = new byte[0];

    private long lowest;
    private long highest;
    private long spike;
    private int spikes;
    private long low;
    private int shift;
    private int ranges;

    void write(long[] values, int count, Sink out) {
        if (count == 1) {
            out.putSigned(values[0]);
            return;
        }
        int order = difference(values, count);
        long[] rest = residuals[order];
        int first = Math.max(1, order);
        if (first == count) {
            begin(order, CONSTANT, values, out);
            out.putSigned(0);
            return;
        }
        measure(rest, first, count);
        int plainBits = 64 - Long.numberOfLeadingZeros(highest - lowest);
        if (plainBits == 0) {
            begin(order, CONSTANT, values, out);
            out.putSigned(lowest);
        } else if (count - first >= FEWEST_FOR_TOKENS && tokenise(rest, first, count, plainBits)) {
            begin(order, TOKENS, values, out);
            writeTokens(rest, first, count, out);
        } else {
            begin(order, PACKED, values, out);
            out.putSigned(lowest);
            out.putByte(plainBits);
            pack(rest, first, count, plainBits, out);
        }
    }

    private static void begin(int order, int form, long[] values, Sink out) {
        out.putByte(order << 2 | form);
        out.putSigned(values[0]);
        if (order == 2) {
            out.putSigned(values[1] - values[0]);
        }
    }

    private void pack(long[] rest, int first, int count, int bits, Sink out) {
        for (int i = first; i < count; i++) {
            out.putBits(rest[i] - lowest, bits);
        }
        out.flushBits();
    }

    /** Fills the residuals of each order and says which scatters least around its mean. */
    private int difference(long[] values, int count) {
        residuals[0] = values;
        if (residuals[1] == null || residuals[1].length < count) {
            residuals[1] = new long[values.length];
            residuals[2] = new long[values.length];
        }
        long[] once = residuals[1];
        long[] twice = residuals[2];
        long before = values[0];
        long step = 0;
        for (int i = 1; i < count; i++) {
            long now = values[i] - before;
            once[i] = now;
            twice[i] = now - step;
            step = now;
            before = values[i];
        }
        if (count < 3) {
            return 1;
        }
        double none = scatter(values, 2, count);
        double one = scatter(once, 2, count);
        double two = scatter(twice, 2, count);
        return two < one && two < none ? 2 : one <= none ? 1 : 0;
    }

    private static double scatter(long[] rest, int first, int count) {
        long base = rest[first];
        double sum = 0;
        for (int i = first; i < count; i++) {
            sum += (double) (rest[i] - base);
        }
        double mean = sum / (count - first);
        double deviation = 0;
        for (int i = first; i < count; i++) {
            deviation += Math.abs((double) (rest[i] - base) - mean);
        }
        return deviation;
    }

    private void measure(long[] rest, int first, int count) {
        long least = rest[first];
        long most = least;
        for (int i = first; i < count; i++) {
            least = Math.min(least, rest[i]);
            most = Math.max(most, rest[i]);
        }
        lowest = least;
        highest = most;
    }

    /** Whether tokens beat plain bits; if so, how they are cut is set. */
    private boolean tokenise(long[] rest, int first, int count, int plainBits) {
        int left = count - first;
        findSpike(rest, first, count);
        findRange(rest, first, count);
        if (symbols.length < count) {
            symbols = new byte[rest.length];
        }
        Arrays.fill(counts, 0);
        int escape = ranges + 1;
        long width = highest - lowest;
        for (int i = first; i < count; i++) {
            long value = rest[i];
            long above = value - low;
            int symbol =
                    spikes > 0 && value == spike
                            ? ranges
                            : Long.compareUnsigned(above, width) <= 0
                                    ? (int) (above >>> shift)
                                    : escape;
            symbols[i] = (byte) symbol;
            counts[symbol]++;
        }
        double bits = 80 + (double) (ranges + 2) * Tokens.WEIGHT_BITS;
        for (int s = 0; s <= escape; s++) {
            if (counts[s] > 0) {
                int below = s < ranges ? shift : s == escape ? 64 : 0;
                bits += counts[s] * (Math.log((double) left / counts[s]) / Math.log(2) + below);
            }
        }
        if (bits >= (double) left * plainBits + 16) {
            measure(rest, first, count);
            return false;
        }
        return true;
    }

    /** The majority's value, or 0, when it comes often enough to be worth a token of its own. */
    private void findSpike(long[] rest, int first, int count) {
        long candidate = rest[first];
        int votes = 0;
        int zeros = 0;
        for (int i = first; i < count; i++) {
            long value = rest[i];
            zeros += value == 0 ? 1 : 0;
            if (votes == 0) {
                candidate = value;
                votes = 1;
            } else {
                votes += value == candidate ? 1 : -1;
            }
        }
        int majority = 0;
        for (int i = first; i < count; i++) {
            majority += rest[i] == candidate ? 1 : 0;
        }
        spike = majority > zeros ? candidate : 0;
        spikes = Math.max(majority, zeros);
        if (spikes < (count - first) >> 5) {
            spikes = 0;
        }
    }

    /** The range of values without the spike and without the few that lie far out. */
    private void findRange(long[] rest, int first, int count) {
        Arrays.fill(lengths, 0);
        long centre = centre(rest, first, count);
        int inside = 0;
        for (int i = first; i < count; i++) {
            if (spikes == 0 || rest[i] != spike) {
                long off = rest[i] - centre;
                lengths[64 - Long.numberOfLeadingZeros((off << 1) ^ (off >> 63))]++;
                inside++;
            }
        }
        int width = cheapestWidth(inside);
        long least = Long.MAX_VALUE;
        long most = Long.MIN_VALUE;
        for (int i = first; i < count; i++) {
            long off = rest[i] - centre;
            boolean near = 64 - Long.numberOfLeadingZeros((off << 1) ^ (off >> 63)) <= width;
            if (near && (spikes == 0 || rest[i] != spike)) {
                least = Math.min(least, off);
                most = Math.max(most, off);
            }
        }
        if (least > most) {
            least = 0;
            most = 0;
        }
        low = centre + least;
        lowest = low;
        highest = centre + most;
        int parts = count - first >= 512 ? 5 : 4;
        shift = Math.max(0, 64 - Long.numberOfLeadingZeros(most - least) - parts);
        ranges = (int) ((most - least) >>> shift) + 1;
    }

    private int cheapestWidth(int inside) {
        int best = 64;
        long cheapest = Long.MAX_VALUE;
        int within = 0;
        for (int bits = 0; bits <= 64; bits++) {
            within += lengths[bits];
            long cost = (long) within * bits + (long) (inside - within) * ESCAPE_COST;
            if (cost < cheapest) {
                cheapest = cost;
                best = bits;
            }
        }
        return best;
    }

    /** The median of a few values that are not the spike. */
    private long centre(long[] rest, int first, int count) {
        long[] some = new long[9];
        int found = 0;
        int step = Math.max(1, (count - first) / 16);
        for (int i = first; i < count && found < some.length; i += step) {
            if (spikes == 0 || rest[i] != spike) {
                some[found++] = rest[i];
            }
        }
        Arrays.sort(some, 0, found);
        return found == 0 ? spike : some[found / 2];
    }

    private void writeTokens(long[] rest, int first, int count, Sink out) {
        int symbolCount = ranges + 2;
        out.putSigned(low);
        out.putByte(shift);
        out.putByte(ranges);
        out.putSigned(spike);
        for (int s = 0; s < symbolCount; s++) {
            int code = Tokens.code(counts[s]);
            out.putBits(code, Tokens.WEIGHT_BITS);
            tokens.weigh(s, code);
        }
        out.flushBits();
        tokens.normalise(symbolCount);
        tokens.begin(count);
        for (int i = count - 1; i >= first; i--) {
            tokens.push(symbols[i]);
        }
        tokens.end(out);
        writeBits(rest, first, count, out);
    }

    private void writeBits(long[] rest, int first, int count, Sink out) {
        long mask = (1L << shift) - 1;
        for (int i = first; i < count; i++) {
            int symbol = symbols[i];
            if (symbol < ranges) {
                out.putBits((rest[i] - low) & mask, shift);
            } else if (symbol > ranges) {
                out.putBits(rest[i], 64);
            }
        }
        out.flushBits();
    }
}
