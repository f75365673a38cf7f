package relais.voice.rules;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import relais.voice.poll.Folding;

/**
 * A text made comparable once, for all polls: folded as {@link Folding} defines, and its words.
 * Letters below U+0250, nearly all of what arrives, go through a table; anything else takes the
 * defining way.
 */
public final class NormalText {
    /** Thirteen segments. What comes after is kept with the message but not searched. */
    static final int CHARACTER_LIMIT = 2_000;

    static final int WORD_LIMIT = 300;

    static final String THUMB_UP = "\uD83D\uDC4D";
    static final String THUMB_DOWN = "\uD83D\uDC4E";

    private static final String[] TABLE = table();

    private final String folded;
    private final String[] words;
    private final int[] ends;
    private final boolean asks;

    private NormalText(String folded, String[] words, int[] ends, boolean asks) {
        this.folded = folded;
        this.words = words;
        this.ends = ends;
        this.asks = asks;
    }

    public static NormalText of(String text) {
        String folded = fold(text.length() > CHARACTER_LIMIT ? cut(text) : text);
        String[] words = new String[8];
        int[] ends = new int[8];
        int count = 0;
        boolean asks = false;
        int start = -1;
        for (int i = 0; i <= folded.length() && count < WORD_LIMIT; ) {
            int c = i < folded.length() ? folded.codePointAt(i) : ' ';
            int width = Character.charCount(c);
            boolean thumb = c == 0x1F44D || c == 0x1F44E;
            boolean inWord = c < 128 ? isPlainWord(c) : Character.isLetterOrDigit(c);
            if (start >= 0 && !inWord || thumb) {
                if (count + 2 > words.length) {
                    words = Arrays.copyOf(words, words.length * 2);
                    ends = Arrays.copyOf(ends, ends.length * 2);
                }
                if (start >= 0) {
                    words[count] = folded.substring(start, i);
                    ends[count++] = i;
                    start = -1;
                }
                if (thumb) {
                    words[count] = c == 0x1F44D ? THUMB_UP : THUMB_DOWN;
                    ends[count++] = i + width;
                }
            } else if (inWord && start < 0) {
                start = i;
            }
            asks |= c == '?' || c == '؟';
            i += width;
        }
        return new NormalText(folded, Arrays.copyOf(words, count), ends, asks);
    }

    /** The folded text, punctuation and all. */
    String folded() {
        return folded;
    }

    /** Runs of letters and digits, in order. */
    public List<String> words() {
        return Collections.unmodifiableList(Arrays.asList(words));
    }

    public int size() {
        return words.length;
    }

    String word(int index) {
        return words[index];
    }

    /** Whether the text contains a question mark. */
    boolean asks() {
        return asks;
    }

    /** Whether it is nothing but greetings and thanks (or nothing at all). */
    public boolean isCourtesy() {
        for (String word : words) {
            if (!Everyday.COURTESY.contains(word)) {
                return false;
            }
        }
        return true;
    }

    /** Whether a word is followed at once by a mark that sets it apart, as in {@code b)}. */
    boolean setApart(int index) {
        int end = ends[index];
        return end < folded.length() && ").:;,-/=".indexOf(folded.charAt(end)) >= 0;
    }

    @Override
    public String toString() {
        return String.join(" ", words);
    }

    private static boolean isPlainWord(int c) {
        return c >= 'a' && c <= 'z' || c >= '0' && c <= '9';
    }

    private static String cut(String text) {
        int end = CHARACTER_LIMIT;
        return text.substring(0, Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end);
    }

    private static String fold(String text) {
        StringBuilder folded = new StringBuilder(text.length() + 4);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < TABLE.length) {
                folded.append(TABLE[c]);
            } else if (c == '’' || c == '…') {
                folded.append(c == '’' ? "'" : "...");
            } else {
                return Folding.fold(text);
            }
        }
        return folded.toString();
    }

    private static String[] table() {
        String[] table = new String[0x250];
        for (int c = 0; c < table.length; c++) {
            table[c] = Folding.fold(String.valueOf((char) c));
        }
        return table;
    }
}
