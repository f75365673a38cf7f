package relais.voice.stop;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Tells a wish to be left alone (or to come back) from everything else people write.
 *
 * <p>A message is such a wish when every one of its words is known to the lists and at least one is
 * a stop or join word, or a phrase of them. One unknown word makes it an answer or a story: "stop
 * svp" is a stop, "stop à la corruption" is not. A word is known as it is listed, with digits for
 * letters ("st0p"), drawn out ("stooop"), glued ("plsstop"), spelled out ("s t o p"), or, for stop
 * and join words of four letters or more, with one letter wrong.
 *
 * <p>It runs on every message before anything else: no lock, and next to no garbage for the
 * messages that are no wish. Thread-safe.
 */
public final class StopWords {
    /** Languages with a list, in the order in which shared words are claimed. */
    public static final List<String> LANGUAGES =
            List.of("fr", "en", "rn", "sw", "ach", "ln", "pt", "ar");

    /** One SMS. Who writes more tells a story. */
    private static final int TEXT_LIMIT = 160;

    /** As many as "stop" repeated fills one SMS. */
    private static final int WORDS_LIMIT = 40;

    private static final Word NUMBER = new Word(new char[0], Word.Kind.NUMBER, "", true);

    private final Lexicon lexicon;

    private StopWords(Lexicon lexicon) {
        this.lexicon = lexicon;
    }

    /** Listens in every language there is a list for; reads the lists, so keep it. */
    public static StopWords all() {
        return of(LANGUAGES);
    }

    /** Listens in some languages only. */
    public static StopWords of(List<String> languages) {
        return new StopWords(new Lexicon(languages));
    }

    /** What {@code text}, as received, wishes. */
    public Intent intentOf(String text) {
        if (text.length() > TEXT_LIMIT) {
            return Intent.NONE;
        }
        String plain = Letters.plain(text);
        Intent intent = read(plain);
        return intent == Intent.NONE && isSpelledOut(plain) ? read(joined(plain)) : intent;
    }

    private Intent read(String text) {
        char[] token = new char[Lexicon.WORD_LIMIT];
        Reading reading = null;
        int length = 0;
        for (int i = 0; i <= text.length(); i++) {
            char c = i < text.length() ? Letters.fold(text.charAt(i)) : 0;
            if (c != 0) {
                if (length == token.length) {
                    return Intent.NONE;
                }
                token[length++] = c;
            } else if (length > 0) {
                if (reading == null) {
                    reading = new Reading();
                }
                if (!reading.add(token, length)) {
                    return Intent.NONE;
                }
                length = 0;
            }
        }
        return reading == null ? Intent.NONE : reading.intent();
    }

    /** "s t o p": nothing but single letters, at least as many as a word that may be misspelt. */
    private static boolean isSpelledOut(String text) {
        int letters = 0;
        boolean before = false;
        for (int i = 0; i < text.length(); i++) {
            boolean letter = Letters.fold(text.charAt(i)) != 0;
            if (letter && before) {
                return false;
            }
            letters += letter ? 1 : 0;
            before = letter;
        }
        return letters >= Word.TYPO_FROM;
    }

