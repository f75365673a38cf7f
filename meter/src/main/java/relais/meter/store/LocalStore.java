package relais.meter.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import relais.meter.series.Appended;
import relais.meter.series.Columns;
import relais.meter.series.Registered;
import relais.meter.series.SampleBatch;
import relais.meter.series.SeriesStore;
import relais.meter.series.StoreState;
import relais.meter.series.Windows;
import relais.meter.series.labels.Definition;
import relais.meter.series.labels.Matcher;

/** A folder of this process. */
public final class LocalStore implements Store {
    private final SeriesStore series;

    /** Takes the series over. */
    public LocalStore(SeriesStore series) {
        this.series = series;
    }

    @Override
    public Kept write(List<Line> lines) {
        return switch (series.register(lines.stream().map(Line::definition).toList())) {
            case Registered.Refused(String reason) -> new Kept.Refused(reason);
            case Registered.Broken(String reason) -> new Kept.Away(reason);
            case Registered.Known known -> append(lines, known.ids());
        };
    }

    @Override
    public Kept writeRolled(List<RolledLine> lines) {
        List<Windows> windows = lines.stream().map(RolledLine::windows).toList();
        return switch (series.register(lines.stream().map(RolledLine::definition).toList())) {
            case Registered.Refused(String reason) -> new Kept.Refused(reason);
            case Registered.Broken(String reason) -> new Kept.Away(reason);
            case Registered.Known known ->
                    kept(series.appendRolled(known.ids(), windows), new Kept.Stored(0, 0, 0));
        };
    }

    private Kept append(List<Line> lines, long[] ids) {
        Kept.Stored so = new Kept.Stored(0, 0, 0);
        SampleBatch batch = new SampleBatch(1024);
        for (int i = 0; i < ids.length; i++) {
            Line line = lines.get(i);
            for (int s = 0; s < line.times().length; s++) {
                if (batch.size() == SampleBatch.MOST) {
                    Kept part = append(batch, so);
                    if (!(part instanceof Kept.Stored stored)) {
                        return part;
                    }
                    so = stored;
                    batch.clear();
                }
                batch.add(ids[i], line.times()[s], line.values()[s]);
            }
        }
        return append(batch, so);
    }

    /** Finds or makes series, all or none; their numbers are for {@link #append(SampleBatch)}. */
    public Registered register(List<Definition> definitions) {
        return series.register(definitions);
    }

    /** Keeps samples of series known by number; returns when they are durable and visible. */
    public Kept append(SampleBatch batch) {
        return append(batch, new Kept.Stored(0, 0, 0));
    }

    private Kept append(SampleBatch batch, Kept.Stored before) {
        return kept(series.append(batch), before);
    }

    private static Kept kept(Appended appended, Kept.Stored before) {
        return switch (appended) {
            case Appended.Stored now ->
                    new Kept.Stored(
                            before.samples() + now.samples(),
                            before.tooOld() + now.tooOld(),
                            before.tooFar() + now.tooFar());
            // A full disk, or a broken one: another try may find it mended.
            case Appended.Refused(String reason) -> new Kept.Away(reason);
            case Appended.Broken(String reason) -> new Kept.Away(reason);
        };
    }

    @Override
    public List<Found<Columns>> samples(Collection<Matcher> matchers, long from, long to) {
        return each(series.select(matchers), id -> series.samples(id, from, to));
    }

    /** As {@link #samples}, holding one series at a time. */
    void visit(Collection<Matcher> matchers, long from, long to, Consumer<Found<Columns>> visitor) {
        for (long id : series.select(matchers)) {
            visitor.accept(new Found<>(series.definition(id), series.samples(id, from, to)));
        }
    }

    @Override
    public List<Found<Windows>> windows(
            Collection<Matcher> matchers, long from, long to, Duration step) {
        return each(series.select(matchers), id -> series.windows(id, from, to, step));
    }

    private <T> List<Found<T>> each(long[] ids, LongFunction<T> ask) {
        List<Found<T>> found = new ArrayList<>(ids.length);
        for (long id : ids) {
            found.add(new Found<>(series.definition(id), ask.apply(id)));
        }
        return found;
    }

    @Override
    public List<Definition> select(Collection<Matcher> matchers) {
        return Arrays.stream(series.select(matchers)).mapToObj(series::definition).toList();
    }

    @Override
    public List<Found<Columns>> owned(String owner, long from, long to, int skip, int most) {
        long[] page = Arrays.stream(series.owned(owner)).skip(skip).limit(most).toArray();
        return each(page, id -> series.samples(id, from, to));
    }

    @Override
    public long oldest() {
        return series.oldest();
    }

    @Override
    public List<Found<Windows>> ownedRolled(
            String owner, long from, long to, Duration step, int skip, int most) {
        long[] page = Arrays.stream(series.owned(owner)).skip(skip).limit(most).toArray();
        return each(page, id -> series.rolled(id, from, to, step));
    }

    @Override
    public List<String> labelNames() {
        return series.labelNames();
    }

    @Override
    public List<String> labelValues(String name, Collection<Matcher> matchers) {
        return series.labelValues(name, matchers);
    }

    @Override
    public void erase(Collection<Matcher> matchers, long from, long to) {
        erase(series.select(matchers), from, to);
    }

    @Override
    public void forget(String owner) {
        erase(series.owned(owner), Long.MIN_VALUE, Long.MAX_VALUE);
    }

    private void erase(long[] ids, long from, long to) {
        try {
            series.erase(Arrays.stream(ids).boxed().toList(), from, to);
        } catch (IOException e) {
            throw new StoreAway("the disk did not take the erasure: " + e.getMessage(), e);
        }
    }

    void maintain() throws IOException {
        series.maintain();
    }

    List<String> verify() {
        return series.verify();
    }

    public StoreState state() {
        return series.state();
    }

    @Override
    public void close() {
        try {
            series.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
