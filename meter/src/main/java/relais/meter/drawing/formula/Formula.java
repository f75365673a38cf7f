package relais.meter.drawing.formula;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A parsed expression in reverse Polish notation, as rrdgraph_rpn(1) describes: words separated by
 * commas. Names that are no operator are variables.
 */
public final class Formula {
    /** munin's longest stock cdef has 25 words; beyond this somebody is playing. */
    private static final int MOST_WORDS = 500;

    /** Each looks back over many points: a few bound the time of an evaluation. */
    private static final int MOST_TRENDS = 4;

    private static final Pattern NUMBER =
            Pattern.compile(
                    "[+-]?(?:[0-9]{1,40}\\.?[0-9]{0,40}|\\.[0-9]{1,40})(?:[eE][+-]?[0-9]{1,3})?");
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_.:-]{0,254}");
    private static final Pattern PREVIOUS = Pattern.compile("PREV\\(([A-Za-z0-9_.:-]{1,255})\\)");

    /** What a word does. */
    sealed interface Step {
        record Constant(double value) implements Step {}

        record Variable(String name) implements Step {}

        /** The value one point before: of the variable, or of the result where there is no name. */
        record Previous(String name) implements Step {}

        record Operation(Operator operator) implements Step {}

        /** Mean of a variable over the seconds before each point. */
        record Trend(String name, double seconds, boolean skipsUnknown) implements Step {}

        /** Of a variable in windows before each point; what windows, the stack tells. */
        record Predicted(String name, Sliding.Prediction kind) implements Step {}
    }

    /** What parsing an expression gives. */
    public sealed interface Parsed {
        record Ready(Formula formula) implements Parsed {}

        /** Not an expression; the reason is for the graph's author. */
        record Refused(String reason) implements Parsed {}
    }

    private final List<Step> steps;
    private final Set<String> variables;

    private Formula(List<Step> steps, Set<String> variables) {
        this.steps = List.copyOf(steps);
        this.variables = Set.copyOf(variables);
    }

    public Set<String> variables() {
        return variables;
    }

    List<Step> steps() {
        return steps;
    }

    public static Parsed parse(String text) {
        String[] words = text.split(",", MOST_WORDS + 1);
        if (words.length > MOST_WORDS) {
            return new Parsed.Refused("more than " + MOST_WORDS + " words");
        }
        List<Step> steps = new ArrayList<>();
        Set<String> variables = new LinkedHashSet<>();
        for (String word : words) {
            String refusal = add(word.trim(), steps);
            if (!refusal.isEmpty()) {
                return new Parsed.Refused(refusal);
            }
        }
        for (Step step : steps) {
            switch (step) {
                case Step.Variable variable -> variables.add(variable.name());
                case Step.Previous previous -> variables.add(previous.name());
                case Step.Trend trend -> variables.add(trend.name());
                case Step.Predicted predicted -> variables.add(predicted.name());
                case Step.Constant _, Step.Operation _ -> {}
            }
        }
        variables.remove("");
        return new Parsed.Ready(new Formula(steps, variables));
    }

    private static String add(String word, List<Step> steps) {
        if (NUMBER.matcher(word).matches()) {
            steps.add(new Step.Constant(Double.parseDouble(word)));
            return "";
        }
        var previous = PREVIOUS.matcher(word);
        if (word.equals("PREV")) {
            steps.add(new Step.Previous(""));
        } else if (previous.matches()) {
            steps.add(new Step.Previous(previous.group(1)));
        } else if (word.equals("TREND") || word.equals("TRENDNAN")) {
            return trend(word.equals("TRENDNAN"), steps);
        } else if (prediction(word) instanceof Sliding.Prediction kind) {
            return predicted(kind, steps);
        } else if (Operator.named(word) instanceof Operator operator) {
            steps.add(new Step.Operation(operator));
        } else if (NAME.matcher(word).matches()) {
            steps.add(new Step.Variable(word));
        } else {
            String shown = word.substring(0, Math.min(word.length(), 20));
            return String.format(Locale.ROOT, "“%s” is neither number, name nor operator", shown);
        }
        return "";
    }

    private static Sliding.@Nullable Prediction prediction(String word) {
        for (Sliding.Prediction kind : Sliding.Prediction.values()) {
            if (kind.name().equals(word)) {
                return kind;
            }
        }
        return null;
    }

    /** {@code …,variable,PREDICT}: the word before must be just that. */
    private static String predicted(Sliding.Prediction kind, List<Step> steps) {
        if (lookingBack(steps) == MOST_TRENDS) {
            return "more than " + MOST_TRENDS + " TRENDs and PREDICTs";
        }
        if (!steps.isEmpty() && steps.getLast() instanceof Step.Variable variable) {
            steps.removeLast();
            steps.add(new Step.Predicted(variable.name(), kind));
            return "";
        }
        return kind + " wants a name before it";
    }

    private static long lookingBack(List<Step> steps) {
        return steps.stream()
                .filter(step -> step instanceof Step.Trend || step instanceof Step.Predicted)
                .count();
    }

    /** {@code variable,seconds,TREND}: the two words before must be just that. */
    private static String trend(boolean skipsUnknown, List<Step> steps) {
        int size = steps.size();
        if (lookingBack(steps) == MOST_TRENDS) {
            return "more than " + MOST_TRENDS + " TRENDs and PREDICTs";
        }
        if (size >= 2
                && steps.get(size - 2) instanceof Step.Variable variable
                && steps.get(size - 1) instanceof Step.Constant seconds) {
            steps.subList(size - 2, size).clear();
            steps.add(new Step.Trend(variable.name(), seconds.value(), skipsUnknown));
            return "";
        }
        return "TREND wants a name and a number of seconds before it";
    }
}
