package relais.platform.db;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.nio.ByteBuffer;

/** A decimal in PostgreSQL's binary form of numeric: base-10000 digits, most significant first. */
final class NumericBytes {
    private static final BigInteger BASE = BigInteger.valueOf(10_000);
    private static final int DECIMALS_A_DIGIT = 4;
    private static final short NEGATIVE = 0x4000;

    private NumericBytes() {}

    static byte[] of(BigDecimal value) {
        int scale = Math.max(0, value.scale());
        int fractionDigits = (scale + DECIMALS_A_DIGIT - 1) / DECIMALS_A_DIGIT;
        BigInteger rest =
                value.abs()
                        .setScale(fractionDigits * DECIMALS_A_DIGIT, RoundingMode.UNNECESSARY)
                        .unscaledValue();
        short[] digits = new short[rest.bitLength() / 13 + 1];
        int first = digits.length;
        while (rest.signum() > 0) {
            BigInteger[] split = rest.divideAndRemainder(BASE);
            digits[--first] = split[1].shortValueExact();
            rest = split[0];
        }
        int count = digits.length - first;
        ByteBuffer bytes = ByteBuffer.allocate(8 + 2 * count);
        bytes.putShort((short) count).putShort((short) (count - fractionDigits - 1));
        bytes.putShort(value.signum() < 0 ? NEGATIVE : 0).putShort((short) scale);
        for (int i = first; i < digits.length; i++) {
            bytes.putShort(digits[i]);
        }
        return bytes.array();
    }
}
