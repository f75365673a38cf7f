package relais.meter.drawing.formula;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;
import relais.meter.drawing.formula.Formula.Step;
import relais.meter.drawing.formula.Operator.Shuffle;

/**
 * One formula over columns of equal length. A point at which the formula asks for more numbers than
 * there are, or leaves not exactly one, is unknown.
 */
public final class Evaluation {
    /** Each word pushes one number at most, so this is the number of words and room for COPY. */
    private static final int DEEPEST = 1_000;

    private final Formula formula;
    private final long[] millis;
    private final Map<String, double[]> columns;
    private final double[] results;
    private final Map<String, Sliding> sliding = new HashMap<>();
    private final double[] stack = new double[DEEPEST];
    private int depth;
    private boolean broken;

    private Evaluation(Formula formula, long[] millis, Map<String, double[]> columns) {
        this.formula = formula;
        this.millis = millis;
        this.columns = columns;
        this.results = new double[millis.length];
    }

    /**
     * @param millis time of each point
     * @param columns by variable, as long as {@code millis}; a variable without column is unknown
     */
    public static double[] of(Formula formula, long[] millis, Map<String, double[]> columns) {
        Evaluation evaluation = new Evaluation(formula, millis, columns);
        for (int i = 0; i < millis.length; i++) {
            evaluation.results[i] = evaluation.at(i);
        }
        return evaluation.results;
    }

    private double at(int point) {
        depth = 0;
        broken = false;
        for (Step step : formula.steps()) {
            switch (step) {
                case Step.Constant constant -> push(constant.value());
                case Step.Variable variable -> push(value(variable.name(), point));
                case Step.Previous previous -> push(previous(previous.name(), point));
                case Step.Trend trend ->
                        push(
                                sliding(trend.name())
                                        .trend(point, trend.seconds(), trend.skipsUnknown()));
                case Step.Predicted predicted -> push(predicted(predicted, point));
                case Step.Operation operation -> apply(operation.operator(), point);
            }
            if (broken) {
                return Double.NaN;
            }
        }
        return depth == 1 ? stack[0] : Double.NaN;
    }

    /** UNKN, INF and NEGINF are rrdtool's constants; everything else is a column. */
    private double value(String name, int point) {
        double[] column = columns.get(name);
        if (column != null) {
            return column[point];
        }
        return switch (name) {
            case "INF" -> Double.POSITIVE_INFINITY;
            case "NEGINF" -> Double.NEGATIVE_INFINITY;
            default -> Double.NaN;
        };
    }

    private double previous(String name, int point) {
        if (point == 0) {
            return Double.NaN;
        }
        return name.isEmpty() ? results[point - 1] : value(name, point - 1);
    }

    private Sliding sliding(String name) {
        return sliding.computeIfAbsent(
                name,
                variable -> {
                    double[] column = new double[millis.length];
                    Arrays.setAll(column, i -> value(variable, i));
                    return new Sliding(column, step());
                });
    }

    /** Seconds; NaN where there are not two points. */
    private double step() {
        return millis.length < 2 ? Double.NaN : (millis[1] - millis[0]) / 1000.0;
    }

    /**
     * {@code shift…,count,window}, and for percentiles one number more. A count below 0 is of
     * multiples of one shift, the first of which is none.
     */
    private double predicted(Step.Predicted predicted, int point) {
        double percent = predicted.kind() == Sliding.Prediction.PREDICTPERC ? pop() : 0;
        double window = pop();
        double wanted = pop();
        double[] shifts;
        if (wanted < 0 && wanted >= -DEEPEST) {
            double base = pop();
            shifts = new double[(int) -wanted];
            Arrays.setAll(shifts, i -> i * base);
        } else {
            int count = count(wanted);
            depth -= count;
            shifts = Arrays.copyOfRange(stack, depth, depth + count);
        }
        return broken
                ? Double.NaN
                : sliding(predicted.name())
                        .predicted(predicted.kind(), point, shifts, window, percent);
    }

    private void push(double value) {
        if (depth == DEEPEST) {
            broken = true;
        } else {
            stack[depth++] = value;
        }
    }

