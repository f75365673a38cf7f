package relais.agent.reading;

import java.util.OptionalDouble;

/** Numbers as plugins print them. */
public final class Numbers {

    /** Characters of a number: a double needs 24. */
    private static final int LONGEST = 64;

    private Numbers() {}

    /** A decimal number, with exponent where wanted; nothing for any other text, NaN included. */
    public static OptionalDouble of(String text) {
        String number = text.strip();
        if (number.isEmpty() || number.length() > LONGEST || !isDecimal(number)) {
            return OptionalDouble.empty();
        }
        try {
            return OptionalDouble.of(Double.parseDouble(number));
        } catch (NumberFormatException not) {
            return OptionalDouble.empty();
        }
    }

    /** Java would also read "1d", "0x1p3" and "NaN". */
    private static boolean isDecimal(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if ((c < '0' || c > '9') && "+-.eE".indexOf(c) < 0) {
                return false;
            }
        }
        return true;
    }
}
