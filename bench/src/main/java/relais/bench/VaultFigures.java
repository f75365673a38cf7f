package relais.bench;

import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** What {@code bench vault} has measured, said as it comes. */
final class VaultFigures {
    private final Map<String, Double> all = new LinkedHashMap<>();
    private final PrintStream progress;

    VaultFigures(PrintStream progress) {
        this.progress = progress;
    }

    void put(String key, double value) {
        all.put(key, value);
        progress.printf(Locale.ROOT, "%-28s %.3f%n", key, value);
    }

    void say(String format, Object... values) {
        progress.println(String.format(Locale.ROOT, format, values));
    }

    Map<String, Double> all() {
        return all;
    }
}
