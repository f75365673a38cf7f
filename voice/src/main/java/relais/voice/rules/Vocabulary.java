package relais.voice.rules;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The words of a poll's rules, each with a number. A typed word is looked up exactly, then with
 * repeated letters made single, and only then by {@link Closeness} among tolerant words of the same
 * first letter, nearest first, earliest when equally near.
 */
final class Vocabulary {
    /** A known word found for a typed one; {@code quality} 1 for exact, less for typing errors. */
    record Found(int word, double quality) {}

    static final double SQUEEZED = 0.97;
    static final double ONE_ERROR = 0.85;
    static final double TWO_ERRORS = 0.75;

    private final Map<String, Found> exact = new HashMap<>();
    private final Map<String, Found> squeezed = new HashMap<>();
    private final Map<Character, List<String>> tolerant = new HashMap<>();
    private final Set<String> tolerated = new HashSet<>();
    private final Set<String> otherWords;
    private final List<String> words = new ArrayList<>();

    /** {@code otherWords} are words of everyday language, never errors for something else. */
    Vocabulary(Set<String> otherWords) {
        this.otherWords = otherWords;
    }

    /** The number of {@code word}, which is added if new; used only while compiling. */
    int add(String word, boolean typos) {
        Found known = exact.get(word);
        if (known == null) {
            known = new Found(words.size(), 1);
            words.add(word);
            exact.put(word, known);
        }
        if (typos && word.length() >= 2 && tolerated.add(word)) {
            squeezed.putIfAbsent(Closeness.squeeze(word), new Found(known.word(), SQUEEZED));
            if (Closeness.allowed(word.length()) > 0 && !isNumber(word)) {
                tolerant.computeIfAbsent(word.charAt(0), first -> new ArrayList<>()).add(word);
            }
        }
        return known.word();
    }

    int size() {
        return words.size();
    }

    /** Whether the word is one of the rules', but for repeated letters. */
    boolean knows(String typed) {
        return exact.containsKey(typed) || squeezed.containsKey(Closeness.squeeze(typed));
    }

    @Nullable Found find(String typed) {
        Found found = exact.get(typed);
        if (found != null || typed.length() < 2 || otherWords.contains(typed)) {
            return found;
        }
        String single = Closeness.squeeze(typed);
        if (single.length() < typed.length()) {
            found = squeezed.get(single);
            if (found != null) {
                return found;
            }
        }
        return near(typed, single);
    }

    private @Nullable Found near(String typed, String single) {
        List<String> candidates = tolerant.get(typed.charAt(0));
        if (candidates == null) {
            return null;
        }
        int best = Closeness.FAR;
        String nearest = null;
        for (String candidate : candidates) {
            int distance = Closeness.between(typed, candidate);
            if (distance >= Closeness.FAR && single.length() < typed.length()) {
                distance = Closeness.between(single, candidate);
            }
            if (distance < best) {
                best = distance;
                nearest = candidate;
            }
        }
        Found known = nearest == null ? null : exact.get(nearest);
        return known == null ? null : new Found(known.word(), best <= 1 ? ONE_ERROR : TWO_ERRORS);
    }

    private static boolean isNumber(String word) {
        return Character.isDigit(word.charAt(0));
    }
}
