package relais.meter.promql.eval;

import relais.meter.promql.value.Series;

/**
 * The samples of one series between two moments, both included. It moves forward over the series
 * while the steps are worked off; functions only read it.
 */
final class Window {
    private final long[] times;
    private final double[] values;
    private final int size;
    private final long range;
    private int from;
    private int to;
    private long end;
    private long evaluated;

    Window(Series series, long range) {
        this.times = series.times();
        this.values = series.values();
        this.size = series.size();
        this.range = range;
    }

    /**
     * @param lastMoment the window's end, never earlier than before
     * @param evaluation the time of the step
     */
    void move(long lastMoment, long evaluation) {
        end = lastMoment;
        evaluated = evaluation;
        while (to < size && times[to] <= end) {
            to++;
        }
        while (from < to && times[from] < end - range) {
            from++;
        }
    }

    int count() {
        return to - from;
    }

    double value(int index) {
        return values[from + index];
    }

    long time(int index) {
        return times[from + index];
    }

    double lastValue() {
        return values[to - 1];
    }

    long start() {
        return end - range;
    }

    long end() {
        return end;
    }

    long evaluated() {
        return evaluated;
    }

    double rangeSeconds() {
        return range / 1000.0;
    }
}
