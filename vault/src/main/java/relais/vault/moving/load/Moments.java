package relais.vault.moving.load;

import java.time.LocalDate;
import java.time.YearMonth;

/** Dates and times as MySQL writes them, made into those that PostgreSQL writes. */
final class Moments {
    /** What became of one. */
    enum Outcome {
        GOOD,
        ZERO,
        PARTIAL,
        WRONG
    }

    private static final long DAYS_TO_2000 = 10_957; // from 1970

    private Moments() {}

    /** {@code 2010-03-01}; what is good is appended. */
    static Outcome date(byte[] d, int from, int to, Bytes out) {
        if (to - from != 10 || d[from + 4] != '-' || d[from + 7] != '-') {
            return Outcome.WRONG;
        }
        int year = digits(d, from, 4);
        int month = digits(d, from + 5, 2);
        int day = digits(d, from + 8, 2);
        if (year < 0 || month < 0 || day < 0) {
            return Outcome.WRONG;
        }
        if (year == 0 && month == 0 && day == 0) {
            return Outcome.ZERO;
        }
        if (month == 0 || day == 0 || year == 0) {
            return Outcome.PARTIAL;
        }
        if (month > 12 || day > 28 && day > YearMonth.of(year, month).lengthOfMonth()) {
            return Outcome.WRONG;
        }
        out.add(d, from, to);
        return Outcome.GOOD;
    }

    /** {@code 2010-03-01 12:30:00.123456}; zeros at the fraction's end are cut off. */
    static Outcome timestamp(byte[] d, int from, int to, Bytes out) {
        if (to - from < 10) {
            return Outcome.WRONG;
        }
        Outcome date = date(d, from, from + 10, out);
        if (date != Outcome.GOOD) {
            return date;
        }
        if (to - from == 10) {
            out.addText(" 00:00:00");
            return Outcome.GOOD;
        }
        int time = from + 11;
        if (to - from < 19
                || d[from + 10] != ' ' && d[from + 10] != 'T'
                || digits(d, time, 2) < 0
                || digits(d, time, 2) > 23
                || !minutes(d, time + 2)) {
            return Outcome.WRONG;
        }
        out.add(' ');
        out.add(d, time, time + 8);
        return fraction(d, time + 8, to, out);
    }

    /** Days since 2000 began of what {@link #date} wrote, as PostgreSQL stores them. */
    static long days(byte[] d) {
        return LocalDate.of(digits(d, 0, 4), digits(d, 5, 2), digits(d, 8, 2)).toEpochDay()
                - DAYS_TO_2000;
    }

    /**
     * Microseconds since 2000 began of what {@link #timestamp} wrote, as PostgreSQL stores them.
     */
    static long micros(Bytes made) {
        byte[] d = made.data;
        long seconds =
                days(d) * 86_400
                        + digits(d, 11, 2) * 3_600
                        + digits(d, 14, 2) * 60
                        + digits(d, 17, 2);
        int micros = 0;
        for (int i = 20; i < 26; i++) {
            micros = micros * 10 + (i < made.length ? d[i] - '0' : 0);
        }
        return seconds * 1_000_000 + micros;
    }

    /** {@code -838:59:59.5}. */
    static Outcome interval(byte[] d, int from, int to, Bytes out) {
        int at = from < to && d[from] == '-' ? from + 1 : from;
        int colon = at;
        while (colon < to && d[colon] != ':') {
            colon++;
        }
        if (colon - at < 2
                || colon - at > 3
                || digits(d, at, colon - at) < 0
                || to - colon < 6
                || !minutes(d, colon)) {
            return Outcome.WRONG;
        }
        int start = out.length;
        out.add(d, at, colon + 6);
        Outcome outcome = fraction(d, colon + 6, to, out);
        boolean nothing = true;
        for (int i = start; i < out.length; i++) {
            nothing &= out.data[i] == '0' || out.data[i] == ':' || out.data[i] == '.';
        }
        if (at > from && !nothing) {
            out.add(0);
            System.arraycopy(out.data, start, out.data, start + 1, out.length - 1 - start);
            out.data[start] = '-';
        }
        return outcome;
    }

    private static boolean minutes(byte[] d, int at) {
        return d[at] == ':'
                && d[at + 3] == ':'
                && digits(d, at + 1, 2) >= 0
                && digits(d, at + 1, 2) < 60
                && digits(d, at + 4, 2) >= 0
                && digits(d, at + 4, 2) < 60;
    }

    private static Outcome fraction(byte[] d, int from, int to, Bytes out) {
        if (from == to) {
            return Outcome.GOOD;
        }
        int end = to;
        while (end > from + 1 && d[end - 1] == '0') {
            end--;
        }
        if (d[from] != '.' || to - from > 7 || digits(d, from + 1, to - from - 1) < 0) {
            return Outcome.WRONG;
        }
        if (end > from + 1) {
            out.add(d, from, end);
        }
        return Outcome.GOOD;
    }

    private static int digits(byte[] d, int from, int count) {
        int value = 0;
        for (int i = from; i < from + count; i++) {
            int digit = d[i] - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            value = value * 10 + digit;
        }
        return value;
    }
}
