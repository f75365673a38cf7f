package relais.meter.graph;

import java.time.Duration;
import java.util.List;
import relais.agent.reading.FieldType;
import relais.meter.graph.GraphData.FieldData;
import relais.meter.host.SeriesLabels;
import relais.meter.series.Columns;
import relais.meter.series.Windows;
import relais.meter.series.labels.Definition;
import relais.meter.series.labels.Matcher;
import relais.meter.store.Found;
import relais.meter.store.Stores;

/**
 * A field that is shown as what happens per second. Exact from raw samples; where they would be too
 * many or are gone, from hours' least and greatest values, and from raw where those show that the
 * counter went back.
 */
final class Counter implements FieldHistory {
    /** Up to here raw samples are always read: two days each second are 172,800. */
    private static final long SHORT = 2 * Steps.DAY;

    /** Beyond both ends, so that they have rates: two samples at five minutes and a half. */
    private static final long BEYOND = 15 * 60 * Steps.SECOND;

    private static final long FIVE_MINUTES = 300 * Steps.SECOND;

    private final Stores stores;
    private final List<Matcher> matchers;
    private final String name;
    private final Kind kind;
    private final Pieces pieces = new Pieces();
    private long finest;

    /**
     * @param factor seconds of the period in which rates are told
     */
    record Kind(FieldType type, Bounds bounds, double factor) {}

    /**
     * @param most raw samples to read at most
     */
    Counter(
            Stores stores,
            List<Matcher> matchers,
            String name,
            Kind kind,
            Stretch stretch,
            long most) {
        this.stores = stores;
        this.matchers = matchers;
        this.name = name;
        this.kind = kind;
        long from = stretch.origin();
        if (stretch.end() - stretch.origin() <= SHORT) {
            boolean any = raw(from, stretch.end());
            if (!any) {
                rolled(from, stretch.end(), FIVE_MINUTES);
            }
        } else {
            Extent extent = extent(from, stretch.end());
            if (extent.samples() <= most && isRaw(extent.first())) {
                raw(from, stretch.end());
            } else {
                rolled(from, stretch.end(), Steps.HOUR);
            }
        }
    }

    /** How much there is, and the day with which it begins. */
    private record Extent(long samples, long first) {}

    private Extent extent(long from, long to) {
        long samples = 0;
        long first = Long.MAX_VALUE;
        Duration day = Duration.ofMillis(Steps.DAY);
        long start = Math.floorDiv(from, Steps.DAY) * Steps.DAY;
        for (Found<Windows> found : stores.windows(matchers, start, to, day)) {
            Windows days = found.of();
            for (int i = 0; i < days.size(); i++) {
                samples += days.count(i);
                first = Math.min(first, days.start(i));
            }
        }
        return new Extent(samples, first);
    }

    /** Whether that day is still there sample by sample. */
    private boolean isRaw(long day) {
        return day == Long.MAX_VALUE
                || stores.samples(matchers, day, day + Steps.DAY).stream()
                        .anyMatch(found -> found.of().size() > 0);
    }

    /** Also with the last sample before and the first one after; whether there was any. */
    private boolean raw(long from, long to) {
        boolean any = false;
        for (Found<Columns> found : stores.samples(matchers, from - BEYOND, to + BEYOND)) {
            Columns columns = found.of();
            Rhythm own = Rhythm.of(columns.times(), columns.size());
            finest = own.isKnown() && (finest == 0 || own.usual() < finest) ? own.usual() : finest;
            rates(typeOf(found.definition()), columns, own, from, to);
            any |= columns.size() > 0;
        }
        return any;
    }

    /** Rates of history are drawn as they are. */
    private FieldType typeOf(Definition definition) {
        return SeriesLabels.isRate(definition) ? FieldType.GAUGE : kind.type();
    }

    private void rates(FieldType type, Columns columns, Rhythm own, long from, long to) {
        Rates rates = new Rates(type);
        long[] times = columns.times();
        for (int i = 1; i < columns.size(); i++) {
            double rate =
                    rates.perSecond(
                            columns.values()[i - 1], columns.values()[i], times[i] - times[i - 1]);
            boolean wanted = times[i] > from && times[i - 1] < to && kind.bounds().holds(rate);
            if (wanted && !own.isGap(times, columns.size(), i)) {
                pieces.add(Math.max(from, times[i - 1]), Math.min(to, times[i]), rate);
            }
        }
    }

    private void rolled(long from, long to, long width) {
        long first = Math.floorDiv(from, width) * width;
        long end = Math.ceilDiv(to, width) * width;
        for (Found<Windows> found :
                stores.windows(matchers, first, end, Duration.ofMillis(width))) {
            if (SeriesLabels.isRate(found.definition())) {
                rolledRates(found.of(), width);
            } else {
                RolledRates rolled = new RolledRates(found.of(), width, kind);
                rolled.each(pieces, this::raw);
            }
            finest = width;
        }
    }

    private void rolledRates(Windows windows, long width) {
        for (int i = 0; i < windows.size(); i++) {
            if (kind.bounds().holds(windows.min(i)) && kind.bounds().holds(windows.max(i))) {
                long start = windows.start(i);
                pieces.add(
                        start, start + width, windows.average(i), windows.min(i), windows.max(i));
            }
        }
    }

    @Override
    public long finest() {
        return finest;
    }

    @Override
    public FieldData by(Stretch stretch) {
        Buckets buckets = new Buckets(stretch);
        pieces.fill(buckets, kind.factor());
        return buckets.closed(name, 0);
    }
}
