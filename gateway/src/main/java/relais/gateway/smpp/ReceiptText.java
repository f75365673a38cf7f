package relais.gateway.smpp;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import relais.gateway.message.Report.State;

/**
 * A delivery report written as text (SMPP 3.4, appendix B): {@code id:… sub:… dlvrd:… submit date:…
 * done date:… stat:… err:… text:…}. SMSCs leave out fields, spaces and order and write keys in
 * either case; only the id is needed.
 */
record ReceiptText(String id, @Nullable String status, @Nullable String error) {
    /** Where a value ends when no space does it: at the next of these. */
    private static final String[] KEYS = {
        "sub:",
        "dlvrd:",
        "submit date:",
        "submitdate:",
        "done date:",
        "donedate:",
        "stat:",
        "err:",
        "text:"
    };

    /** Reports are one short message; a longer text is none. */
    private static final int LONGEST = 1_000;

    static @Nullable ReceiptText read(String text) {
        if (text.length() > LONGEST) {
            return null;
        }
        String lower = lower(text);
        int quote = lower.indexOf("text:");
        // What the quoted message says must not be read as fields.
        int end = quote < 0 ? lower.length() : quote;
        String id = value(text, lower, key(lower, "id:", end), "id:", end);
        if (id == null) {
            return null;
        }
        return new ReceiptText(
                id,
                value(text, lower, lower.indexOf("stat:"), "stat:", end),
                value(text, lower, lower.indexOf("err:"), "err:", end));
    }

    /** What the status word says; SMSCs cut it to seven letters or write it out. */
    static State state(@Nullable String status) {
        if (status == null) {
            return State.UNKNOWN;
        }
        String word = status.toUpperCase(Locale.ROOT);
        if (word.startsWith("DELIV")) {
            return State.DELIVERED;
        } else if (word.startsWith("EXP")) {
            return State.EXPIRED;
        } else if (word.startsWith("DELET")
                || word.startsWith("UNDEL")
                || word.startsWith("FAIL")) {
            return State.FAILED;
        } else if (word.startsWith("REJ")) {
            return State.REJECTED;
        } else if (word.startsWith("ACC")) {
            return State.ACCEPTED;
        } else if (word.startsWith("ENR") || word.startsWith("BUF") || word.startsWith("SCH")) {
            return State.BUFFERED;
        }
        return State.UNKNOWN;
    }

    /** Keys are ASCII; lower case of other letters may be longer than they are. */
    private static String lower(String text) {
        char[] letters = text.toCharArray();
        for (int i = 0; i < letters.length; i++) {
            letters[i] += letters[i] >= 'A' && letters[i] <= 'Z' ? 'a' - 'A' : 0;
        }
        return new String(letters);
    }

    /** A key that begins a word: "id:" is also the end of other words. */
    private static int key(String lower, String key, int end) {
        for (int at = lower.indexOf(key); at >= 0 && at < end; at = lower.indexOf(key, at + 1)) {
            if (at == 0 || !Character.isLetterOrDigit(lower.charAt(at - 1))) {
                return at;
            }
        }
        return -1;
    }

    private static @Nullable String value(String text, String lower, int at, String key, int end) {
        if (at < 0 || at >= end) {
            return null;
        }
        int from = at + key.length();
        while (from < end && text.charAt(from) == ' ') {
            from++;
        }
        int to = from;
        while (to < end && !Character.isWhitespace(text.charAt(to)) && text.charAt(to) != ',') {
            to++;
        }
        for (String next : KEYS) {
            int found = lower.indexOf(next, from);
            if (found >= from && found < to) {
                to = found;
            }
        }
        return to > from ? text.substring(from, to) : null;
    }
}
