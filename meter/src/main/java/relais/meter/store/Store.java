package relais.meter.store;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import relais.meter.series.Columns;
import relais.meter.series.Windows;
import relais.meter.series.labels.Definition;
import relais.meter.series.labels.Matcher;

/**
 * Somewhere series are kept: a folder here, another process of this installation, another maker's
 * engine. Times are milliseconds since 1970. Thread safe. What is asked of a store that is away
 * ends with {@link StoreAway}; only writing says so by its result.
 */
public interface Store extends AutoCloseable {
    /** Keeps all of them or none; returns when they are durable and visible. */
    Kept write(List<Line> lines);

    /**
     * Keeps roll-ups made elsewhere, all of them or none; returns when they are durable and
     * visible. They count where no raw values are in their window, whenever those come. Bring much
     * at once, but at most {@link relais.meter.series.SeriesStore#MOST_ROLLED} windows.
     */
    Kept writeRolled(List<RolledLine> lines);

    /** What the series chosen hold, from one time to before another. */
    List<Found<Columns>> samples(Collection<Matcher> matchers, long from, long to);

    /** What their samples come to in windows that begin at {@code from} and every step after. */
    List<Found<Windows>> windows(Collection<Matcher> matchers, long from, long to, Duration step);

    List<Definition> select(Collection<Matcher> matchers);

    /**
     * What one owner has brought, a page of series in an order that stays: those after the first
     * {@code skip}, at most {@code most}, with their samples from one time to before another.
     */
    List<Found<Columns>> owned(String owner, long from, long to, int skip, int most);

    /** No raw sample here is older; the greatest of all times when there is none. */
    long oldest();

    /**
     * As {@link #owned}, the roll-ups that stand by themselves, with no raw values in their window.
     *
     * @param step 5 minutes or an hour
     */
    List<Found<Windows>> ownedRolled(
            String owner, long from, long to, Duration step, int skip, int most);

    /** All names of labels, sorted. */
    List<String> labelNames();

    /** The values of a label among the series chosen, sorted. */
    List<String> labelValues(String name, Collection<Matcher> matchers);

    /** Takes samples out for good, from one time to before another. */
    void erase(Collection<Matcher> matchers, long from, long to);

    /** Takes everything out that the owner has brought; false when this store never erases. */
    boolean forget(String owner);

    @Override
    void close();
}
