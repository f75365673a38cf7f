package relais.meter.drawing;

import java.text.DecimalFormatSymbols;
import java.util.Locale;

/** Numbers as a reader of the locale wants them, with SI (k, M…) or binary (Ki, Mi…) prefixes. */
final class Figures {
    private static final String[] SI = {
        "a", "f", "p", "n", "µ", "m", "", "k", "M", "G", "T", "P", "E", "Z", "Y"
    };
    private static final String[] BINARY = {"", "Ki", "Mi", "Gi", "Ti", "Pi", "Ei", "Zi", "Yi"};
    private static final int SI_ONE = 6;
    private static final char NARROW_SPACE = '\u202F';

    private final Frame frame;
    private final char point;

    Figures(Frame frame, Locale locale) {
        this.frame = frame;
        point = DecimalFormatSymbols.getInstance(locale).getDecimalSeparator();
    }

    /** The power of the base that brings the value between 1 and the base; 0 without prefixes. */
    int power(double value) {
        double size = Math.abs(value);
        if (!frame.scaled() || size == 0 || !Double.isFinite(size)) {
            return 0;
        }
        int power = 0;
        int most = frame.base() == 1024 ? BINARY.length - 1 : SI.length - 1 - SI_ONE;
        int least = frame.base() == 1024 ? 0 : -SI_ONE;
        while (power < most && size >= frame.base() * 0.99995) {
            size /= frame.base();
            power++;
        }
        while (power > least && size < 0.99995) {
            size *= frame.base();
            power--;
        }
        return power;
    }

    double unit(int power) {
        return Math.pow(frame.base(), power);
    }

    String prefix(int power) {
        return frame.base() == 1024 ? BINARY[power] : SI[power + SI_ONE];
    }

    /** As munin's legend: the decimals that the graph's author wants, and the prefix. */
    String legend(double value) {
        if (!Double.isFinite(value)) {
            return "–";
        }
        int power = Math.abs(value) >= 0.1 && Math.abs(value) < 1 ? 0 : power(value);
        return number(value / unit(power), frame.decimals(), prefix(power));
    }

    /** As few digits as say it: 92, 1.5 k. */
    String brief(double value) {
        int power = power(value);
        double shown = value / unit(power);
        String digits = String.format(Locale.ROOT, "%.2f", shown).replaceFirst("\\.?0+$", "");
        int dot = digits.indexOf('.');
        return number(shown, dot < 0 ? 0 : digits.length() - dot - 1, prefix(power));
    }

    /** With so many decimals, then a narrow space and the prefix. */
    String number(double value, int decimals, String prefix) {
        if (Math.abs(value) >= 1e15) {
            return String.format(Locale.ROOT, "%.3g", value).replace('.', point) + prefix;
        }
        String digits = String.format(Locale.ROOT, "%." + decimals + "f", value);
        String sign = digits.startsWith("-") && !digits.matches("-[0.]*") ? "−" : "";
        String plain = digits.replace("-", "").replace('.', point);
        return sign + plain + (prefix.isEmpty() ? "" : NARROW_SPACE + prefix);
    }
}
