package relais.vault.download;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which bytes a Range header asks for (RFC 9110, section 14.2). */
sealed interface Ranges {
    /** Everything: no header, one that cannot be understood, or one that asks for too much. */
    record Whole() implements Ranges {}

    /** These, in the order asked for. */
    record Parts(List<Part> parts) implements Ranges {
        public Parts {
            parts = List.copyOf(parts);
        }
    }

    /** None of what was asked for is there: 416. */
    record Unsatisfiable() implements Ranges {}

    /** {@code length} bytes from {@code from} on; never none. */
    record Part(long from, long length) {
        long last() {
            return from + length - 1;
        }
    }

    /** More parts than any reader of documents asks for; an attacker asks for thousands. */
    int MOST_PARTS = 16;

    Pattern ONE = Pattern.compile("[ \\t]*(?:(\\d{1,18})-(\\d{0,18})|-(\\d{1,18}))[ \\t]*");

    static Ranges parse(String header, long size) {
        if (header.length() > 1_000 || !header.regionMatches(true, 0, "bytes=", 0, 6)) {
            return new Whole();
        }
        List<Part> parts = new ArrayList<>();
        String[] asked = header.substring(6).split(",", -1);
        if (asked.length > MOST_PARTS) {
            return new Whole();
        }
        for (String text : asked) {
            Matcher one = ONE.matcher(text);
            if (!one.matches()) {
                return new Whole();
            }
            long from;
            long last = size - 1;
            if (one.group(3) != null) {
                long suffix = Math.min(size, Long.parseLong(one.group(3)));
                from = size - suffix;
            } else {
                from = Long.parseLong(one.group(1));
                if (!one.group(2).isEmpty()) {
                    last = Math.min(last, Long.parseLong(one.group(2)));
                    if (Long.parseLong(one.group(2)) < from) {
                        return new Whole();
                    }
                }
            }
            if (from < size && from <= last) {
                parts.add(new Part(from, last - from + 1));
            }
        }
        if (parts.isEmpty()) {
            return new Unsatisfiable();
        }
        // parts that overlap would be a cheap way to have much sent
        boolean tooMuch = parts.size() > 1 && parts.stream().mapToLong(Part::length).sum() > size;
        return tooMuch ? new Whole() : new Parts(parts);
    }
}
