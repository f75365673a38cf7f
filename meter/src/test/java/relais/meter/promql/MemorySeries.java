package relais.meter.promql;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import relais.meter.promql.value.Hints;
import relais.meter.promql.value.Labels;
import relais.meter.promql.value.Matcher;
import relais.meter.promql.value.Series;
import relais.meter.promql.value.SeriesSource;

/** Series in memory: the twin of the store. */
final class MemorySeries implements SeriesSource {
    private final Map<Labels, Series> all = new TreeMap<>();

    void put(Series series) {
        Series before = all.get(series.labels());
        all.put(series.labels(), before == null ? series : joined(before, series));
    }

    private static Series joined(Series a, Series b) {
        TreeMap<Long, Double> samples = new TreeMap<>();
        for (Series series : List.of(a, b)) {
            for (int i = 0; i < series.size(); i++) {
                samples.put(series.times()[i], series.values()[i]);
            }
        }
        return new Series(
                a.labels(),
                samples.keySet().stream().mapToLong(t -> t).toArray(),
                samples.values().stream().mapToDouble(v -> v).toArray());
    }

    void clear() {
        all.clear();
    }

    @Override
    public List<Series> select(List<Matcher> matchers, long from, long to, Hints hints) {
        List<Series> found = new ArrayList<>();
        for (Series series : all.values()) {
            if (matchers.stream().allMatch(m -> m.matches(series.labels()))) {
                int first = place(series, from);
                int end = place(series, to + 1);
                if (end > first) {
                    found.add(
                            new Series(
                                    series.labels(),
                                    Arrays.copyOfRange(series.times(), first, end),
                                    Arrays.copyOfRange(series.values(), first, end)));
                }
            }
        }
        return found;
    }

    private static int place(Series series, long time) {
        int place = Arrays.binarySearch(series.times(), 0, series.size(), time);
        return place < 0 ? -place - 1 : place;
    }
}
