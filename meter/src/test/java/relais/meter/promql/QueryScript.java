package relais.meter.promql;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import relais.meter.promql.eval.Limits;
import relais.meter.promql.expr.Expr;
import relais.meter.promql.value.QueryResult;

/**
 * Runs the test language of Prometheus: {@code load}, {@code clear}, {@code eval[_fail|_ordered]
 * instant at} and {@code eval range from … to … step}. Every instant query is also asked as the
 * middle of a range, where order does not matter.
 */
final class QueryScript {
    private static final Pattern INSTANT =
            Pattern.compile("eval(_fail|_ordered)?\\s+instant\\s+(?:at\\s+(\\S+)\\s+)?(.+)");
    private static final Pattern RANGE =
            Pattern.compile(
                    "eval(_fail)?\\s+range\\s+from\\s+(\\S+)\\s+to\\s+(\\S+)\\s+step\\s+(\\S+)\\s+(.+)");

    private final MemorySeries series = new MemorySeries();
    private final PromQl promQl = new PromQl(series, Limits.USUAL, InstantSource.system());
    private final List<String> lines;
    private final List<String> failures = new ArrayList<>();
    private int at;
    private int evaluations;

    private QueryScript(String text) {
        this.lines = text.lines().toList();
    }

    /** What did not come out as expected, and how many evaluations there were. */
    record Outcome(int evaluations, List<String> failures) {}

    static Outcome run(String text) {
        QueryScript script = new QueryScript(text);
        while (script.at < script.lines.size()) {
            script.command(script.lines.get(script.at++).strip());
        }
        return new Outcome(script.evaluations, script.failures);
    }

    private void command(String line) {
        if (line.isEmpty() || line.startsWith("#")) {
            return;
        }
        if (line.equals("clear")) {
            series.clear();
        } else if (line.startsWith("load ")) {
            long step = millis(line.substring(5).strip());
            for (String one : block()) {
                series.put(SeriesNotation.read(one).toSeries(step));
            }
        } else {
            evaluation(line);
        }
    }

    private List<String> block() {
        List<String> block = new ArrayList<>();
        while (at < lines.size() && !lines.get(at).isBlank()) {
            String line = lines.get(at++).strip();
            if (!line.startsWith("#")) {
                block.add(line);
            }
        }
        return block;
    }

    private void evaluation(String line) {
        int place = at;
        List<String> expected = block();
        evaluations++;
        Matcher instant = INSTANT.matcher(line);
        Matcher range = RANGE.matcher(line);
        List<String> wrong = new ArrayList<>();
        if (instant.matches()) {
            String mode = instant.group(1) == null ? "" : instant.group(1);
            long time = instant.group(2) == null ? 0 : millis(instant.group(2));
            wrong.addAll(instant(mode, time, instant.group(3), expected));
        } else if (range.matches()) {
            boolean fails = range.group(1) != null;
            Answer answer =
                    promQl.range(
                            range.group(5),
                            millis(range.group(2)),
                            millis(range.group(3)),
                            millis(range.group(4)));
            wrong.addAll(
                    fails
                            ? failed(answer)
                            : ExpectedSeries.differences(
                                    answer,
                                    expected,
                                    millis(range.group(2)),
                                    millis(range.group(4))));
        } else {
            wrong.add("not understood");
        }
        wrong.forEach(w -> failures.add("line " + place + ": " + line + "\n    " + w));
    }

    private List<String> instant(String mode, long time, String query, List<String> expected) {
        Answer answer = promQl.instant(query, time);
        if (mode.equals("_fail")) {
            return failed(answer);
        }
        boolean ordered = mode.equals("_ordered");
        List<String> wrong = new ArrayList<>(ExpectedSeries.differences(answer, expected, ordered));
        if (wrong.isEmpty() && !ordered && rangeable(query)) {
            Answer middle = promQl.range(query, time - 60_000, time + 60_000, 60_000);
            List<String> again =
                    ExpectedSeries.differences(
                            ExpectedSeries.at(middle, time, answer), expected, false);
            again.forEach(w -> wrong.add("as the middle of a range: " + w));
        }
        return wrong;
    }

    private static boolean rangeable(String query) {
        Expr expr = PromQl.parse(query);
        return switch (expr.type()) {
            case SCALAR, VECTOR -> true;
            case MATRIX, STRING -> false;
        };
    }

    private static List<String> failed(Answer answer) {
        return switch (answer) {
            case Answer.Failed f -> List.of();
            case Answer.Answered(QueryResult result) -> List.of("should fail, but gives " + result);
        };
    }

    /** A duration, or a number of seconds. */
    private static long millis(String text) {
        if (text.matches("-?\\d+(\\.\\d+)?|0[a-z]+")) {
            return Math.round(Double.parseDouble(text.replaceAll("[a-z]", "")) * 1000);
        }
        boolean negative = text.startsWith("-");
        Expr.MatrixSelector window =
                (Expr.MatrixSelector) PromQl.parse("x[" + text.substring(negative ? 1 : 0) + "]");
        return negative ? -window.range() : window.range();
    }
}
