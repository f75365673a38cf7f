package relais.voice.stop;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The word lists, laid out for the hot path: an open-addressed table of known words and, for typos,
 * the words that may be misspelt by length. See README.txt beside the lists for what they say.
 */
final class Lexicon {
    /** Longer than any listed word with a letter too many; longer tokens are stories. */
    static final int WORD_LIMIT = 24;

    /** Parts of a glued word ("plsstop") shorter than this are chance. */
    private static final int GLUED_FROM = 2;

    /** Several words in this order; {@code kind} is STOP or JOIN. */
    record Phrase(List<String> words, Word.Kind kind, String language) {}

    private final Map<String, Word> words = new LinkedHashMap<>();
    private final Map<String, Boolean> realWords = new LinkedHashMap<>();
    private final List<Phrase> phrases = new ArrayList<>();
    private final @Nullable Word[] table;
    private final Word[][] misspeltByLength = new Word[WORD_LIMIT + 2][];

    Lexicon(List<String> languages) {
        languages.forEach(this::load);
        for (Phrase phrase : phrases) {
            for (String word : phrase.words()) {
                add(word, Word.Kind.PHRASE, phrase.language(), true);
            }
        }
        table = new Word[Integer.highestOneBit(words.size()) * 4];
        words.values().forEach(this::place);
        for (int length = 0; length < misspeltByLength.length; length++) {
            int size = length;
            misspeltByLength[length] =
                    words.values().stream()
                            .filter(w -> w.letters().length == size && w.mayBeMisspelt())
                            .toArray(Word[]::new);
        }
    }

    List<Phrase> phrases() {
        return phrases;
    }

    /** The word as listed, or null. */
    @Nullable Word exact(char[] token, int length) {
        return find(token, 0, length, hash(token, 0, length));
    }

    /** The word that the token misspells, or null. */
    @Nullable Word near(char[] token, int length) {
        if (length < Word.TYPO_FROM) {
            return null;
        }
        for (int size = length - 1; size <= length + 1; size++) {
            for (Word word : misspeltByLength[size]) {
                if (word.isNear(token, length)) {
                    return realWords.containsKey(new String(token, 0, length)) ? null : word;
                }
            }
        }
        return null;
    }

    /** The stop or join word of a token glued from two known words ("plsstop"), or null. */
    @Nullable Word glued(char[] token, int length) {
        int hash = HASH_START;
        for (int cut = 1; cut <= length - GLUED_FROM; cut++) {
            hash = (hash ^ token[cut - 1]) * HASH_FACTOR;
            if (cut < GLUED_FROM) {
                continue;
            }
            Word front = find(token, 0, cut, hash);
            if (front == null || front.kind() == Word.Kind.PHRASE) {
                continue;
            }
            Word back = find(token, cut, length, hash(token, cut, length));
            if (back == null || back.kind() == Word.Kind.PHRASE) {
                continue;
            }
            if (front.wants() || back.wants()) {
                return front.wants() ? front : back;
            }
        }
        return null;
    }

    private static final int HASH_START = 0x811c9dc5;
    private static final int HASH_FACTOR = 0x01000193;

    /** FNV-1a, so that the hash of a beginning grows letter by letter. */
    private static int hash(char[] token, int from, int to) {
        int hash = HASH_START;
        for (int i = from; i < to; i++) {
            hash = (hash ^ token[i]) * HASH_FACTOR;
        }
        return hash;
    }

    private @Nullable Word find(char[] token, int from, int to, int hash) {
        int mask = table.length - 1;
        for (int slot = (hash ^ (hash >>> 15)) & mask; ; slot = (slot + 1) & mask) {
            Word word = table[slot];
            if (word == null
                    || Arrays.equals(word.letters(), 0, word.letters().length, token, from, to)) {
                return word;
            }
        }
    }

    private void place(Word word) {
        int hash = hash(word.letters(), 0, word.letters().length);
        int mask = table.length - 1;
        int slot = (hash ^ (hash >>> 15)) & mask;
        while (table[slot] != null) {
            slot = (slot + 1) & mask;
        }
        table[slot] = word;
    }

    private void load(String language) {
        String name = language + ".txt";
        try (InputStream in = Lexicon.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalArgumentException(
                        "no list of stop words for language " + language);
            }
            BufferedReader lines =
                    new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (!line.isBlank() && !line.startsWith("#")) {
                    read(line, language, name);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void read(String line, String language, String file) {
        int colon = line.indexOf(':');
        String section = line.substring(0, Math.max(colon, 0));
        String rest = line.substring(colon + 1).strip();
        switch (section) {
            case "stop" -> addAll(rest, Word.Kind.STOP, language);
            case "join" -> addAll(rest, Word.Kind.JOIN, language);
            case "filler" -> addAll(rest, Word.Kind.FILLER, language);
            case "not-typo" -> {
                for (String word : rest.split("\\s+")) {
                    realWords.put(folded(word), true);
                }
            }
            case "stop-phrase" -> addPhrases(rest, Word.Kind.STOP, language);
            case "join-phrase" -> addPhrases(rest, Word.Kind.JOIN, language);
            default -> throw new IllegalStateException(file + ": unknown section in: " + line);
        }
    }

    private void addAll(String list, Word.Kind kind, String language) {
        for (String word : list.split("\\s+")) {
            boolean exact = word.endsWith("=");
            add(exact ? word.substring(0, word.length() - 1) : word, kind, language, exact);
        }
    }

    private void add(String text, Word.Kind kind, String language, boolean exact) {
        String folded = folded(text);
        Word known =
                words.putIfAbsent(folded, new Word(folded.toCharArray(), kind, language, exact));
        if (known != null && known.kind() != kind && kind != Word.Kind.PHRASE) {
            throw new IllegalStateException(
                    language
                            + ".txt: "
                            + folded
                            + " is already "
                            + known.kind()
                            + " in "
                            + known.language());
        }
    }

    private void addPhrases(String list, Word.Kind kind, String language) {
        for (String phrase : list.split("[,،]")) {
            List<String> parts = new ArrayList<>();
            for (String word : phrase.strip().split("\\s+")) {
                parts.add(folded(word));
            }
            phrases.add(new Phrase(List.copyOf(parts), kind, language));
        }
    }

    private static String folded(String word) {
        String plain = Letters.plain(word);
        StringBuilder folded = new StringBuilder(plain.length());
        for (int i = 0; i < plain.length(); i++) {
            char c = Letters.fold(plain.charAt(i));
            if (c != 0) {
                folded.append(c);
            }
        }
        return folded.toString();
    }
}
