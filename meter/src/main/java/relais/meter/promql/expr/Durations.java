package relais.meter.promql.expr;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import relais.meter.promql.value.QueryException;

/** Durations such as {@code 1h30m}: units from large to small, each at most once. */
public final class Durations {
    private static final Pattern FORM =
            Pattern.compile(
                    "(?:(\\d+)y)?(?:(\\d+)w)?(?:(\\d+)d)?(?:(\\d+)h)?(?:(\\d+)m)?(?:(\\d+)s)?(?:(\\d+)ms)?");
    private static final long[] MILLIS = {
        365L * 86_400_000, 7L * 86_400_000, 86_400_000, 3_600_000, 60_000, 1_000, 1
    };
    private static final String[] UNITS = {"y", "w", "d", "h", "m", "s", "ms"};

    /** What a signed 64-bit number of nanoseconds holds: 292 years. */
    private static final long LONGEST = Long.MAX_VALUE / 1_000_000;

    private Durations() {}

    static boolean looksLikeOne(String text) {
        return !text.isEmpty() && FORM.matcher(text).matches();
    }

    /** Milliseconds, more than 0. */
    static long parse(Token token) {
        Matcher form = FORM.matcher(token.text());
        if (!form.matches()) {
            throw QueryException.at(token.start(), "not a valid duration string: " + token.shown());
        }
        long total = 0;
        for (int i = 0; i < MILLIS.length; i++) {
            String digits = form.group(i + 1);
            if (digits != null) {
                boolean tooMany = digits.length() > 15;
                long part = tooMany ? LONGEST : Long.parseLong(digits);
                if (part > LONGEST / MILLIS[i] || total + part * MILLIS[i] > LONGEST) {
                    throw QueryException.at(token.start(), "duration out of range");
                }
                total += part * MILLIS[i];
            }
        }
        if (total == 0) {
            throw QueryException.at(token.start(), "duration must be greater than 0");
        }
        return total;
    }

    /** The shortest text for some milliseconds. */
    public static String text(long millis) {
        StringBuilder text = new StringBuilder();
        long left = millis;
        for (int i = 0; i < MILLIS.length; i++) {
            // Years and weeks only where nothing else is needed: 90d reads better than 12w6d.
            boolean use = i > 1 || left % MILLIS[i] == 0;
            if (use && left >= MILLIS[i]) {
                text.append(left / MILLIS[i]).append(UNITS[i]);
                left %= MILLIS[i];
            }
        }
        return text.isEmpty() ? "0s" : text.toString();
    }
}
