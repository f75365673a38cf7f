package relais.bench;

import java.io.PrintStream;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What was measured, in the order that is printed, and how far the run is. */
final class Figures {
    private static final List<String> KEYS =
            List.of(
                    "mo_per_s",
                    "mt_per_s",
                    "mo_p99_ms",
                    "copy_rows_per_s",
                    "mo_ratio",
                    "lost",
                    "duplicated",
                    "start_ms",
                    "rss_mb",
                    "idle_cpu_percent",
                    "inbox_page_ms",
                    "inbox_search_ms",
                    "people_search_ms",
                    "poll_page_ms");

    private final Map<String, Number> values = new LinkedHashMap<>();
    private final PrintStream progress;
    private final long start = System.nanoTime();

    Figures(PrintStream progress) {
        this.progress = progress;
    }

    void say(String format, Object... values) {
        double seconds = (System.nanoTime() - start) / 1e9;
        progress.printf(Locale.ROOT, "%6.1f s  %s%n", seconds, format.formatted(values));
    }

    /** Rounded to three digits behind the point. */
    void put(String key, double value) {
        if (!KEYS.contains(key)) {
            throw new IllegalArgumentException(key);
        }
        double rounded = Math.round(value * 1000) / 1000.0;
        boolean whole = rounded == Math.rint(rounded);
        values.put(key, whole ? (Number) (long) rounded : (Number) rounded);
        progress.printf(Locale.ROOT, "          %-18s %s%n", key, values.get(key));
    }

    double get(String key) {
        return measured(key).doubleValue();
    }

    private Number measured(String key) {
        Number value = values.get(key);
        if (value == null) {
            throw new IllegalStateException(key + " is not measured yet");
        }
        return value;
    }

    /** Every key once. */
    Map<String, Number> all() {
        Map<String, Number> all = new LinkedHashMap<>();
        for (String key : KEYS) {
            all.put(key, measured(key));
        }
        return all;
    }

    /** The value that {@code share} of all do not exceed. */
    static double percentile(long[] nanos, double share) {
        long[] sorted = nanos.clone();
        Arrays.sort(sorted);
        int index = (int) Math.ceil(share * sorted.length) - 1;
        return sorted[Math.max(0, index)] / 1e6;
    }
}