    private static String joined(String text) {
        StringBuilder word = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = Letters.fold(text.charAt(i));
            if (c != 0) {
                word.append(c);
            }
        }
        return word.toString();
    }

    /** The words of one message so far, all of them known. */
    private final class Reading {
        private final @Nullable Word[] words = new Word[WORDS_LIMIT];
        private int count;
        private boolean doubtful;
        private boolean phrased;

        /** False when the word is unknown or one too many: the message is no wish. */
        boolean add(char[] token, int length) {
            Word word = count < WORDS_LIMIT ? known(token, length) : null;
            if (word == null) {
                return false;
            }
            doubtful |= word.kind() == Word.Kind.NUMBER;
            phrased |= word.kind() == Word.Kind.PHRASE;
            words[count++] = word;
            return true;
        }

        private @Nullable Word known(char[] token, int length) {
            Word word = lexicon.exact(token, length);
            if (word != null) {
                doubtful |= Letters.isDigit(token[0]);
                return word;
            }
            if (isNumber(token, length)) {
                return length >= 3 ? NUMBER : null;
            }
            for (int i = 0; i < length; i++) {
                token[i] = Letters.unmasked(token[i]);
            }
            word = lexicon.exact(token, length);
            if (word != null) {
                return word;
            }
            doubtful = true;
            word = lexicon.near(token, length);
            if (word == null) {
                int drawn = withoutRuns(token, length);
                if (drawn < length) {
                    word = lexicon.exact(token, drawn);
                    word = word == null ? lexicon.near(token, drawn) : word;
                }
                word = word == null ? lexicon.glued(token, drawn) : word;
            }
            return word;
        }

        Intent intent() {
            @Nullable Word[] left = words.clone();
            Lexicon.Phrase phrase = phrased ? coverPhrases(left) : null;
            Word stop = null;
            Word join = null;
            for (int i = 0; i < count; i++) {
                Word word = left[i];
                if (word == null) {
                    continue;
                }
                switch (word.kind()) {
                    case PHRASE -> {
                        return Intent.NONE;
                    }
                    case STOP -> stop = stop == null ? word : stop;
                    case JOIN -> join = join == null ? word : join;
                    case FILLER, NUMBER -> {}
                }
            }
            return intent(phrase, stop, join);
        }

        private Intent intent(
                Lexicon.@Nullable Phrase phrase, @Nullable Word stop, @Nullable Word join) {
            boolean phraseStops = phrase != null && phrase.kind() == Word.Kind.STOP;
            if (stop != null) {
                return new Intent.Stop(stop.toString(), stop.language(), !doubtful && join == null);
            }
            if (phrase != null && phraseStops) {
                String words = String.join(" ", phrase.words());
                return new Intent.Stop(words, phrase.language(), !doubtful && join == null);
            }
            if (phrase != null) {
                String words = String.join(" ", phrase.words());
                return new Intent.Join(words, phrase.language(), !doubtful);
            }
            return join == null
                    ? Intent.NONE
                    : new Intent.Join(join.toString(), join.language(), !doubtful);
        }

        /** Takes the words of every phrase found out of {@code left}; a stop phrase goes first. */
        private Lexicon.@Nullable Phrase coverPhrases(@Nullable Word[] left) {
            Lexicon.Phrase found = null;
            for (Lexicon.Phrase phrase : lexicon.phrases()) {
                for (int at = 0; at + phrase.words().size() <= count; at++) {
                    if (stands(phrase, at)) {
                        for (int i = 0; i < phrase.words().size(); i++) {
                            left[at + i] = null;
                        }
                        found = found == null || phrase.kind() == Word.Kind.STOP ? phrase : found;
                    }
                }
            }
            return found;
        }

        private boolean stands(Lexicon.Phrase phrase, int at) {
            for (int i = 0; i < phrase.words().size(); i++) {
                Word word = words[at + i];
                if (word == null || !phrase.words().get(i).contentEquals(word.toString())) {
                    return false;
                }
            }
            return true;
        }
    }

    private static boolean isNumber(char[] token, int length) {
        for (int i = 0; i < length; i++) {
            if (!Letters.isDigit(token[i])) {
                return false;
            }
        }
        return true;
    }

    /** Shortens each run of three or more equal letters to one ("stooop"); gives the new length. */
    private static int withoutRuns(char[] token, int length) {
        int kept = 0;
        int i = 0;
        while (i < length) {
            int end = i;
            while (end < length && token[end] == token[i]) {
                end++;
            }
            int run = end - i >= 3 ? 1 : end - i;
            for (int k = 0; k < run; k++) {
                token[kept++] = token[i];
            }
            i = end;
        }
        return kept;
    }
}
