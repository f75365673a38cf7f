package relais.meter.history;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import relais.agent.reading.FieldType;
import relais.meter.history.HistoryIntake.Written;
import relais.meter.history.archive.Course;
import relais.meter.history.archive.Unfolding;
import relais.meter.series.Windows;
import relais.meter.series.labels.Definition;
import relais.meter.store.Kept;
import relais.meter.store.Line;
import relais.meter.store.RolledLine;
import relais.meter.store.Stores;

/** One source's samples on their way to the stores. Used by one thread. */
final class CourseWriting {
    /** Samples of one write: enough that a disk's work is shared by many. */
    private static final int AT_ONCE = 50_000;

    /** Hours of one write: eleven years. */
    private static final int HOURS_AT_ONCE = 100_000;

    private static final long HOUR = Duration.ofHours(1).toMillis();

    private final Stores stores;
    private final Definition definition;
    private final long[] times = new long[AT_ONCE];
    private final double[] values = new double[AT_ONCE];
    private Kept trouble = new Kept.Stored(0, 0, 0);
    private Windows hours = new Windows(0, HOUR);
    private int size;
    private long met;
    private long samples;
    private long old;
    private long rolled;
    private long tooOld;
    private long from;
    private long to;

    CourseWriting(Stores stores, Definition definition) {
        this.stores = stores;
        this.definition = definition;
    }

    /** False where there would be too many samples. */
    boolean write(Course course) {
        if (!Unfolding.each(course, this::add)) {
            return false;
        }
        flush();
        if (old > 0) {
            met = 0;
            Unfolding.each(course, this::addOld);
            flushHours();
        }
        return true;
    }

    /** Stored when all went well. */
    Kept trouble() {
        return trouble;
    }

    Written written(String field, FieldType type) {
        return new Written(field, type, samples, rolled, tooOld, from, to);
    }

    private void add(long time, double value) {
        from = met == 0 ? time : from;
        to = time;
        met++;
        times[size] = time;
        values[size++] = value;
        if (size == AT_ONCE) {
            flush();
        }
    }

    private void flush() {
        if (size > 0 && trouble instanceof Kept.Stored) {
            Line line =
                    new Line(definition, Arrays.copyOf(times, size), Arrays.copyOf(values, size));
            trouble = stores.write(List.of(line));
            if (trouble instanceof Kept.Stored(int stored, int before, int future)) {
                samples += stored;
                old += before;
            }
        }
        size = 0;
    }

    /** What is too old for samples are the oldest ones: they become roll-ups of hours. */
    private void addOld(long time, double value) {
        if (met++ < old) {
            long hour = Math.floorDiv(time, HOUR) * HOUR;
            boolean begins = hours.size() == 0 || hours.start(hours.size() - 1) != hour;
            if (begins && hours.size() == HOURS_AT_ONCE) {
                flushHours();
            }
            hours.add(time, value);
        }
    }

    private void flushHours() {
        if (hours.size() > 0 && trouble instanceof Kept.Stored) {
            trouble = stores.writeRolled(List.of(new RolledLine(definition, hours)));
            if (trouble instanceof Kept.Stored(int stored, int before, int future)) {
                rolled += stored;
                tooOld += before;
            }
        }
        hours = new Windows(0, HOUR);
    }
}
