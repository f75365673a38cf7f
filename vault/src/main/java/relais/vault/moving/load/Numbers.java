package relais.vault.moving.load;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import relais.vault.moving.dump.Column;
import relais.vault.moving.dump.Kind;
import relais.vault.moving.dump.Literal;

/** Numbers as MySQL writes them, made into those that PostgreSQL writes. */
final class Numbers {
    /** More digits than any number has is a mistake that should not cost time. */
    private static final int MOST_SIGNS = 400;

    private Numbers() {}

    /** A whole number without needless zeros; false where it is none or does not fit. */
    static boolean whole(Column column, Literal given, Bytes out) {
        int from = given.from;
        int to = given.to;
        byte[] d = given.data;
        boolean negative = from < to && d[from] == '-';
        int at = negative ? from + 1 : from;
        while (at < to - 1 && d[at] == '0') {
            at++; // ZEROFILL
        }
        if (at >= to || to - at > 20) {
            return false;
        }
        long value = 0;
        for (int i = at; i < to; i++) {
            int digit = d[i] - '0';
            if (digit < 0 || digit > 9) {
                return false;
            }
            value = value * 10 + digit;
        }
        if (to - at >= 19) {
            BigInteger big = new BigInteger(ascii(d, at, to));
            if (column.kind() == Kind.BIGINT
                    && (negative ? big.negate() : big).bitLength() > Long.SIZE - 1) {
                return false;
            }
        }
        if (to - at < 19 && !fits(column.kind(), negative ? -value : value)
                || to - at >= 19 && column.kind() != Kind.BIGINT && column.kind() != Kind.NUMERIC) {
            return false;
        }
        if (negative && (to - at > 1 || d[at] != '0')) {
            out.add('-');
        }
        out.add(d, at, to);
        return true;
    }

    /** What {@link #whole} wrote, where it fits into 64 bits. */
    static long value(Bytes whole) {
        boolean negative = whole.length > 0 && whole.data[0] == '-';
        long value = 0;
        for (int i = negative ? 1 : 0; i < whole.length; i++) {
            value = value * 10 - (whole.data[i] - '0'); // below zero there is one number more
        }
        return negative ? value : -value;
    }

    private static boolean fits(Kind kind, long value) {
        return switch (kind) {
            case SMALLINT, YEAR -> (short) value == value;
            case INTEGER -> (int) value == value;
            default -> true;
        };
    }

    /** A decimal with the digits after the point that its column has. */
    static boolean decimal(Column column, Literal given, Bytes out) {
        if (given.length() > MOST_SIGNS) {
            return false;
        }
        if (column.size() == 0 && whole(column, given, out)) {
            return true;
        }
        int start = given.data.length > given.from && given.data[given.from] == '-' ? 1 : 0;
        if (isPlain(given, start, column.size())) {
            out.add(given.data, given.from, given.to);
            return true;
        }
        try {
            BigDecimal value = new BigDecimal(ascii(given.data, given.from, given.to));
            if (Math.abs(value.scale()) > MOST_SIGNS) {
                return false;
            }
            out.addText(value.setScale(column.size(), RoundingMode.HALF_UP).toPlainString());
            return true;
        } catch (NumberFormatException e) {
            return false;
        }
    }

    /** As PostgreSQL would write it: {@code 12.50}, no needless zeros, not minus zero. */
    private static boolean isPlain(Literal given, int start, int scale) {
        byte[] d = given.data;
        int from = given.from + start;
        int point = given.to - scale - 1;
        if (point <= from || d[point] != '.' || d[from] == '0' && point - from > 1) {
            return false;
        }
        boolean zero = true;
        for (int i = from; i < given.to; i++) {
            if (i != point) {
                if (d[i] < '0' || d[i] > '9') {
                    return false;
                }
                zero &= d[i] == '0';
            }
        }
        return start == 0 || !zero;
    }

    /**
     * A floating number: what to copy is appended to {@code out}, what to compare (its bits, as
     * float4send and float8send have them) to {@code bits}.
     */
    static boolean floating(Column column, Literal given, Bytes out, Bytes bits) {
        if (given.length() > MOST_SIGNS) {
            return false;
        }
        String text = ascii(given.data, given.from, given.to);
        try {
            if (column.kind() == Kind.REAL) {
                float value = Float.parseFloat(text);
                hex(Float.floatToIntBits(value), 4, bits);
                out.addText(Float.toString(value));
                return Float.isFinite(value);
            }
            double value = Double.parseDouble(text);
            hex(Double.doubleToLongBits(value), 8, bits);
            out.addText(Double.toString(value));
            return Double.isFinite(value);
        } catch (NumberFormatException e) {
            return false;
        }
    }

    private static void hex(long value, int bytes, Bytes out) {
        byte[] big = new byte[bytes];
        for (int i = 0; i < bytes; i++) {
            big[i] = (byte) (value >> 8 * (bytes - 1 - i));
        }
        out.addHex(big, 0, bytes);
    }

    /** Zeros and ones, from a bit literal, from raw bytes or from a number. */
    static boolean bits(int size, Literal given, Bytes out) {
        int width = Math.max(1, size);
        BigInteger value =
                switch (given.form) {
                    case BITS ->
                            given.length() == 0
                                    ? BigInteger.ZERO
                                    : new BigInteger(ascii(given.data, given.from, given.to), 2);
                    case NUMBER -> numberOrMinusOne(given);
                    default ->
                            given.length() > 8
                                    ? BigInteger.ONE.negate()
                                    : new BigInteger(1, given.data, given.from, given.length());
                };
        if (value.signum() < 0 || value.bitLength() > width) {
            return false;
        }
        for (int i = width - 1; i >= 0; i--) {
            out.add(value.testBit(i) ? '1' : '0');
        }
        return true;
    }

    private static BigInteger numberOrMinusOne(Literal given) {
        String text = ascii(given.data, given.from, given.to);
        return text.matches("\\d{1,20}") ? new BigInteger(text) : BigInteger.ONE.negate();
    }

    /** Raw bytes (a hexadecimal literal) where a number is wanted: big-endian, as MySQL has it. */
    static boolean ofBytes(Literal given, Bytes out) {
        if (given.length() > 8) {
            return false;
        }
        out.addText(new BigInteger(1, given.data, given.from, given.length()).toString());
        return true;
    }

    private static String ascii(byte[] d, int from, int to) {
        return new String(d, from, to - from, StandardCharsets.ISO_8859_1);
    }
}
