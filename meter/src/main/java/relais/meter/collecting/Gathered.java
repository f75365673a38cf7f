package relais.meter.collecting;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import relais.agent.reading.Reading;
import relais.agent.reading.SeriesName;
import relais.agent.reading.Value;
import relais.meter.host.SeriesLabels;
import relais.meter.promql.value.Stale;
import relais.meter.series.labels.Definition;
import relais.meter.series.labels.Labels;
import relais.meter.series.labels.SeriesKind;
import relais.meter.store.Line;

/** Readings of one host on their way to the stores. Used by one thread. */
final class Gathered {
    private static final int USUAL_RETENTION = 0;

    private final Member member;
    private final Map<SeriesName, Growing> lines = new LinkedHashMap<>();
    private int size;

    Gathered(Member member) {
        this.member = member;
    }

    private static final class Growing {
        private long[] times = new long[1];
        private double[] values = new double[1];
        private int size;

        void add(long time, double value) {
            if (size == times.length) {
                times = Arrays.copyOf(times, size * 2);
                values = Arrays.copyOf(values, size * 2);
            }
            times[size] = time;
            values[size++] = value;
        }
    }

    /** What is not known is kept as such: the graph has its gap at once, not after minutes. */
    void add(Reading reading) {
        double value =
                switch (reading.value()) {
                    case Value.Known(double number) -> number;
                    case Value.Unknown unknown -> Stale.MARKER;
                };
        lines.computeIfAbsent(reading.series(), name -> new Growing())
                .add(reading.time().toEpochMilli(), value);
        size++;
    }

    /** Samples in all. */
    int size() {
        return size;
    }

    /** Hands over what was gathered and begins anew. */
    List<Line> take() {
        List<Line> taken = new ArrayList<>(lines.size());
        lines.forEach(
                (name, line) ->
                        taken.add(
                                new Line(
                                        definition(name),
                                        Arrays.copyOf(line.times, line.size),
                                        Arrays.copyOf(line.values, line.size))));
        lines.clear();
        size = 0;
        return taken;
    }

    private Definition definition(SeriesName series) {
        Member.FieldKind kind = member.kind(series);
        return new Definition(
                labels(series, kind.labels()),
                SeriesLabels.owner(member.name),
                USUAL_RETENTION,
                switch (kind.type()) {
                    case GAUGE -> SeriesKind.GAUGE;
                    case COUNTER -> SeriesKind.COUNTER;
                    case DERIVE -> SeriesKind.DERIVE;
                    case ABSOLUTE -> SeriesKind.ABSOLUTE;
                });
    }

    /** Labels of its own that are too many or too long are left out: ours name it already. */
    private Labels labels(SeriesName series, Map<String, String> own) {
        try {
            return SeriesLabels.of(member.name, series.graph(), series.field(), own);
        } catch (IllegalArgumentException unfit) {
            return SeriesLabels.of(member.name, series.graph(), series.field(), Map.of());
        }
    }
}
