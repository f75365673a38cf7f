package relais.meter.series.codec;

import java.util.Arrays;

/** Reads what an {@link IntegerWriter} wrote. */
final class IntegerReader {

    private final Tokens tokens = new Tokens();
    private final byte[] symbolAt = new byte[Tokens.SCALE];
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
        for (int i = first; i < count; i++) {
            int symbol = symbols[i];
            into[i] = base[symbol] + in.getBits(below[symbol]);
        }
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
            Arrays.fill(symbolAt, from, from + tokens.frequency[s], (byte) s);
        }
    }

    private void readSymbols(Source in, int first, int count) {
        if (symbols.length < count) {
            symbols = new byte[count];
        }
        int words = in.getCount(count);
        long state = in.getInt() & 0xFFFFFFFFL;
        for (int i = first; i < count; i++) {
            int slot = (int) state & (Tokens.SCALE - 1);
            int symbol = symbolAt[slot];
            symbols[i] = (byte) symbol;
            state =
                    tokens.frequency[symbol] * (state >>> Tokens.SCALE_BITS)
                            + slot
                            - tokens.start[symbol];
            if (state < Tokens.LOWEST && words > 0) {
                state = state << 16 | in.getShort();
                words--;
            }
        }
        if (words != 0 || state != Tokens.LOWEST) {
            throw new DamagedException("tokens do not end where they should");
        }
    }
}
