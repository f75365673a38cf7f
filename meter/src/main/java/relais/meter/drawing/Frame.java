package relais.meter.drawing;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The value axis as its author wants it.
 *
 * @param base 1000 or 1024: how far apart the unit prefixes are
 * @param lower least value to show, NaN for none; exceeded by data unless rigid
 * @param upper greatest value to show, NaN for none; exceeded by data unless rigid
 * @param scaled whether values get unit prefixes (k, M…)
 * @param decimals of the figures in the legend
 */
public record Frame(
        int base,
        double lower,
        double upper,
        boolean rigid,
        boolean logarithmic,
        boolean scaled,
        int decimals) {
    private static final int USUAL_DECIMALS = 2;

    public static final Frame PLAIN =
            new Frame(1000, Double.NaN, Double.NaN, false, false, true, USUAL_DECIMALS);

    /** C's format of a number, as munin's {@code graph_printf} is: of it the decimals are kept. */
    private static final Pattern PRINTF =
            Pattern.compile("%[-+ 0#']*[0-9]*(?:\\.(?<decimals>[0-9]))?l?[fge].*");

    /**
     * From {@code graph_args} (rrdgraph's options; others are left out), {@code graph_scale} and
     * {@code graph_printf}.
     */
    static Frame munin(Map<String, String> attributes) {
        List<String> words = split(attributes.getOrDefault("graph_args", ""));
        String scale = attributes.getOrDefault("graph_scale", "yes").trim();
        return new Frame(
                value(words, "-b", "--base", 1000) == 1024 ? 1024 : 1000,
                value(words, "-l", "--lower-limit", Double.NaN),
                value(words, "-u", "--upper-limit", Double.NaN),
                words.contains("-r") || words.contains("--rigid"),
                words.contains("-o") || words.contains("--logarithmic"),
                !scale.equalsIgnoreCase("no"),
                decimals(attributes.getOrDefault("graph_printf", "").trim()));
    }

    private static int decimals(String format) {
        Matcher parsed = PRINTF.matcher(format);
        return parsed.matches() && parsed.group("decimals") != null
                ? Integer.parseInt(parsed.group("decimals"))
                : USUAL_DECIMALS;
    }

    /** {@code --base=1024} and {@code -l0} become two words. */
    private static List<String> split(String text) {
        List<String> words = new ArrayList<>();
        for (String word : Derivation.words(text.replace("'", "").replace("\"", ""))) {
            int equals = word.indexOf('=');
            if (word.startsWith("--") && equals > 0) {
                words.add(word.substring(0, equals));
                words.add(word.substring(equals + 1));
            } else if (word.matches("-[blu][-+.0-9].*")) {
                words.add(word.substring(0, 2));
                words.add(word.substring(2));
            } else {
                words.add(word);
            }
        }
        return words;
    }

    private static double value(List<String> words, String brief, String full, double otherwise) {
        for (int i = 0; i + 1 < words.size(); i++) {
            if (words.get(i).equals(brief) || words.get(i).equals(full)) {
                return Numbers.parse(words.get(i + 1), otherwise);
            }
        }
        return otherwise;
    }
}
