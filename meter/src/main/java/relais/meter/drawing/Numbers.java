package relais.meter.drawing;

import java.util.regex.Pattern;

/** Numbers as plugins write them. */
final class Numbers {
    private static final Pattern PLAIN =
            Pattern.compile(
                    "[+-]?(?:[0-9]{1,40}\\.?[0-9]{0,40}|\\.[0-9]{1,40})(?:[eE][+-]?[0-9]{1,3})?");

    private Numbers() {}

    /** The number, or {@code otherwise} where the word is none. */
    static double parse(String word, double otherwise) {
        String trimmed = word.trim();
        return PLAIN.matcher(trimmed).matches() ? Double.parseDouble(trimmed) : otherwise;
    }
}
