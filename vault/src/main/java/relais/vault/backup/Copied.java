package relais.vault.backup;

import java.util.Map;
import java.util.TreeMap;

/**
 * What was done with objects.
 *
 * @param copied objects, of {@code bytes} together
 * @param present objects that were there
 * @param leftOut by the stores where they lie: those that were not to be copied
 * @param missing by the stores that should have them: those that nobody gave whole
 */
public record Copied(
        long copied,
        long bytes,
        long present,
        Map<String, Some> leftOut,
        Map<String, Some> missing) {
    static final Copied NOTHING = new Copied(0, 0, 0, Map.of(), Map.of());

    /** Objects, and their bytes. */
    public record Some(long objects, long bytes) {
        static Some plus(Some one, Some other) {
            return new Some(one.objects + other.objects, one.bytes + other.bytes);
        }
    }

    static Copied one(long bytes) {
        return new Copied(1, bytes, 0, Map.of(), Map.of());
    }

    static Copied there() {
        return new Copied(0, 0, 1, Map.of(), Map.of());
    }

    static Copied leftOut(String stores, long bytes) {
        return new Copied(0, 0, 0, Map.of(stores, new Some(1, bytes)), Map.of());
    }

    static Copied missing(String stores, long bytes) {
        return new Copied(0, 0, 0, Map.of(), Map.of(stores, new Some(1, bytes)));
    }

    Copied plus(Copied other) {
        return new Copied(
                copied + other.copied,
                bytes + other.bytes,
                present + other.present,
                plus(leftOut, other.leftOut),
                plus(missing, other.missing));
    }

    /** Of a second look at the same objects: what each of the two copied, and what is so now. */
    public Copied after(Copied first) {
        return new Copied(
                copied + first.copied, bytes + first.bytes, first.present, leftOut, missing);
    }

    private static Map<String, Some> plus(Map<String, Some> one, Map<String, Some> other) {
        Map<String, Some> all = new TreeMap<>(one);
        other.forEach((stores, some) -> all.merge(stores, some, Some::plus));
        return all;
    }
}
