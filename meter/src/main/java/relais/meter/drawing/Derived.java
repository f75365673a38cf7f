package relais.meter.drawing;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import relais.meter.drawing.formula.Evaluation;
import relais.meter.drawing.formula.Formula;

/** The columns of a picture's traces after sum and cdef. */
final class Derived {
    private final Map<String, Column> raw = new HashMap<>();
    private final Map<String, String> refusals = new HashMap<>();
    private final Map<String, Column> columns = new HashMap<>();

    Derived(List<Trace> traces) {
        for (Trace trace : traces) {
            raw.putIfAbsent(trace.name(), trace.column());
        }
        for (Trace trace : traces) {
            if (!trace.derivation().sum().isEmpty()) {
                raw.put(trace.name(), sum(trace.derivation().sum()));
            }
        }
        for (Trace trace : traces) {
            columns.putIfAbsent(trace.name(), derive(trace));
        }
    }

    /** Empty for a name that no trace has. */
    Column column(String name) {
        return columns.getOrDefault(name, Column.EMPTY);
    }

    /** Why a trace's expression cannot be computed, for its author; empty if it can. */
    String refusal(String name) {
        return refusals.getOrDefault(name, "");
    }

    private Column sum(List<String> names) {
        return sumOf(names.stream().map(n -> raw.getOrDefault(n, Column.EMPTY)).toList());
    }

    /** At the times of the longest one; unknown ones count nothing unless all are. */
    static Column sumOf(List<Column> columns) {
        Column longest = Column.EMPTY;
        for (Column column : columns) {
            longest = column.millis().length > longest.millis().length ? column : longest;
        }
        double[] sums = new double[longest.millis().length];
        Arrays.fill(sums, Double.NaN);
        for (Column column : columns) {
            double[] values = at(longest.millis(), column);
            for (int i = 0; i < sums.length; i++) {
                if (!Double.isNaN(values[i])) {
                    sums[i] = Double.isNaN(sums[i]) ? values[i] : sums[i] + values[i];
                }
            }
        }
        return Column.of(longest.millis(), sums);
    }

    private static double[] at(long[] millis, Column column) {
        return column.millis() == millis || Arrays.equals(column.millis(), millis)
                ? column.values()
                : Grid.at(millis).fit(column).mean();
    }

    private Column derive(Trace trace) {
        Column own = raw.getOrDefault(trace.name(), Column.EMPTY);
        String cdef = trace.derivation().cdef();
        if (cdef.isEmpty()) {
            return own;
        }
        return switch (Formula.parse(cdef)) {
            case Formula.Parsed.Refused refused -> {
                refusals.put(trace.name(), "cdef: " + refused.reason());
                yield Column.EMPTY;
            }
            case Formula.Parsed.Ready ready -> compute(ready.formula(), own);
        };
    }

    private Column compute(Formula formula, Column own) {
        Map<String, Column> sources = new HashMap<>();
        Column longest = own;
        for (String name : formula.variables()) {
            Column source = raw.get(name);
            if (source != null) {
                sources.put(name, source);
                boolean longer = source.millis().length > longest.millis().length;
                longest = own.millis().length == 0 && longer ? source : longest;
            }
        }
        long[] millis = longest.millis();
        Map<String, double[]> means = new HashMap<>();
        sources.forEach((name, source) -> means.put(name, at(millis, source)));
        double[] values = Evaluation.of(formula, millis, means);
        Column only = sources.size() == 1 ? List.copyOf(sources.values()).getFirst() : Column.EMPTY;
        if (only.min() == null || only.millis() != millis) {
            return Column.of(millis, values);
        }
        String name = List.copyOf(sources.keySet()).getFirst();
        double[] low = Evaluation.of(formula, millis, Map.of(name, only.low()));
        double[] high = Evaluation.of(formula, millis, Map.of(name, only.high()));
        return banded(millis, values, List.of(low, high));
    }

    /** A falling expression turns least and greatest round. */
    private static Column banded(long[] millis, double[] values, List<double[]> all) {
        double[] low = values.clone();
        double[] high = values.clone();
        for (double[] one : all) {
            for (int i = 0; i < one.length; i++) {
                low[i] = Math.min(low[i], one[i]);
                high[i] = Math.max(high[i], one[i]);
            }
        }
        return new Column(millis, values, low, high);
    }
}