    private double pop() {
        if (depth == 0) {
            broken = true;
            return Double.NaN;
        }
        return stack[--depth];
    }

    private void apply(Operator operator, int point) {
        switch (operator) {
            case Operator.One one -> push(one.of().applyAsDouble(pop()));
            case Operator.Two two -> {
                double b = pop();
                push(two.of().applyAsDouble(pop(), b));
            }
            case Operator.Three three -> {
                double c = pop();
                double b = pop();
                push(three.of().of(pop(), b, c));
            }
            case Operator.Many many -> {
                int count = count(pop());
                double[] taken = Arrays.copyOfRange(stack, depth - count, depth);
                depth -= count;
                push(many.of().of(taken));
            }
            case Operator.Share share -> {
                int count = count(pop());
                double percent = pop();
                if (count > depth) {
                    broken = true;
                } else if (!broken) {
                    depth -= count;
                    push(Bundles.share(Arrays.copyOfRange(stack, depth, depth + count), percent));
                }
            }
            case Operator.Clock clock -> push(clock(clock.when(), point));
            case Shuffle shuffle -> shuffle(shuffle);
        }
    }

    private double clock(Operator.When when, int point) {
        return switch (when) {
            case TIME -> millis[point] / 1000.0;
            case LTIME ->
                    millis[point] / 1000.0 + local(millis[point]).getOffset().getTotalSeconds();
            case NOW -> millis[millis.length - 1] / 1000.0;
            case COUNT -> point + 1.0;
            case STEPWIDTH -> step();
            case NEWDAY -> begins(point, day -> true);
            case NEWWEEK -> begins(point, day -> day.getDayOfWeek() == DayOfWeek.MONDAY);
            case NEWMONTH -> begins(point, day -> day.getDayOfMonth() == 1);
            case NEWYEAR -> begins(point, day -> day.getDayOfYear() == 1);
        };
    }

    /** As rrdtool: the time zone is the server's. */
    private static ZonedDateTime local(long millis) {
        return Instant.ofEpochMilli(millis).atZone(ZoneId.systemDefault());
    }

    /** 1 where a day that is so begins within the step that ends with the point. */
    private double begins(int point, Predicate<LocalDate> isSo) {
        LocalDate day = local(millis[point]).toLocalDate();
        double before = millis[point] - step() * 1000;
        boolean isNew = !local((long) before).toLocalDate().equals(day);
        return isNew && isSo.test(day) ? 1 : 0;
    }

    /** A whole number of things that are on the stack. */
    private int count(double wanted) {
        if (!(wanted >= 1) || wanted > depth || wanted != Math.rint(wanted)) {
            broken = true;
            return 0;
        }
        return (int) wanted;
    }

    private void shuffle(Shuffle shuffle) {
        switch (shuffle) {
            case DUP -> {
                double top = pop();
                push(top);
                push(top);
            }
            case POP -> pop();
            case EXC -> {
                double top = pop();
                double below = pop();
                push(top);
                push(below);
            }
            case COPY -> {
                int count = count(pop());
                for (int i = 0; i < count; i++) {
                    push(stack[depth - count]);
                }
            }
            case INDEX -> {
                int index = count(pop());
                push(index == 0 ? Double.NaN : stack[depth - index]);
            }
            case ROLL -> roll();
            case SORT -> {
                int count = count(pop());
                Arrays.sort(stack, depth - count, depth);
            }
            case REV -> reverse(count(pop()));
            case DEPTH -> push(depth);
        }
    }

    private void reverse(int count) {
        reverse(depth - count, depth);
    }

    private void reverse(int from, int to) {
        for (int i = from, j = to - 1; i < j; i++, j--) {
            double kept = stack[i];
            stack[i] = stack[j];
            stack[j] = kept;
        }
    }

    /** {@code n,m,ROLL}: the top n turn by m, so that after 3,1 the top one lies below the two. */
    private void roll() {
        double turns = pop();
        int count = count(pop());
        if (count == 0 || Double.isNaN(turns)) {
            broken = true;
            return;
        }
        int shift = Math.floorMod((long) turns, count);
        reverse(depth - count, depth);
        reverse(depth - count, depth - count + shift);
        reverse(depth - count + shift, depth);
    }
}
