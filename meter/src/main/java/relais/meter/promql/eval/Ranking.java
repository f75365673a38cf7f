package relais.meter.promql.eval;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Orders values as {@code topk} and {@code sort} do: NaN last, whichever the direction. */
record Ranking(boolean descending) {
    Comparator<Double> values() {
        Comparator<Double> numbers = Double::compare;
        Comparator<Double> directed = descending ? numbers.reversed() : numbers;
        return Comparator.<Double, Boolean>comparing(v -> v.isNaN())
                .thenComparing(
                        (a, b) -> a.equals(b) || a == b.doubleValue() ? 0 : directed.compare(a, b));
    }

    /** The places of the best rows at a step, best first; the earlier one of equals. */
    int[] best(List<Row> rows, int step, long most) {
        Comparator<Double> order = values();
        return IntStream.range(0, rows.size())
                .filter(r -> rows.get(r).has(step))
                .boxed()
                .sorted(
                        (a, b) ->
                                order.compare(
                                        rows.get(a).values()[step], rows.get(b).values()[step]))
                .limit(Math.max(0, most))
                .mapToInt(r -> r)
                .toArray();
    }
}
