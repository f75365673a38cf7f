package relais.meter.promql.expr;

import java.util.List;
import java.util.stream.Collectors;
import relais.meter.promql.value.AnswerShape;
import relais.meter.promql.value.Labels;
import relais.meter.promql.value.Matcher;
import relais.meter.promql.value.Quoted;

/** Writes an expression so that parsing it again gives the same tree. */
public final class Printer {
    private Printer() {}

    public static String print(Expr expr) {
        return switch (expr) {
            case Expr.NumberLiteral n -> NumberText.print(n.value());
            case Expr.StringLiteral s -> Quoted.text(s.value());
            case Expr.VectorSelector v -> selector(v) + shift(v.shift());
            case Expr.MatrixSelector m ->
                    selector(m.selector())
                            + "["
                            + Durations.text(m.range())
                            + "]"
                            + shift(m.selector().shift());
            case Expr.Subquery s -> subquery(s);
            case Expr.Paren p -> "(" + print(p.inner()) + ")";
            case Expr.Unary u -> (u.negative() ? "-" : "+") + print(u.operand());
            case Expr.Binary b -> binary(b);
            case Expr.Aggregate a -> aggregate(a);
            case Expr.Call c ->
                    c.function().name()
                            + c.arguments().stream()
                                    .map(Printer::print)
                                    .collect(Collectors.joining(", ", "(", ")"));
        };
    }

    private static String selector(Expr.VectorSelector selector) {
        List<Matcher> shown = selector.matchers();
        if (!selector.name().isEmpty()) {
            Matcher own = Matcher.equal(Labels.NAME, selector.name());
            shown = shown.stream().filter(m -> !m.equals(own)).toList();
            if (shown.isEmpty()) {
                return selector.name();
            }
        }
        return selector.name()
                + shown.stream().map(Matcher::toString).collect(Collectors.joining(",", "{", "}"));
    }

    private static String subquery(Expr.Subquery s) {
        String step = s.step() == 0 ? "" : Durations.text(s.step());
        return print(s.inner())
                + "["
                + Durations.text(s.range())
                + ":"
                + step
                + "]"
                + shift(s.shift());
    }

    private static String shift(Shift shift) {
        String at =
                switch (shift.anchor()) {
                    case Shift.Anchor.Evaluation e -> "";
                    case Shift.Anchor.At a -> " @ " + AnswerShape.seconds(a.time()).toPlainString();
                    case Shift.Anchor.Start s -> " @ start()";
                    case Shift.Anchor.End e -> " @ end()";
                };
        if (shift.offset() == 0) {
            return at;
        }
        String sign = shift.offset() < 0 ? "-" : "";
        return at + " offset " + sign + Durations.text(Math.abs(shift.offset()));
    }

    private static String binary(Expr.Binary b) {
        StringBuilder text = new StringBuilder(print(b.left()));
        text.append(' ').append(b.operator().sign());
        text.append(b.bool() ? " bool" : "");
        Matching m = b.matching();
        boolean grouped =
                m.cardinality() == Matching.Cardinality.MANY_TO_ONE
                        || m.cardinality() == Matching.Cardinality.ONE_TO_MANY;
        if (m.on() || grouped || !m.labels().isEmpty()) {
            text.append(m.on() ? " on (" : " ignoring (");
            text.append(String.join(", ", m.labels())).append(')');
        }
        if (grouped) {
            boolean left = m.cardinality() == Matching.Cardinality.MANY_TO_ONE;
            text.append(left ? " group_left (" : " group_right (");
            text.append(String.join(", ", m.include())).append(')');
        }
        return text.append(' ').append(print(b.right())).toString();
    }

    private static String aggregate(Expr.Aggregate a) {
        StringBuilder text = new StringBuilder(a.aggregator().word());
        if (a.grouping().without() || !a.grouping().labels().isEmpty()) {
            text.append(a.grouping().without() ? " without (" : " by (");
            text.append(String.join(", ", a.grouping().labels())).append(") ");
        }
        text.append('(');
        if (a.parameter() != null) {
            text.append(print(a.parameter())).append(", ");
        }
        return text.append(print(a.operand())).append(')').toString();
    }
}
