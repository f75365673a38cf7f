package relais.voice.rules;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The different numbers that a text mentions: digits as written in French or English ("2,5", "1
 * 500", "1,500", "1.500,25"), and words up to a hundred. A group of exactly three digits after a
 * comma or dot are thousands, unless the number begins with 0. "un" and "one" count only where the
 * text has no other number.
 */
final class Numbers {
    /** More is a telephone or account number. */
    static final int DIGIT_LIMIT = 12;

    private static final Map<String, Integer> WORDS = words();

    private final List<BigDecimal> found = new ArrayList<>();
    private final List<BigDecimal> weak = new ArrayList<>();

    private Numbers() {}

    static List<BigDecimal> in(NormalText text) {
        Numbers numbers = new Numbers();
        numbers.digits(text.folded());
        numbers.words(text);
        return numbers.found.isEmpty() ? numbers.weak : numbers.found;
    }

    /** The number from 0 to 100 that one word names, or null. */
    static @Nullable Integer named(String word) {
        return WORDS.get(word);
    }

    private void digits(String text) {
        int i = 0;
        while (i < text.length()) {
            if (isDigit(text, i)) {
                i = number(text, i);
            } else {
                i++;
            }
        }
    }

    private int number(String text, int start) {
        StringBuilder digits = new StringBuilder();
        int at = run(text, start, digits);
        boolean grouped = false;
        boolean decimal = false;
        while (!decimal && at + 1 < text.length() && isDigit(text, at + 1)) {
            char mark = text.charAt(at);
            int length = runLength(text, at + 1);
            boolean three = length == 3 && (grouped || at - start <= 3) && digits.charAt(0) != '0';
            if (three && " .,'٬".indexOf(mark) >= 0 && !(grouped && isOther(text, start, at))) {
                grouped = true;
            } else if (".,٫".indexOf(mark) >= 0) {
                decimal = true;
                digits.append('.');
            } else {
                break;
            }
            at = run(text, at + 1, digits);
        }
        boolean negative =
                start > 0
                        && text.charAt(start - 1) == '-'
                        && (start == 1 || text.charAt(start - 2) == ' ');
        if (!isAbbreviation(text, start, at) && digits.length() <= DIGIT_LIMIT) {
            add(found, new BigDecimal((negative ? "-" : "") + digits));
        }
        return at;
    }

    /** Whether the mark at {@code at} differs from the one that grouped before: 1.500,250. */
    private static boolean isOther(String text, int start, int at) {
        for (int i = start; i < at; i++) {
            if (!isDigit(text, i)) {
                return text.charAt(i) != text.charAt(at);
            }
        }
        return false;
    }

    /** "b4" and "m8" are words. */
    private static boolean isAbbreviation(String text, int start, int end) {
        return end - start == 1
                && start > 0
                && Character.isLetter(text.charAt(start - 1))
                && (start == 1 || !Character.isLetter(text.charAt(start - 2)));
    }

    private static int run(String text, int from, StringBuilder into) {
        int at = from;
        while (isDigit(text, at)) {
            into.append(text.charAt(at++));
        }
        return at;
    }

    private static int runLength(String text, int from) {
        int at = from;
        while (isDigit(text, at)) {
            at++;
        }
        return at - from;
    }

    private static boolean isDigit(String text, int at) {
        return at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9';
    }

    private void words(NormalText text) {
        int current = -1;
        int parts = 0;
        for (int i = 0; i < text.size(); i++) {
            String word = text.word(i);
            Integer value = WORDS.get(word);
            if (value == null && current >= 20 && isAnd(word) && i + 1 < text.size()) {
                Integer next = WORDS.get(text.word(i + 1));
                if (next != null && joined(current, next) >= 0) {
                    continue;
                }
            }
            if (value != null && value == 100 && i > 0 && isPer(text.word(i - 1))) {
                value = null;
            }
            int joined = value == null || current < 0 ? -1 : joined(current, value);
            if (joined >= 0) {
                current = joined;
                parts++;
                continue;
            }
            close(current, parts);
            current = value == null ? -1 : value;
            parts = 1;
        }
        close(current, parts);
    }

    private void close(int value, int parts) {
        if (value == 1 && parts == 1) {
            add(weak, BigDecimal.ONE);
        } else if (value >= 0) {
            add(found, BigDecimal.valueOf(value));
        }
    }

    /** Twenty and two, four twenties, sixty and eleven; -1 where two words are two numbers. */
    private static int joined(int before, int next) {
        boolean unit = next >= 1 && next <= 9;
        return switch (before) {
            case 1 -> next == 100 ? 100 : -1;
            case 4 -> next == 20 ? 80 : -1;
            case 10 -> next >= 7 && next <= 9 ? 10 + next : -1;
            case 60, 80 -> next >= 1 && next <= 19 ? before + next : -1;
            case 20, 30, 40, 50, 70, 90 -> unit ? before + next : -1;
            default -> -1;
        };
    }

    private static boolean isAnd(String word) {
        return word.equals("et") || word.equals("and");
    }

    private static boolean isPer(String word) {
        return word.equals("pour") || word.equals("per");
    }

    private static void add(List<BigDecimal> list, BigDecimal number) {
        for (BigDecimal each : list) {
            if (each.compareTo(number) == 0) {
                return;
            }
        }
        list.add(number);
    }

    private static Map<String, Integer> words() {
        Map<String, Integer> words = new HashMap<>();
        count(
                words,
                0,
                "zero un deux trois quatre cinq six sept huit neuf dix onze douze treize"
                        + " quatorze quinze seize");
        count(
                words,
                0,
                "zero one two three four five six seven eight nine ten eleven twelve"
                        + " thirteen fourteen fifteen sixteen seventeen eighteen nineteen");
        count(words, 1, "moja mbili tatu nne tano sita saba nane tisa kumi");
        count(words, 1, "rimwe kabiri gatatu kane gatanu gatandatu indwi umunani icenda cumi");
        count(words, 1, "une deus troi katre cinc sis set uit nef dis");
        String tens = "vingt trente quarante cinquante soixante septante huitante nonante cent";
        String english = "twenty thirty forty fifty sixty seventy eighty ninety hundred";
        for (int i = 0; i < 9; i++) {
            words.put(tens.split(" ", -1)[i], 20 + 10 * i);
            words.put(english.split(" ", -1)[i], 20 + 10 * i);
        }
        words.putAll(Map.of("vingts", 20, "octante", 80, "fourty", 40, "vint", 20, "trentes", 30));
        words.putAll(Map.of("quatres", 4, "cinqs", 5, "hundreds", 100, "cents", 100));
        // Everyday words of other languages are not numbers.
        words.keySet().removeAll(List.of("dis", "set", "sis"));
        return Map.copyOf(words);
    }

    private static void count(Map<String, Integer> into, int from, String list) {
        int value = from;
        for (String word : list.split(" ", -1)) {
            into.put(word, value++);
        }
    }
}
