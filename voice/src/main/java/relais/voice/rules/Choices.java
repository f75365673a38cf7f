package relais.voice.rules;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Choosing without naming: by number ("2", "option 2", "deux"), by letter ("b", "choix B"), by
 * place ("le premier", "last").
 */
final class Choices {
    /** Beyond it a number or letter in a sentence is more likely about something else. */
    private static final int SHORT = 4;

    private static final Set<String> INTRODUCTIONS =
            Set.of(
                    "option", "choix", "numero", "num", "no", "n", "nr", "reponse", "number",
                    "choice", "answer", "lettre", "letter", "nimero", "namba", "inomero", "rep");

    private static final Map<String, Integer> PLACES = places();

    private Choices() {}

    /** Adds what the text chooses among {@code count} categories. */
    static void find(NormalText text, int count, List<Hit> hits) {
        for (int i = 0; i < text.size(); i++) {
            String word = text.word(i);
            boolean introduced = i > 0 && INTRODUCTIONS.contains(text.word(i - 1));
            int number = number(word, introduced || text.size() <= SHORT);
            if (number >= 1 && number <= count) {
                add(hits, number - 1, i, strength(text, i, introduced), "number:" + word);
                continue;
            }
            int place = place(word, count);
            if (place > 0 && place <= count) {
                double strength = text.size() <= SHORT ? 0.9 : 0.6;
                add(hits, place - 1, i, strength, "position:" + word);
            } else if (isLetter(text, i, introduced, count)) {
                add(hits, word.charAt(0) - 'a', i, strength(text, i, introduced), "letter:" + word);
            }
        }
    }

    private static void add(List<Hit> hits, int category, int at, double strength, String why) {
        if (strength > 0) {
            hits.add(new Hit(category, at, at + 1, strength, true, why));
        }
    }

    private static double strength(NormalText text, int at, boolean introduced) {
        if (text.size() == 1 || introduced) {
            return 1;
        }
        if (text.size() <= SHORT) {
            return 0.9;
        }
        return at == 0 ? 0.8 : 0;
    }

    private static int number(String word, boolean named) {
        if (word.length() <= 2 && word.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return Integer.parseInt(word);
        }
        Integer value = named ? Numbers.named(word) : null;
        return value == null ? -1 : value;
    }

    private static boolean isLetter(NormalText text, int at, boolean introduced, int count) {
        String word = text.word(at);
        if (word.length() != 1 || word.charAt(0) < 'a' || word.charAt(0) >= 'a' + count) {
            return false;
        }
        boolean alone = text.size() == 1 || text.size() == 2 && text.setApart(at);
        return alone || introduced || at == 0 && text.setApart(0);
    }

    private static int place(String word, int count) {
        @Nullable Integer place = PLACES.get(word);
        if (place == null) {
            return -1;
        }
        return place == 0 ? count : place;
    }

    private static Map<String, Integer> places() {
        Map<String, Integer> places = new HashMap<>();
        String[] lists = {
            "dernier derniere last",
            "premier premiere 1er 1ere first 1st kwanza mbere",
            "deuxieme second seconde 2eme 2e 2nd pili",
            "troisieme third 3eme 3e 3rd",
            "quatrieme fourth 4eme 4e 4th",
            "cinquieme fifth 5eme 5e 5th",
            "sixieme sixth 6eme 6e 6th"
        };
        for (int i = 0; i < lists.length; i++) {
            for (String word : lists[i].split(" ", -1)) {
                places.put(word, i);
            }
        }
        return Map.copyOf(places);
    }
}
