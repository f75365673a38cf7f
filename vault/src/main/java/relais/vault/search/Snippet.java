package relais.vault.search;

import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The place of a text where words were found, the words between U+0001 and U+0002. */
final class Snippet {
    private static final int BEFORE = 60;
    private static final int SIGNS = 220;

    /** A longer text is not searched to its end for a place to show. */
    private static final int SEARCHED = 60_000;

    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}]+");

    private Snippet() {}

    static String of(String text, Set<String> stems) {
        String searched = text.length() > SEARCHED ? text.substring(0, SEARCHED) : text;
        Matcher word = WORD.matcher(searched);
        int first = -1;
        while (first < 0 && word.find()) {
            if (matches(word.group(), stems)) {
                first = word.start();
            }
        }
        int from = Math.max(0, first - BEFORE);
        while (from > 0 && from < first && !Character.isWhitespace(searched.charAt(from - 1))) {
            from++;
        }
        int to = Math.min(searched.length(), from + SIGNS);
        while (to < searched.length()
                && to > from + SIGNS / 2
                && !Character.isWhitespace(searched.charAt(to))) {
            to--;
        }
        String shown = marked(searched.substring(from, to), stems);
        return (from > 0 ? "… " : "") + shown + (to < text.length() ? " …" : "");
    }

    private static String marked(String text, Set<String> stems) {
        StringBuilder out = new StringBuilder();
        Matcher word = WORD.matcher(text);
        int last = 0;
        while (word.find()) {
            if (matches(word.group(), stems)) {
                out.append(text, last, word.start())
                        .append('\u0001')
                        .append(word.group())
                        .append('\u0002');
                last = word.end();
            }
        }
        return out.append(text, last, text.length()).toString().strip().replaceAll("\\s+", " ");
    }

    private static boolean matches(String word, Set<String> stems) {
        String folded = Folding.fold(word);
        for (String stem : stems) {
            boolean begins = stem.length() > 2 && folded.startsWith(stem);
            if ((begins && folded.length() <= stem.length() + 6) || folded.equals(stem)) {
                return true;
            }
        }
        return false;
    }
}
