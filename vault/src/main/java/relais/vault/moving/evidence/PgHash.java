package relais.vault.moving.evidence;

/**
 * PostgreSQL's own hash functions (source: common/hashfn.c, hash_bytes_extended; Bob Jenkins'
 * lookup3), so that both sides of a move can be summed without moving rows again. Little-endian, as
 * every machine that Relais runs on.
 */
public final class PgHash {
    private static final int START = 0x9e3779b9 + 3923095;

    /** From 1970 on. */
    private static final long SECONDS_TO_2000 = 946_684_800;

    private PgHash() {}

    /** {@code hashtextextended(text COLLATE "C", 0)} of the text with these bytes. */
    public static long of(byte[] k, int from, int to) {
        int length = to - from;
        int a = START + length;
        int b = a;
        int c = a;
        int at = from;
        while (to - at >= 12) {
            a += word(k, at);
            b += word(k, at + 4);
            c += word(k, at + 8);
            a = (a - c) ^ Integer.rotateLeft(c, 4);
            c += b;
            b = (b - a) ^ Integer.rotateLeft(a, 6);
            a += c;
            c = (c - b) ^ Integer.rotateLeft(b, 8);
            b += a;
            a = (a - c) ^ Integer.rotateLeft(c, 16);
            c += b;
            b = (b - a) ^ Integer.rotateLeft(a, 19);
            a += c;
            c = (c - b) ^ Integer.rotateLeft(b, 4);
            b += a;
            at += 12;
        }
        // The lowest byte of c is reserved for the length.
        for (int i = to - 1; i >= at; i--) {
            int rest = i - at;
            int value = k[i] & 0xff;
            if (rest >= 8) {
                c += value << (8 * (rest - 7));
            } else if (rest >= 4) {
                b += value << (8 * (rest - 4));
            } else {
                a += value << (8 * rest);
            }
        }
        return last(a, b, c);
    }

    /** {@code hashint8extended(value, seed)}. */
    public static long chain(long value, long seed) {
        int a = START + 4;
        int b = a;
        int c = a;
        if (seed != 0) {
            a += (int) (seed >>> 32);
            b += (int) seed;
            a = (a - c) ^ Integer.rotateLeft(c, 4);
            c += b;
            b = (b - a) ^ Integer.rotateLeft(a, 6);
            a += c;
            c = (c - b) ^ Integer.rotateLeft(b, 8);
            b += a;
            a = (a - c) ^ Integer.rotateLeft(c, 16);
            c += b;
            b = (b - a) ^ Integer.rotateLeft(a, 19);
            a += c;
            c = (c - b) ^ Integer.rotateLeft(b, 4);
            b += a;
        }
        int high = (int) (value >>> 32);
        a += (int) value ^ (value >= 0 ? high : ~high);
        return last(a, b, c);
    }

    /**
     * {@code hashint8extended(value, value >> 32)}: alone it folds both halves into one, so that
     * values 2³² apart, and -1 and 2³² - 1, were alike.
     */
    public static long ofNumber(long value) {
        return chain(value, value >> 32);
    }

    /**
     * {@code timestamp_hash_extended(moment, its seconds since 1970)}, for the same reason.
     *
     * @param micros since 2000
     */
    public static long ofMoment(long micros) {
        return chain(micros, Math.floorDiv(micros, 1_000_000L) + SECONDS_TO_2000);
    }

    /**
     * {@code hashint8extended(value, before # (value >> 32))}: the sum of a row's values one after
     * the other, in which all 64 bits of each hash count.
     */
    public static long ofRow(long value, long before) {
        return chain(value, before ^ (value >> 32));
    }

    private static int word(byte[] k, int at) {
        return (k[at] & 0xff)
                | (k[at + 1] & 0xff) << 8
                | (k[at + 2] & 0xff) << 16
                | k[at + 3] << 24;
    }

    private static long last(int first, int second, int third) {
        int a = first;
        int b = second;
        int c = third;
        c = (c ^ b) - Integer.rotateLeft(b, 14);
        a = (a ^ c) - Integer.rotateLeft(c, 11);
        b = (b ^ a) - Integer.rotateLeft(a, 25);
        c = (c ^ b) - Integer.rotateLeft(b, 16);
        a = (a ^ c) - Integer.rotateLeft(c, 4);
        b = (b ^ a) - Integer.rotateLeft(a, 14);
        c = (c ^ b) - Integer.rotateLeft(b, 24);
        return ((long) b << 32) | (c & 0xffffffffL);
    }
}
