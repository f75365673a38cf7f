package relais.meter.alert.state;

import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What an on-call person writes to take an alert: {@code OK 17}, {@code ok17}, {@code ack 17},
 * {@code vu 17}. Nothing less: a bare "ok" may well be the answer to a question.
 */
public final class Taking {
    /** Numbers are given anew when they are free again, so they stay short on a phone. */
    public static final int LARGEST = 999;

    private static final Pattern REPLY =
            Pattern.compile(
                    "(?i)\\s*(?:ok|ack|vu|pris)\\s*[#:n°.]{0,2}\\s*(\\d{1,3})\\s*[.!]?\\s*");

    private static final int LONGEST_TEXT = 20;

    private Taking() {}

    /** The alert's short number. */
    public static OptionalInt numberIn(String text) {
        if (text.length() > LONGEST_TEXT) {
            return OptionalInt.empty();
        }
        Matcher reply = REPLY.matcher(text);
        if (!reply.matches()) {
            return OptionalInt.empty();
        }
        int number = Integer.parseInt(reply.group(1));
        return number == 0 ? OptionalInt.empty() : OptionalInt.of(number);
    }
}
