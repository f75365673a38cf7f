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

    /** Values by which the order is chosen. */
    private static final int STRETCH = 256;

    /** Values by which the spike is guessed. */
    private static final int SAMPLE = 32;

    private final Tokens tokens = new Tokens();
    private final long[] once = new long[STRETCH];
    private final long[] twice = new long[STRETCH];
    private final long[] sample = new long[SAMPLE];
    private long[] residuals = new long[0];
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
        int order = order(values, count);
        long[] rest = difference(values, order, count);
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

    /** Says which order scatters least around its mean, by a stretch of the column. */
    private int order(long[] values, int count) {
        int length = Math.min(count - 2, STRETCH);
        if (length < 1) {
            return 1;
        }
        int from = 2 + (count - 2 - length) / 2;
        for (int i = 0; i < length; i++) {
            int at = from + i;
            once[i] = values[at] - values[at - 1];
            twice[i] = once[i] - (values[at - 1] - values[at - 2]);
        }
        double none = scatter(values, from, length);
        double one = scatter(once, 0, length);
        double two = scatter(twice, 0, length);
        return two < one && two < none ? 2 : one <= none ? 1 : 0;
    }

    private static double scatter(long[] rest, int first, int length) {
        long base = rest[first];
        double sum = 0;
        for (int i = first; i < first + length; i++) {
            sum += (double) (rest[i] - base);
        }
        double mean = sum / length;
        double deviation = 0;
        for (int i = first; i < first + length; i++) {
            deviation += Math.abs((double) (rest[i] - base) - mean);
        }
        return deviation;
    }

    private long[] difference(long[] values, int order, int count) {
        if (order == 0) {
            return values;
        }
        if (residuals.length < count) {
            residuals = new long[values.length];
        }
        long[] rest = residuals;
        if (order == 1) {
            for (int i = 1; i < count; i++) {
                rest[i] = values[i] - values[i - 1];
            }
        } else {
            for (int i = 2; i < count; i++) {
                rest[i] = values[i] - 2 * values[i - 1] + values[i - 2];
            }
        }
        return rest;
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

    /** The most frequent value, when it comes often enough to be worth a token of its own. */
    private void findSpike(long[] rest, int first, int count) {
        int left = count - first;
        for (int i = 0; i < SAMPLE; i++) {
            sample[i] = rest[first + (int) ((long) i * left / SAMPLE)];
        }
        Arrays.sort(sample);
        spike = 0;
        int most = 1;
        int run = 1;
        for (int i = 1; i < SAMPLE; i++) {
            run = sample[i] == sample[i - 1] ? run + 1 : 1;
            if (run > most) {
                most = run;
                spike = sample[i];
            }
        }
        spikes = 0;
        for (int i = first; i < count; i++) {
            spikes += rest[i] == spike ? 1 : 0;
        }
        if (spikes < left >> 5) {
            spikes = 0;
        }
    }

    /** The range of values without the spike and without the few that lie far out. */
    private void findRange(long[] rest, int first, int count) {
        long centre = centre();
        long least = Long.MAX_VALUE;
        long most = Long.MIN_VALUE;
        int inside = 0;
        for (int i = first; i < count; i++) {
            if (rest[i] != spike || spikes == 0) {
                long off = rest[i] - centre;
                least = Math.min(least, off);
                most = Math.max(most, off);
                inside++;
            }
        }
        if (inside > 0 && length(most - least) > length(spread()) + 2) {
            int width = cheapestWidth(rest, first, count, centre);
            least = Long.MAX_VALUE;
            most = Long.MIN_VALUE;
            for (int i = first; i < count; i++) {
                long off = rest[i] - centre;
                if (length((off << 1) ^ (off >> 63)) <= width
                        && (rest[i] != spike || spikes == 0)) {
                    least = Math.min(least, off);
                    most = Math.max(most, off);
                }
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
        shift = Math.max(0, length(most - least) - parts);
        ranges = (int) ((most - least) >>> shift) + 1;
    }

    private static int length(long bits) {
        return 64 - Long.numberOfLeadingZeros(bits);
    }

    /** How far the middle three quarters of the sample lie apart. */
    private long spread() {
        return sample[SAMPLE - 1 - SAMPLE / 8] - sample[SAMPLE / 8];
    }

    /** The median of the sample without the spike; the sample is sorted. */
    private long centre() {
        int others = 0;
        for (int i = 0; i < SAMPLE; i++) {
            others += sample[i] == spike && spikes > 0 ? 0 : 1;
        }
        int seen = 0;
        for (int i = 0; i < SAMPLE; i++) {
            if ((sample[i] != spike || spikes == 0) && seen++ == others / 2) {
                return sample[i];
            }
        }
        return spike;
    }

    /** How many bits around the centre are worth having when the rest are escapes. */
    private int cheapestWidth(long[] rest, int first, int count, long centre) {
        Arrays.fill(lengths, 0);
        int inside = 0;
        for (int i = first; i < count; i++) {
            if (rest[i] != spike || spikes == 0) {
                long off = rest[i] - centre;
                lengths[length((off << 1) ^ (off >> 63))]++;
                inside++;
            }
        }
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
