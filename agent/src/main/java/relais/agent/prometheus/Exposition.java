package relais.agent.prometheus;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A metrics page: prometheus.io/docs/instrumenting/exposition_formats, text format 0.0.4. A line
 * that cannot be read is counted and passed over.
 */
final class Exposition {

    /** Labels of one sample. */
    private static final int MOST_LABELS = 64;

    /**
     * One line.
     *
     * @param millis since 1970; null where the line has no time
     */
    record Sample(String name, Map<String, String> labels, double value, @Nullable Long millis) {}

    final List<Sample> samples = new ArrayList<>();
    final Map<String, String> help = new HashMap<>();
    final Map<String, String> types = new HashMap<>();
    private final Map<String, String> words = new HashMap<>();
    private int strange;

    private Exposition() {}

    static Exposition of(String page) {
        return of(page, Integer.MAX_VALUE);
    }

    /** Reads on to one sample more than {@code most}, and no further. */
    static Exposition of(String page, int most) {
        Exposition read = new Exposition();
        page.lines().takeWhile(line -> read.samples.size() <= most).forEach(read::line);
        return read;
    }

    int strange() {
        return strange;
    }

    private void line(String raw) {
        String line = raw.strip();
        if (line.isEmpty()) {
            return;
        }
        if (line.startsWith("#")) {
            String[] words = line.split("\\s+", 4);
            if (words.length > 3 && words[1].equals("HELP")) {
                help.put(words[2], words[3].replace("\\n", " ").replace("\\\\", "\\"));
            } else if (words.length > 3 && words[1].equals("TYPE")) {
                types.put(words[2], words[3]);
            }
            return;
        }
        Sample sample = new Line(line, this::once).sample();
        if (sample == null) {
            strange++;
        } else {
            samples.add(sample);
        }
    }

    /** The same word once in memory: thousands of lines bear the same name and labels. */
    private String once(String word) {
        String known = words.putIfAbsent(word, word);
        return known == null ? word : known;
    }

    /** A family's type; of a histogram's or summary's parts too. */
    String typeOf(String name) {
        for (String suffix : new String[] {"", "_bucket", "_count", "_sum", "_total"}) {
            String family =
                    name.endsWith(suffix) ? name.substring(0, name.length() - suffix.length()) : "";
            String type = types.get(family);
            if (type != null) {
                return type;
            }
        }
        return "untyped";
    }

    /** Walks over one sample's line. */
    private static final class Line {
        private final String text;
        private final UnaryOperator<String> once;
        private int at;

        Line(String text, UnaryOperator<String> once) {
            this.text = text;
            this.once = once;
        }

        @Nullable Sample sample() {
            String name = name();
            Map<String, String> labels = new LinkedHashMap<>();
            if (name.isEmpty() || (peek() == '{' && !labels(labels))) {
                return null;
            }
            String[] rest = text.substring(at).strip().split("\\s+");
            Double value = number(rest[0]);
            if (value == null || rest.length > 2) {
                return null;
            }
            try {
                return new Sample(
                        name, labels, value, rest.length == 2 ? Long.valueOf(rest[1]) : null);
            } catch (NumberFormatException not) {
                return null;
            }
        }

        private char peek() {
            return at < text.length() ? text.charAt(at) : '\0';
        }

        private String name() {
            int from = at;
            while (isName(peek(), at == from)) {
                at++;
            }
            return once.apply(text.substring(from, at));
        }

        private static boolean isName(char c, boolean first) {
            return (c >= 'a' && c <= 'z')
                    || (c >= 'A' && c <= 'Z')
                    || c == '_'
                    || c == ':'
                    || (!first && c >= '0' && c <= '9');
        }

        private void blanks() {
            while (peek() == ' ' || peek() == '\t') {
                at++;
            }
        }

        /** From the opening to the closing brace. */
        private boolean labels(Map<String, String> into) {
            at++;
            for (blanks(); peek() != '}'; blanks()) {
                String label = name();
                blanks();
                if (label.isEmpty() || peek() != '=' || into.size() >= MOST_LABELS) {
                    return false;
                }
                at++;
                blanks();
                String value = quoted();
                if (value == null) {
                    return false;
                }
                into.put(label, value);
                blanks();
                if (peek() == ',') {
                    at++;
                } else if (peek() != '}') {
                    return false;
                }
            }
            at++;
            return true;
        }

        private @Nullable String quoted() {
            if (peek() != '"') {
                return null;
            }
            StringBuilder value = new StringBuilder();
            for (at++; at < text.length(); at++) {
                char c = text.charAt(at);
                if (c == '"') {
                    at++;
                    return value.toString();
                }
                if (c == '\\' && at + 1 < text.length()) {
                    char next = text.charAt(++at);
                    value.append(next == 'n' ? '\n' : next);
                } else {
                    value.append(c);
                }
            }
            return null;
        }

        private static @Nullable Double number(String word) {
            switch (word) {
                case "NaN" -> {
                    return Double.NaN;
                }
                case "+Inf", "Inf" -> {
                    return Double.POSITIVE_INFINITY;
                }
                case "-Inf" -> {
                    return Double.NEGATIVE_INFINITY;
                }
                default -> {
                    var number = relais.agent.reading.Numbers.of(word);
                    return number.isPresent() ? number.getAsDouble() : null;
                }
            }
        }
    }
}
