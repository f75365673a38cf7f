package relais.meter.ingest;

import java.nio.charset.StandardCharsets;

/** Numbers from bytes. A text that is none is an IllegalArgumentException with the reason. */
final class Digits {
    /** Whole numbers of so many digits fit a long, and most a double exactly. */
    private static final int MOST_DIGITS = 18;

    private static final long EXACT = 1L << 53;
    private static final int LONGEST = 64;
    private static final double[] TENS = new double[23];

    static {
        TENS[0] = 1;
        for (int i = 1; i < TENS.length; i++) {
            TENS[i] = TENS[i - 1] * 10;
        }
    }

    private Digits() {}

    /**
     * The double nearest to a decimal number; NaN and Inf as Prometheus and Influx write them.
     *
     * <p>W. Clinger, "How to read floating point numbers accurately": where digits and power of ten
     * are both exact doubles, one rounding is the right one. Everything else the JDK reads.
     */
    static double number(byte[] text, int from, int to) {
        int at = from;
        boolean negative = at < to && text[at] == '-';
        if (at < to && (text[at] == '-' || text[at] == '+')) {
            at++;
        }
        long digits = 0;
        int count = 0;
        int point = -1;
        for (; at < to; at++) {
            int c = text[at];
            if (c >= '0' && c <= '9') {
                digits = digits * 10 + (c - '0');
                count++;
            } else if (c == '.' && point < 0) {
                point = count;
            } else {
                break;
            }
        }
        int power = point < 0 ? 0 : count - point;
        if (at == to && count > 0 && count <= MOST_DIGITS && digits <= EXACT && power < 23) {
            double value = digits / TENS[power];
            return negative ? -value : value;
        }
        return rare(text, from, to);
    }

    private static double rare(byte[] text, int from, int to) {
        if (from == to || to - from > LONGEST) {
            throw new IllegalArgumentException("a number is missing or too long");
        }
        String word = new String(text, from, to - from, StandardCharsets.ISO_8859_1);
        return switch (word.toLowerCase(java.util.Locale.ROOT)) {
            case "nan", "-nan", "+nan" -> Double.NaN;
            case "inf", "+inf", "infinity", "+infinity" -> Double.POSITIVE_INFINITY;
            case "-inf", "-infinity" -> Double.NEGATIVE_INFINITY;
            default -> decimal(word);
        };
    }

    private static double decimal(String word) {
        for (int i = 0; i < word.length(); i++) {
            // Java would also read "1d" and "0x1p3"
            if ("0123456789+-.eE".indexOf(word.charAt(i)) < 0) {
                throw new IllegalArgumentException("not a number: " + word);
            }
        }
        return Double.parseDouble(word);
    }

    /** A whole number of at most 19 digits, as nanoseconds have. */
    static long whole(byte[] text, int from, int to) {
        int at = from;
        boolean negative = at < to && text[at] == '-';
        if (negative) {
            at++;
        }
        if (at == to || to - at > MOST_DIGITS + 1) {
            throw new IllegalArgumentException("a whole number is missing or too long");
        }
        long value = 0;
        for (; at < to; at++) {
            int c = text[at] - '0';
            if (c < 0 || c > 9) {
                throw new IllegalArgumentException("not a whole number");
            }
            value = value * 10 + c;
        }
        return negative ? -value : value;
    }
}
