package relais.meter.ingest;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import relais.meter.host.SeriesLabels;

/**
 * Prometheus' text exposition format 0.0.4 with times in milliseconds, and OpenMetrics 1.0 with
 * times in seconds: {@code name{label="value",…} value [time]}. Types and help are passed over.
 */
final class PrometheusText implements LineFormat {
    private final boolean seconds;

    /**
     * @param seconds whether times are OpenMetrics'
     */
    PrometheusText(boolean seconds) {
        this.seconds = seconds;
    }

    @Override
    public void read(byte[] text, int from, int to, long now, Delivery delivery) {
        int nameEnd = nameEnd(text, from, to);
        int entry = delivery.cache().find(text, from, nameEnd);
        int at = blank(text, nameEnd, to);
        int valueEnd = word(text, at, to);
        double value = Digits.number(text, at, valueEnd);
        at = blank(text, valueEnd, to);
        long time = now;
        if (at < to && text[at] != '#') {
            int timeEnd = word(text, at, to);
            time =
                    seconds
                            ? Math.round(Digits.number(text, at, timeEnd) * 1_000)
                            : Digits.whole(text, at, timeEnd);
            at = blank(text, timeEnd, to);
        }
        if (at < to && text[at] != '#') {
            throw new IllegalArgumentException("something behind the time");
        }
        if (entry == SeriesCache.NONE) {
            entry = delivery.meet(text, from, nameEnd, labels(text, from, nameEnd));
        }
        delivery.sample(entry, time, value);
    }

    /** Behind the labels. Neither value nor time holds a brace, but label values may. */
    private int nameEnd(byte[] text, int from, int to) {
        int end = seconds ? exemplar(text, from, to) : to;
        for (int at = end - 1; at > from; at--) {
            if (text[at] == '}') {
                return at + 1;
            }
        }
        int at = from;
        while (at < end && text[at] != ' ' && text[at] != '\t') {
            at++;
        }
        return at;
    }

    /** Where OpenMetrics' {@code # {…}} behind the value begins. */
    private static int exemplar(byte[] text, int from, int to) {
        for (int at = to - 3; at > from; at--) {
            if (text[at] == '#' && text[at - 1] == ' ' && text[at + 2] == '{') {
                return at;
            }
        }
        return to;
    }

    private static int blank(byte[] text, int from, int to) {
        int at = from;
        while (at < to && (text[at] == ' ' || text[at] == '\t')) {
            at++;
        }
        return at;
    }

    private static int word(byte[] text, int from, int to) {
        int at = from;
        while (at < to && text[at] != ' ' && text[at] != '\t') {
            at++;
        }
        return at;
    }

    private static Map<String, String> labels(byte[] text, int from, int to) {
        Map<String, String> labels = new HashMap<>();
        int brace = Lines.find(text, from, to, '{');
        int nameEnd = brace;
        while (nameEnd > from && text[nameEnd - 1] == ' ') {
            nameEnd--;
        }
        labels.put(SeriesLabels.NAME, name(text, from, nameEnd));
        int at = brace + 1;
        while (at < to && text[at] != '}') {
            at = label(text, blank(text, at, to), to, labels);
        }
        if (brace < to && at != to - 1) {
            throw new IllegalArgumentException("the labels do not end with a brace");
        }
        return labels;
    }

    /** One label and the comma behind it; where it ends. */
    private static int label(byte[] text, int from, int to, Map<String, String> labels) {
        int equals = Lines.find(text, from, to, '=');
        int nameEnd = equals;
        while (nameEnd > from && text[nameEnd - 1] == ' ') {
            nameEnd--;
        }
        int quote = blank(text, Math.min(to, equals + 1), to);
        if (quote >= to || text[quote] != '"') {
            throw new IllegalArgumentException("a label is name=\"value\"");
        }
        int end = quote + 1;
        boolean escaped = false;
        while (end < to && text[end] != '"') {
            escaped |= text[end] == '\\';
            end += text[end] == '\\' ? 2 : 1;
        }
        if (end >= to) {
            throw new IllegalArgumentException("a label's value has no end");
        }
        String value = new String(text, quote + 1, end - quote - 1, StandardCharsets.UTF_8);
        String before = labels.put(name(text, from, nameEnd), escaped ? unescaped(value) : value);
        if (before != null) {
            throw new IllegalArgumentException("a label is there twice");
        }
        int at = blank(text, end + 1, to);
        if (at < to && text[at] == ',') {
            return blank(text, at + 1, to);
        }
        if (at >= to || text[at] != '}') {
            throw new IllegalArgumentException("labels are separated by commas");
        }
        return at;
    }

    private static String name(byte[] text, int from, int to) {
        String name = new String(text, from, to - from, StandardCharsets.UTF_8);
        if (!Names.isName(name)) {
            throw new IllegalArgumentException("not a name: " + Names.shown(name));
        }
        return name;
    }

    private static String unescaped(String value) {
        StringBuilder plain = new StringBuilder(value.length());
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '\\' && i + 1 < value.length()) {
                char next = value.charAt(++i);
                plain.append(next == 'n' ? '\n' : next);
            } else {
                plain.append(c);
            }
        }
        return plain.toString();
    }
}
