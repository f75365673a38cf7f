package relais.meter.promql.expr;

import java.math.BigInteger;
import relais.meter.promql.value.AnswerShape;
import relais.meter.promql.value.QueryException;

/** Numbers as PromQL writes them: decimal, hexadecimal, octal with a leading zero, inf, nan. */
final class NumberText {
    private NumberText() {}

    static boolean isWord(String text) {
        return text.equalsIgnoreCase("inf") || text.equalsIgnoreCase("nan");
    }

    static double parse(Token token) {
        String text = token.text();
        if (text.equalsIgnoreCase("inf")) {
            return Double.POSITIVE_INFINITY;
        }
        if (text.equalsIgnoreCase("nan")) {
            return Double.NaN;
        }
        try {
            if (text.startsWith("0x") || text.startsWith("0X")) {
                return whole(text.substring(2), 16);
            }
            boolean octal = text.length() > 1 && text.matches("0[0-7]+");
            double value = octal ? whole(text, 8) : Double.parseDouble(text);
            if (Double.isInfinite(value)) {
                throw new NumberFormatException("out of range");
            }
            return value;
        } catch (NumberFormatException e) {
            throw QueryException.at(token.start(), "error parsing number: " + token.shown());
        }
    }

    private static double whole(String digits, int radix) {
        BigInteger value = new BigInteger(digits, radix);
        if (value.bitLength() > 63) {
            throw new NumberFormatException("out of range");
        }
        return value.doubleValue();
    }

    static String print(double value) {
        if (value == Double.POSITIVE_INFINITY) {
            // Without a sign: before a power a sign would take the whole power.
            return "Inf";
        }
        double size = Math.abs(value);
        boolean plain = Double.isNaN(value) || Double.isInfinite(value) || size == 0;
        if (plain || size >= 1e-4 && size < 1e21) {
            return AnswerShape.number(value);
        }
        return Double.toString(value).replace("E", "e");
    }
}
