package relais.voice.rules;

/**
 * How far a typed word may be from a meant one: Damerau-Levenshtein distance in its "optimal string
 * alignment" form (insert, leave out, replace, swap neighbours; Damerau 1964), bounded by length.
 *
 * <p>Short words lie too close to each other to forgive much ("oui" and "qui", "non" and "nom"), so
 * three letters forgive one added letter or one swap, nothing else; from four letters one error,
 * from eight two. The first letter must be right: people rarely miss it, and it keeps "mine" from
 * being "nine". Repeated letters ("ouiiii") are not errors; see {@link #squeeze}.
 */
final class Closeness {
    static final int SHORTEST = 3;

    /** Longer words are compared exactly: bounds the work. */
    static final int LONGEST = 24;

    static final int FAR = 3;

    private Closeness() {}

    static int allowed(int length) {
        return length < SHORTEST || length > LONGEST ? 0 : length < 8 ? 1 : 2;
    }

    /** The distance if it is within what {@code meant} forgives, else {@link #FAR}. */
    static int between(String typed, String meant) {
        int allowed = allowed(meant.length());
        int longer = typed.length() - meant.length();
        if (allowed == 0 || longer > allowed || -longer > allowed) {
            return FAR;
        }
        if (typed.charAt(0) != meant.charAt(0)) {
            return FAR;
        }
        if (meant.length() == SHORTEST && longer < 1 && !isSwap(typed, meant)) {
            return FAR;
        }
        int distance = distance(typed, meant);
        return distance <= allowed ? distance : FAR;
    }

    private static boolean isSwap(String typed, String meant) {
        return typed.length() == meant.length()
                && typed.charAt(1) == meant.charAt(2)
                && typed.charAt(2) == meant.charAt(1);
    }

    /** The plain distance, unbounded. */
    static int distance(String a, String b) {
        int[] before = new int[b.length() + 1];
        int[] last = new int[b.length() + 1];
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            last[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                boolean same = a.charAt(i - 1) == b.charAt(j - 1);
                int best =
                        Math.min(Math.min(row[j - 1], last[j]) + 1, last[j - 1] + (same ? 0 : 1));
                if (i > 1
                        && j > 1
                        && a.charAt(i - 1) == b.charAt(j - 2)
                        && a.charAt(i - 2) == b.charAt(j - 1)) {
                    best = Math.min(best, before[j - 2] + 1);
                }
                row[j] = best;
            }
            int[] free = before;
            before = last;
            last = row;
            row = free;
        }
        return last[b.length()];
    }

    /** Runs of one letter made single: {@code yesss} and {@code yes} become the same. */
    static String squeeze(String word) {
        int run = -1;
        for (int i = 1; i < word.length(); i++) {
            if (word.charAt(i) == word.charAt(i - 1)) {
                run = i;
                break;
            }
        }
        if (run < 0) {
            return word;
        }
        StringBuilder single = new StringBuilder(word.length());
        for (int i = 0; i < word.length(); i++) {
            if (i == 0 || word.charAt(i) != word.charAt(i - 1)) {
                single.append(word.charAt(i));
            }
        }
        return single.toString();
    }
}
