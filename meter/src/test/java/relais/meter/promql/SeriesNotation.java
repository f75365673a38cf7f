package relais.meter.promql;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import relais.meter.promql.expr.Expr;
import relais.meter.promql.expr.Parser;
import relais.meter.promql.value.Labels;
import relais.meter.promql.value.Series;
import relais.meter.promql.value.Stale;

/**
 * A line such as {@code metric{a="b"} 1 2 _ 0+10x5 stale}: labels and values at equal distances.
 *
 * @param values null where there is no sample
 */
record SeriesNotation(Labels labels, List<Double> values) {
    private static final String NUMBER =
            "[-+]?(?:0[xX][0-9a-fA-F]+|\\d+\\.?\\d*(?:[eE][-+]?\\d+)?|\\.\\d+(?:[eE][-+]?\\d+)?|(?i:inf|nan))";
    private static final Pattern RUN =
            Pattern.compile("(" + NUMBER + ")(?:([-+]" + NUMBER.substring(5) + "))?x(\\d+)");
    private static final Pattern GAP = Pattern.compile("_(?:x(\\d+))?");

    static SeriesNotation read(String line) {
        String text = line.strip();
        int end = metricEnd(text);
        Labels labels = labels(text.substring(0, end).strip());
        List<Double> values = new ArrayList<>();
        for (String item : text.substring(end).strip().split("\\s+")) {
            if (!item.isEmpty()) {
                item(item, values);
            }
        }
        return new SeriesNotation(labels, values);
    }

    private static int metricEnd(String text) {
        boolean quoted = false;
        boolean braces = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\') {
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (!quoted && c == '{') {
                braces = true;
            } else if (!quoted && c == '}') {
                return i + 1;
            } else if (!braces
                    && Character.isWhitespace(c)
                    && !text.substring(i).strip().startsWith("{")) {
                return i;
            }
        }
        return text.length();
    }

    private static Labels labels(String metric) {
        if (metric.replaceAll("\\s", "").equals("{}")) {
            return Labels.NONE;
        }
        Expr.VectorSelector selector = (Expr.VectorSelector) Parser.parse(metric);
        Labels labels = Labels.NONE;
        for (relais.meter.promql.value.Matcher m : selector.matchers()) {
            labels = labels.with(m.label(), m.value());
        }
        return labels;
    }

    private static void item(String item, List<Double> values) {
        Matcher gap = GAP.matcher(item);
        Matcher run = RUN.matcher(item);
        if (gap.matches()) {
            int count = gap.group(1) == null ? 1 : Integer.parseInt(gap.group(1));
            for (int i = 0; i < count; i++) {
                values.add(null);
            }
        } else if (item.equals("stale")) {
            values.add(Stale.MARKER);
        } else if (run.matches()) {
            double value = number(run.group(1));
            double step = run.group(2) == null ? 0 : number(run.group(2));
            for (int i = 0; i <= Integer.parseInt(run.group(3)); i++) {
                values.add(value);
                value += step;
            }
        } else {
            values.add(number(item));
        }
    }

    static double number(String text) {
        Expr expr = Parser.parse(text);
        return ((Expr.NumberLiteral) expr).value();
    }

    Series toSeries(long stepMillis) {
        int size = (int) values.stream().filter(v -> v != null).count();
        long[] times = new long[size];
        double[] column = new double[size];
        int at = 0;
        for (int i = 0; i < values.size(); i++) {
            if (values.get(i) != null) {
                times[at] = i * stepMillis;
                column[at++] = values.get(i);
            }
        }
        return new Series(labels, times, column);
    }
}
