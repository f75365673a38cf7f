package relais.meter.pattern;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Names as a person writes them: {@code web*, db?}. {@code *} is any run of signs, {@code ?} one;
 * several patterns are parted by commas; letters match whatever their case. Every pattern is
 * matched in time proportional to pattern times name: none can be slow.
 */
public final class NamePattern {
    /** As long as a person would write, and some. */
    public static final int LONGEST = 500;

    /** What to tell who wrote another. */
    public static final String FORM = "a pattern has 1 to " + LONGEST + " signs, such as web*, db1";

    /** Every name. */
    public static final NamePattern ALL = new NamePattern("*");

    private final String text;
    private final List<String> globs;

    private NamePattern(String text) {
        this.text = text;
        this.globs =
                Arrays.stream(text.toLowerCase(Locale.ROOT).split(","))
                        .map(String::strip)
                        .filter(each -> !each.isEmpty())
                        .toList();
    }

    /**
     * @throws IllegalArgumentException when it is empty or too long
     */
    public static NamePattern of(String text) {
        return read(text).orElseThrow(() -> new IllegalArgumentException(FORM));
    }

    /** As {@link #of}; empty for what is none. */
    public static Optional<NamePattern> read(String text) {
        if (text.length() > LONGEST) {
            return Optional.empty();
        }
        NamePattern pattern = new NamePattern(text.strip());
        return pattern.globs.isEmpty() ? Optional.empty() : Optional.of(pattern);
    }

    public boolean matches(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        for (String glob : globs) {
            if (matches(glob, lower)) {
                return true;
            }
        }
        return false;
    }

    /** The same for SQL's {@code like any(…)} on names in small letters. */
    public String[] likes() {
        return globs.stream()
                .map(
                        glob ->
                                glob.replaceAll("([\\\\%_])", "\\\\$1")
                                        .replace('*', '%')
                                        .replace('?', '_'))
                .toArray(String[]::new);
    }

    /** Greedy with one place to come back to: the last star seen. */
    private static boolean matches(String glob, String name) {
        int g = 0;
        int star = -1;
        int resume = 0;
        int n = 0;
        while (n < name.length()) {
            char wanted = g < glob.length() ? glob.charAt(g) : 0;
            if (wanted == '*') {
                star = g++;
                resume = n;
            } else if (g < glob.length() && (wanted == '?' || wanted == name.charAt(n))) {
                g++;
                n++;
            } else if (star >= 0) {
                g = star + 1;
                n = ++resume;
            } else {
                return false;
            }
        }
        while (g < glob.length() && glob.charAt(g) == '*') {
            g++;
        }
        return g == glob.length();
    }

    /** As it was written. */
    @Override
    public String toString() {
        return text;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof NamePattern pattern && pattern.text.equals(text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }
}
