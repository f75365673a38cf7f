package relais.meter.series.labels;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/** What tells one series from another: names with values, sorted by name, without empty values. */
public record Labels(Map<String, String> byName) {

    /** A series with more says nothing that a person could still read. */
    public static final int MOST_LABELS = 40;

    public static final int LONGEST_NAME = 128;

    /** Leaves room for a path or a query, not for a document. */
    public static final int LONGEST_VALUE = 1024;

    /**
     * @throws IllegalArgumentException when there are none, too many, or one is too long or
     *     nameless
     */
    public Labels {
        Map<String, String> sorted = new LinkedHashMap<>();
        new TreeMap<>(byName)
                .forEach(
                        (name, value) -> {
                            if (!value.isEmpty()) {
                                check(name, value);
                                sorted.put(name, value);
                            }
                        });
        if (sorted.isEmpty() || sorted.size() > MOST_LABELS) {
            throw new IllegalArgumentException(
                    "a series has 1 to " + MOST_LABELS + " labels, not " + sorted.size());
        }
        byName = java.util.Collections.unmodifiableMap(sorted);
    }

    /** Names and values in turn. */
    public static Labels of(String... pairs) {
        Map<String, String> map = new TreeMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            map.put(pairs[i], pairs[i + 1]);
        }
        return new Labels(map);
    }

    private static void check(String name, String value) {
        if (name.isEmpty() || name.length() > LONGEST_NAME) {
            throw new IllegalArgumentException(
                    "a label's name has 1 to " + LONGEST_NAME + " characters: " + cut(name));
        }
        if (value.length() > LONGEST_VALUE) {
            throw new IllegalArgumentException(
                    "the value of %s has %d characters; %d are the most: %s"
                            .formatted(name, value.length(), LONGEST_VALUE, cut(value)));
        }
    }

    private static String cut(String text) {
        return text.length() <= 60 ? text : text.substring(0, 60) + "…";
    }

    @Override
    public String toString() {
        return byName.toString();
    }
}
