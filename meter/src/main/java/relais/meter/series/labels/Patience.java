package relais.meter.series.labels;

import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** A regular expression that gives up instead of running for hours on an unlucky value. */
final class Patience {

    /** Characters looked at for one value; honest patterns look at each a few times. */
    private static final int MOST_LOOKS = 100_000;

    /** Nesting within a pattern costs stack. */
    private static final int LONGEST_PATTERN = 4096;

    private final Pattern pattern;
    private final String text;

    Patience(String text) {
        if (text.length() > LONGEST_PATTERN) {
            throw new IllegalArgumentException("the pattern is too long");
        }
        this.text = text;
        try {
            pattern = Pattern.compile(text, Pattern.DOTALL);
        } catch (PatternSyntaxException wrong) {
            throw new IllegalArgumentException(
                    "not a regular expression: " + wrong.getDescription() + ": " + text, wrong);
        }
    }

    boolean matches(String value) {
        return pattern.matcher(new Watched(value, 0, value.length(), new int[1])).matches();
    }

    private final class Watched implements CharSequence {
        private final String value;
        private final int from;
        private final int to;
        private final int[] looks;

        Watched(String value, int from, int to, int[] looks) {
            this.value = value;
            this.from = from;
            this.to = to;
            this.looks = looks;
        }

        @Override
        public char charAt(int index) {
            if (++looks[0] > MOST_LOOKS) {
                throw new IllegalArgumentException("the pattern takes too long: " + text);
            }
            return value.charAt(from + index);
        }

        @Override
        public int length() {
            return to - from;
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return new Watched(value, from + start, from + end, looks);
        }

        @Override
        public String toString() {
            return value.substring(from, to);
        }
    }
}
