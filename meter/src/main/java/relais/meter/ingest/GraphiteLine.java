package relais.meter.ingest;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import relais.meter.host.SeriesLabels;

/**
 * Graphite's plaintext protocol: {@code path[;tag=value…] value [seconds]}; −1 and N are now. The
 * path is kept as the label {@code path}; with underscores it is the name.
 */
final class GraphiteLine implements LineFormat {
    static final String PATH = "path";

    @Override
    public void read(byte[] text, int from, int to, long now, Delivery delivery) {
        int pathEnd = Lines.find(text, from, to, ' ');
        int valueStart = Math.min(to, pathEnd + 1);
        int valueEnd = Lines.find(text, valueStart, to, ' ');
        double value = Digits.number(text, valueStart, valueEnd);
        long time = time(text, Math.min(to, valueEnd + 1), to, now);
        int entry = delivery.cache().find(text, from, pathEnd);
        if (entry == SeriesCache.NONE) {
            String path = new String(text, from, pathEnd - from, StandardCharsets.UTF_8);
            entry = delivery.meet(text, from, pathEnd, labels(path));
        }
        delivery.sample(entry, time, value);
    }

    private static long time(byte[] text, int from, int to, long now) {
        boolean isNow =
                from == to
                        || to - from == 1 && text[from] == 'N'
                        || to - from == 2 && text[from] == '-' && text[from + 1] == '1';
        return isNow ? now : Math.round(Digits.number(text, from, to) * 1_000);
    }

    private static Map<String, String> labels(String text) {
        Map<String, String> labels = new HashMap<>();
        String[] parts = text.split(";");
        for (int i = 1; i < parts.length; i++) {
            int equals = parts[i].indexOf('=');
            if (equals < 1) {
                throw new IllegalArgumentException("a tag is name=value");
            }
            labels.put(Names.made(parts[i].substring(0, equals)), parts[i].substring(equals + 1));
        }
        String path = parts.length == 0 ? "" : parts[0];
        labels.put(SeriesLabels.NAME, Names.made(path));
        labels.put(PATH, path);
        return labels;
    }
}
