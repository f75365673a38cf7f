package relais.meter.ingest;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import relais.meter.host.SeriesLabels;

/**
 * InfluxDB's line protocol: {@code measurement,tag=value field=1,other=2i time}. Each field is a
 * series named measurement_field (the field {@code value}: measurement); true is 1, false 0; texts
 * are passed over. Not thread safe.
 */
final class InfluxLine implements LineFormat {
    private final Precision precision;
    private byte[] key = new byte[1_024];

    InfluxLine(Precision precision) {
        this.precision = precision;
    }

    @Override
    public void read(byte[] text, int from, int to, long now, Delivery delivery) {
        int tagsEnd = end(text, from, to, ' ', false);
        int fields = Math.min(to, tagsEnd + 1);
        int fieldsEnd = end(text, fields, to, ' ', true);
        if (fields == fieldsEnd) {
            throw new IllegalArgumentException("there are no fields");
        }
        long time = fieldsEnd < to ? precision.millis(Digits.whole(text, fieldsEnd + 1, to)) : now;
        int prefix = tagsEnd - from;
        if (key.length < prefix) {
            key = new byte[prefix * 2];
        }
        System.arraycopy(text, from, key, 0, prefix);
        for (int at = fields; at < fieldsEnd; ) {
            int end = end(text, at, fieldsEnd, ',', true);
            field(text, at, end, prefix, time, delivery);
            at = end + 1;
        }
    }

    /** Where a sign stands that is neither escaped nor, where texts may be, within one. */
    private static int end(byte[] text, int from, int to, char sign, boolean texts) {
        boolean quoted = false;
        int at = from;
        for (; at < to; at++) {
            if (text[at] == '\\') {
                at++;
            } else if (texts && text[at] == '"') {
                quoted = !quoted;
            } else if (text[at] == sign && !quoted) {
                return at;
            }
        }
        return to;
    }

    private void field(byte[] text, int from, int to, int prefix, long time, Delivery delivery) {
        int equals = end(text, from, to, '=', false);
        if (equals == from || equals + 1 >= to) {
            throw new IllegalArgumentException("a field is name=value");
        }
        if (text[equals + 1] == '"') {
            return;
        }
        double value = value(text, equals + 1, to);
        int length = prefix + 1 + equals - from;
        if (key.length < length) {
            key = Arrays.copyOf(key, length * 2);
        }
        key[prefix] = ' ';
        System.arraycopy(text, from, key, prefix + 1, equals - from);
        int entry = delivery.cache().find(key, 0, length);
        if (entry == SeriesCache.NONE) {
            entry = delivery.meet(key, 0, length, labels(prefix, length));
        }
        delivery.sample(entry, time, value);
    }

    private static double value(byte[] text, int from, int to) {
        byte last = text[to - 1];
        if (last == 'i' || last == 'u') {
            return Digits.number(text, from, to - 1);
        }
        if (last >= '0' && last <= '9' || last == '.') {
            return Digits.number(text, from, to);
        }
        return switch (new String(text, from, to - from, StandardCharsets.UTF_8)) {
            case "t", "T", "true", "True", "TRUE" -> 1;
            case "f", "F", "false", "False", "FALSE" -> 0;
            default -> throw new IllegalArgumentException("a field's value is none that is known");
        };
    }

    private Map<String, String> labels(int prefix, int length) {
        int nameEnd = end(key, 0, prefix, ',', false);
        Map<String, String> labels = new HashMap<>();
        for (int at = nameEnd + 1; at < prefix; ) {
            int end = end(key, at, prefix, ',', false);
            int equals = end(key, at, end, '=', false);
            if (equals == at || equals + 1 >= end) {
                throw new IllegalArgumentException("a tag is name=value");
            }
            labels.put(Names.made(plain(at, equals)), plain(equals + 1, end));
            at = end + 1;
        }
        String measurement = plain(0, nameEnd);
        String field = plain(prefix + 1, length);
        String name = field.equals("value") ? measurement : measurement + "_" + field;
        labels.put(SeriesLabels.NAME, Names.made(name));
        return labels;
    }

    private String plain(int from, int to) {
        String text = new String(key, from, to - from, StandardCharsets.UTF_8);
        return text.indexOf('\\') < 0 ? text : text.replaceAll("\\\\([,= \\\\])", "$1");
    }
}
