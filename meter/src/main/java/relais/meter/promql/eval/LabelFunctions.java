package relais.meter.promql.eval;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import relais.meter.promql.expr.Expr;
import relais.meter.promql.value.LabelPattern;
import relais.meter.promql.value.Labels;
import relais.meter.promql.value.QueryException;

/** Functions that change labels and leave values alone. */
final class LabelFunctions {
    static final Map<String, Functions.Whole> TABLE =
            Map.of("label_replace", LabelFunctions::replace, "label_join", LabelFunctions::join);

    private LabelFunctions() {}

    private static Value replace(Evaluator evaluator, Expr.Call call) {
        List<Expr> arguments = call.arguments();
        String target = name(evaluator.text(arguments.get(1)), "destination", "label_replace");
        String replacement = evaluator.text(arguments.get(2));
        String source = evaluator.text(arguments.get(3));
        LabelPattern pattern = pattern(evaluator.text(arguments.get(4)));
        return relabelled(
                evaluator.vector(arguments.get(0)),
                labels ->
                        pattern.match(labels.get(source))
                                .map(m -> labels.with(target, expand(replacement, m)))
                                .orElse(labels));
    }

    private static LabelPattern pattern(String text) {
        try {
            return new LabelPattern(text);
        } catch (QueryException e) {
            throw QueryException.execution(
                    "invalid regular expression in label_replace(): " + text);
        }
    }

    private static Value join(Evaluator evaluator, Expr.Call call) {
        List<Expr> arguments = call.arguments();
        String target = name(evaluator.text(arguments.get(1)), "destination", "label_join");
        String separator = evaluator.text(arguments.get(2));
        List<String> sources = new ArrayList<>();
        for (Expr source : arguments.subList(3, arguments.size())) {
            sources.add(name(evaluator.text(source), "source", "label_join"));
        }
        return relabelled(
                evaluator.vector(arguments.get(0)),
                labels -> {
                    StringJoiner joined = new StringJoiner(separator);
                    sources.forEach(source -> joined.add(labels.get(source)));
                    return labels.with(target, joined.toString());
                });
    }

    private static String name(String text, String role, String function) {
        if (!Labels.isName(text)) {
            throw QueryException.execution(
                    "invalid " + role + " label name in " + function + "(): " + text);
        }
        return text;
    }

    private static Value relabelled(Value.Grid grid, UnaryOperator<Labels> change) {
        List<Row> rows = new ArrayList<>(grid.rows().size());
        for (Row row : grid.rows()) {
            rows.add(new Row(change.apply(row.labels()), row.values()));
        }
        return new Value.Grid(Unique.joined(rows));
    }

    /** Go's templates: {@code $1}, {@code ${1}}, {@code $name}, {@code $$}; unknown is empty. */
    static String expand(String template, Matcher match) {
        StringBuilder text = new StringBuilder();
        int at = 0;
        while (at < template.length()) {
            char c = template.charAt(at++);
            if (c != '$' || at == template.length()) {
                text.append(c);
            } else if (template.charAt(at) == '$') {
                text.append('$');
                at++;
            } else {
                boolean braced = template.charAt(at) == '{';
                int start = braced ? at + 1 : at;
                int end = start;
                while (end < template.length() && isWord(template.charAt(end))) {
                    end++;
                }
                boolean closed = !braced || end < template.length() && template.charAt(end) == '}';
                if (end == start || !closed) {
                    text.append('$');
                    continue;
                }
                text.append(group(match, template.substring(start, end)));
                at = braced ? end + 1 : end;
            }
        }
        return text.toString();
    }

    private static boolean isWord(char c) {
        return Character.isLetterOrDigit(c) || c == '_';
    }

    private static String group(Matcher match, String name) {
        String found = null;
        if (name.chars().allMatch(c -> c >= '0' && c <= '9')) {
            boolean known = name.length() < 4 && Integer.parseInt(name) <= match.groupCount();
            found = known ? match.group(Integer.parseInt(name)) : null;
        } else if (match.namedGroups().containsKey(name)) {
            found = match.group(name);
        }
        return found == null ? "" : found;
    }
}
