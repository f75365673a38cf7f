package relais.meter.series.codec;

import java.util.Arrays;

/** Reads what an {@link IntegerWriter} wrote. */
final class IntegerReader {
    private static final int SYMBOL = 63;
    private static final int PLACE_AT = 6;
    private static final int PLACE = Tokens.SCALE - 1;
    private static final int FREQUENCY_AT = 18;

    private final Tokens tokens = new Tokens();
    private final int[] slots = new int[Tokens.SCALE];
    private final long[] base = new long[Tokens.MOST];
    private final int[] below = new int[Tokens.MOST];
    private byte[] symbols = new byte[0];

    void read(Source in, long[] into, int count) {
        if (count == 1) {
            into[0] = in.getSigned();
            return;
        }
        int form = in.getByte();
        int order = form >>> 2;
        if (order > 2) {
            throw new DamagedException("differences of order " + order);
        }
        into[0] = in.getSigned();
        if (order == 2) {
            into[1] = into[0] + in.getSigned();
        }
        int first = Math.max(1, order);
        switch (form & 3) {
            case IntegerWriter.CONSTANT -> Arrays.fill(into, first, count, in.getSigned());
            case IntegerWriter.PACKED -> readPacked(in, into, first, count);
            case IntegerWriter.TOKENS -> readTokens(in, into, first, count);
            default -> throw new DamagedException("an unknown form of integers");
        }
        add(into, order, count);
    }

    private static void add(long[] values, int order, int count) {
        if (order == 1) {
            long now = values[0];
            for (int i = 1; i < count; i++) {
                now += values[i];
                values[i] = now;
            }
        } else if (order == 2) {
            long now = values[1];
            long step = now - values[0];
            for (int i = 2; i < count; i++) {
                step += values[i];
                now += step;
                values[i] = now;
            }
        }
    }

    private static void readPacked(Source in, long[] into, int first, int count) {
        long lowest = in.getSigned();
        int bits = width(in, 64);
        in.startBits();
        for (int i = first; i < count; i++) {
            into[i] = lowest + in.getBits(bits);
        }
        in.endBits();
    }

    private static int width(Source in, int most) {
        int bits = in.getByte();
        if (bits > most) {
            throw new DamagedException("a width of " + bits + " bits");
        }
        return bits;
    }

    private void readTokens(Source in, long[] into, int first, int count) {
        long low = in.getSigned();
        int shift = width(in, 63);
        int ranges = width(in, Tokens.MOST - 2);
        long spike = in.getSigned();
        for (int s = 0; s < ranges; s++) {
            base[s] = low + ((long) s << shift);
            below[s] = shift;
        }
        base[ranges] = spike;
        below[ranges] = 0;
        base[ranges + 1] = 0;
        below[ranges + 1] = 64;
        readFrequencies(in, ranges + 2);
        readSymbols(in, first, count);
        in.startBits();
        in.getOffsets(into, first, count, symbols, base, below);
        in.endBits();
    }

    private void readFrequencies(Source in, int symbolCount) {
        in.startBits();
        for (int s = 0; s < symbolCount; s++) {
            tokens.weigh(s, (int) in.getBits(Tokens.WEIGHT_BITS));
        }
        in.endBits();
        tokens.normalise(symbolCount);
        for (int s = 0; s < symbolCount; s++) {
            int from = tokens.start[s];
            if (from + tokens.frequency[s] > Tokens.SCALE || tokens.frequency[s] < 0) {
                throw new DamagedException("frequencies beyond their scale");
            }
            fill(s, from, tokens.frequency[s]);
        }
    }

    /** A slot knows all of its symbol's: frequency, its own place within it, the symbol. */
    private void fill(int symbol, int from, int frequency) {
        int all = frequency << FREQUENCY_AT | symbol;
        for (int place = 0; place < frequency; place++) {
            slots[from + place] = all | place << PLACE_AT;
        }
    }

    /**
     * Whether a word is due is as good as random: a branch on it would be taken wrongly in every
     * third step. So the next word is always looked at and taken by a mask.
     */
    private void readSymbols(Source in, int first, int count) {
        if (symbols.length < count) {
            symbols = new byte[count];
        }
        int words = in.getCount(count);
        long state = in.getInt() & 0xFFFFFFFFL;
        byte[] bytes = in.pairs(words);
        int start = in.position();
        int at = start;
        int last = bytes.length - 2;
        byte[] found = symbols;
        int[] table = slots;
        for (int i = first; i < count; i++) {
            int slot = table[(int) state & (Tokens.SCALE - 1)];
            found[i] = (byte) (slot & SYMBOL);
            state =
                    (slot >>> FREQUENCY_AT) * (state >>> Tokens.SCALE_BITS)
                            + (slot >>> PLACE_AT & PLACE);
            int here = Math.min(at, last);
            long word = (bytes[here] & 0xFF) | (bytes[here + 1] & 0xFF) << 8;
            long due = (state - Tokens.LOWEST) >> 63;
            state = state << (16 & due) | word & due;
            at += (int) (2 & due);
        }
        if (at != start + 2 * words || state != Tokens.LOWEST) {
            throw new DamagedException("tokens do not end where they should");
        }
        in.skip(2 * words);
    }
}
