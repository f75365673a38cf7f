package relais.meter.promql.value;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * A regular expression that must match a whole label value. Written in RE2's syntax, run by the
 * JDK's engine: what RE2 does not know (back references, look-around, possessive quantifiers) is
 * refused, and the number of steps of one match is bounded, so that no expression can hang us.
 */
public final class LabelPattern {
    /** Longer expressions are lists of values; those are written as alternatives of a host list. */
    private static final int MAX_LENGTH = 16 * 1024;

    /**
     * Characters looked at in one match: a label value is short, a thousand looks each is a lot.
     */
    private static final int MAX_STEPS = 1_000_000;

    private static final Pattern FOREIGN =
            Pattern.compile("(?<!\\\\)(?:\\\\\\\\)*(?:\\\\[1-9k]|\\(\\?(?:[=!>]|<[=!])|[*+?}]\\+)");
    private static final Pattern SPECIAL = Pattern.compile("[\\\\^$.\\[\\](){}*+?]");

    private final Pattern pattern;
    private final Set<String> alternatives;

    /**
     * @throws QueryException if the expression is not valid
     */
    public LabelPattern(String expression) {
        if (expression.length() > MAX_LENGTH) {
            throw invalid(expression.substring(0, 40) + "…", "longer than " + MAX_LENGTH);
        }
        boolean plain = !SPECIAL.matcher(expression).find();
        this.alternatives =
                plain
                        ? Set.copyOf(
                                List.of(expression.split("\\|", -1)).stream().distinct().toList())
                        : Set.of();
        this.pattern = plain ? Pattern.compile("") : compile(expression);
    }

    private static Pattern compile(String expression) {
        if (FOREIGN.matcher(expression).find()) {
            throw invalid(expression, "back references, look-around and possessive quantifiers");
        }
        try {
            return Pattern.compile(expression.replace("(?P<", "(?<"), Pattern.UNIX_LINES);
        } catch (PatternSyntaxException e) {
            throw invalid(expression, e.getDescription());
        } catch (StackOverflowError e) {
            // The JDK's compiler recurses per group; nesting is the only thing it is not bounded
            // in.
            throw invalid(expression, "nested too deeply");
        }
    }

    private static QueryException invalid(String expression, String why) {
        return QueryException.badData(
                "error parsing regexp " + Quoted.text(expression) + ": " + why);
    }

    public boolean matches(String text) {
        return alternatives.isEmpty() ? groups(text).isPresent() : alternatives.contains(text);
    }

    /** The match with its groups, if the whole text matches. */
    public Optional<Matcher> match(String text) {
        if (alternatives.isEmpty()) {
            return groups(text);
        }
        return alternatives.contains(text)
                ? Optional.of(Pattern.compile(Pattern.quote(text)).matcher(text))
                        .filter(Matcher::matches)
                : Optional.empty();
    }

    private Optional<Matcher> groups(String text) {
        Matcher matcher = pattern.matcher(new Counted(text, new int[] {MAX_STEPS}));
        try {
            return matcher.matches() ? Optional.of(matcher) : Optional.empty();
        } catch (StackOverflowError e) {
            // The JDK's engine recurses per repetition of a group: a value that long is an attack.
            throw QueryException.execution("regular expression is too complex for a label value");
        }
    }

    /** A text that counts how often it is looked at. */
    private record Counted(String text, int[] left) implements CharSequence {
        @Override
        public char charAt(int index) {
            if (--left[0] < 0) {
                throw QueryException.execution("regular expression takes too long");
            }
            return text.charAt(index);
        }

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return text.substring(start, end);
        }

        @Override
        public String toString() {
            return text;
        }
    }
}
