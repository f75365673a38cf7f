package relais.meter.promql.value;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The labels of a series, sorted by name; a label with an empty value does not exist. Immutable,
 * equal by content, ordered as Prometheus orders them (name, value, name, value…).
 */
public final class Labels implements Comparable<Labels> {
    /** The label that carries the metric's name. */
    public static final String NAME = "__name__";

    /** No labels at all: what {@code vector(1)} carries. */
    public static final Labels NONE = new Labels(new String[0]);

    private final String[] pairs;
    private final int hash;

    private Labels(String[] pairs) {
        this.pairs = pairs;
        this.hash = Arrays.hashCode(pairs);
    }

    public static Labels of(Map<String, String> labels) {
        TreeMap<String, String> sorted = new TreeMap<>(labels);
        sorted.values().removeIf(String::isEmpty);
        String[] pairs = new String[sorted.size() * 2];
        int at = 0;
        for (Map.Entry<String, String> label : sorted.entrySet()) {
            pairs[at++] = label.getKey();
            pairs[at++] = label.getValue();
        }
        return pairs.length == 0 ? NONE : new Labels(pairs);
    }

    /** The value, or the empty string where the label does not exist. */
    public String get(String name) {
        for (int i = 0; i < pairs.length; i += 2) {
            if (pairs[i].equals(name)) {
                return pairs[i + 1];
            }
        }
        return "";
    }

    public int size() {
        return pairs.length / 2;
    }

    public String name(int index) {
        return pairs[2 * index];
    }

    public String value(int index) {
        return pairs[2 * index + 1];
    }

    public Map<String, String> asMap() {
        Map<String, String> map = new TreeMap<>();
        for (int i = 0; i < size(); i++) {
            map.put(name(i), value(i));
        }
        return map;
    }

    /** These with one label set; an empty value removes it. */
    public Labels with(String name, String value) {
        if (get(name).equals(value)) {
            return this;
        }
        Map<String, String> map = asMap();
        map.put(name, value);
        return of(map);
    }

    public Labels withoutName() {
        return get(NAME).isEmpty() ? this : without(Set.of(NAME));
    }

    public Labels without(Collection<String> names) {
        return filtered(names, false);
    }

    public Labels only(Collection<String> names) {
        return filtered(names, true);
    }

    private Labels filtered(Collection<String> names, boolean keepThem) {
        List<String> kept = new ArrayList<>(pairs.length);
        for (int i = 0; i < pairs.length; i += 2) {
            if (names.contains(pairs[i]) == keepThem) {
                kept.add(pairs[i]);
                kept.add(pairs[i + 1]);
            }
        }
        if (kept.size() == pairs.length) {
            return this;
        }
        return kept.isEmpty() ? NONE : new Labels(kept.toArray(String[]::new));
    }

    /** Whether a text may name a label: {@code [a-zA-Z_][a-zA-Z0-9_]*}. */
    public static boolean isName(String text) {
        if (text.isEmpty()) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean letter = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_';
            if (!letter && !(i > 0 && c >= '0' && c <= '9')) {
                return false;
            }
        }
        return true;
    }

    @Override
    public int compareTo(Labels other) {
        int common = Math.min(pairs.length, other.pairs.length);
        for (int i = 0; i < common; i++) {
            int order = pairs[i].compareTo(other.pairs[i]);
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(pairs.length, other.pairs.length);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Labels l && l.hash == hash && Arrays.equals(l.pairs, pairs);
    }

    @Override
    public int hashCode() {
        return hash;
    }

    /** As PromQL writes it: {@code name{label="value"}}. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(get(NAME));
        StringBuilder inner = new StringBuilder();
        for (int i = 0; i < size(); i++) {
            if (!name(i).equals(NAME)) {
                inner.append(inner.isEmpty() ? "" : ", ");
                inner.append(name(i)).append('=').append(Quoted.text(value(i)));
            }
        }
        if (!inner.isEmpty() || text.isEmpty()) {
            text.append('{').append(inner).append('}');
        }
        return text.toString();
    }
}
