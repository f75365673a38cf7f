package relais.gateway.kannel;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * CGI variables as Kannel reads them: {@code name=value} joined by {@code &}, percent-decoded to
 * bytes because a text may be in any charset and a header binary. Malformed escapes stand for
 * themselves; of a name given twice the first counts; what is beyond the bounds is not read.
 */
final class Parameters {
    /** Kannel knows 30 names; more in one request is a mistake or an attack. */
    static final int MOST = 64;

    private static final Parameters NONE = new Parameters(Map.of());

    private final Map<String, byte[]> values;

    private Parameters(Map<String, byte[]> values) {
        this.values = values;
    }

    /** Reads a query string or a form body; null is an absent query. */
    static Parameters parse(@Nullable String raw) {
        if (raw == null || raw.isEmpty()) {
            return NONE;
        }
        Map<String, byte[]> values = new HashMap<>();
        int from = 0;
        while (from <= raw.length() && values.size() < MOST) {
            int to = raw.indexOf('&', from);
            int end = to < 0 ? raw.length() : to;
            addPair(values, raw.substring(from, end));
            from = end + 1;
        }
        return new Parameters(Map.copyOf(values));
    }

    private static void addPair(Map<String, byte[]> values, String pair) {
        int equals = pair.indexOf('=');
        String name = equals < 0 ? pair : pair.substring(0, equals);
        if (!name.isEmpty()) {
            byte[] value = decode(equals < 0 ? "" : pair.substring(equals + 1));
            values.putIfAbsent(new String(decode(name), StandardCharsets.UTF_8), value);
        }
    }

    /** The value's bytes, or null where it was not given. */
    byte @Nullable [] bytes(String name) {
        byte[] value = values.get(name);
        return value == null ? null : value.clone();
    }

    /** The value as UTF-8, or null where it was not given. */
    @Nullable String text(String name) {
        byte[] value = values.get(name);
        return value == null ? null : new String(value, StandardCharsets.UTF_8).replace("\0", "");
    }

    static byte[] decode(String value) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(value.length());
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            int escaped = c == '%' && i + 2 < value.length() ? hex(value, i + 1) : -1;
            if (escaped >= 0) {
                out.write(escaped);
                i += 2;
            } else if (c == '+') {
                out.write(' ');
            } else {
                // A raw character has no place in an address; take it as UTF-8.
                int end = Character.isHighSurrogate(c) ? Math.min(i + 2, value.length()) : i + 1;
                out.writeBytes(value.substring(i, end).getBytes(StandardCharsets.UTF_8));
                i = end - 1;
            }
        }
        return out.toByteArray();
    }

    private static int hex(String value, int at) {
        int high = Character.digit(value.charAt(at), 16);
        int low = Character.digit(value.charAt(at + 1), 16);
        return high < 0 || low < 0 ? -1 : high << 4 | low;
    }
}
