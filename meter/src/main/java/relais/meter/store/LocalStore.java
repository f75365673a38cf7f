package relais.meter.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongFunction;
import java.util.function.ToIntFunction;
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
    /** A series that is forgotten between being found and being written to is made anew. */
    private static final int ATTEMPTS = 3;

    private final SeriesStore series;

    /** Takes the series over. */
    public LocalStore(SeriesStore series) {
        this.series = series;
    }

    /** Puts lines into the series that were found. */
    @FunctionalInterface
    private interface Putting<T> {
        Appended put(List<T> lines, long[] ids);
    }

    @Override
    public Kept write(List<Line> lines) {
        return write(lines, Line::definition, line -> line.times().length, this::append);
    }

    @Override
    public Kept writeRolled(List<RolledLine> lines) {
        return write(
                lines,
                RolledLine::definition,
                line -> line.windows().size(),
                (some, ids) ->
                        series.appendRolled(ids, some.stream().map(RolledLine::windows).toList()));
    }

    private <T> Kept write(
            List<T> lines,
            Function<T, Definition> definition,
            ToIntFunction<T> samples,
            Putting<T> putting) {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            long[] ids;
            String bound = "";
            switch (series.register(lines.stream().map(definition).toList())) {
                case Registered.Refused(String reason) -> {
                    return new Kept.Refused(reason);
                }
                case Registered.Broken(String reason) -> {
                    return new Kept.Later(reason);
                }
                case Registered.Known known -> ids = known.ids();
                case Registered.Some some -> {
                    ids = some.ids();
                    bound = some.reason();
                }
            }
            List<T> taken = new ArrayList<>(lines.size());
            int refused = 0;
            for (int i = 0; i < ids.length; i++) {
                if (ids[i] >= 0) {
                    taken.add(lines.get(i));
                } else {
                    refused += samples.applyAsInt(lines.get(i));
                }
            }
            Appended put = putting.put(taken, Arrays.stream(ids).filter(id -> id >= 0).toArray());
            if (put instanceof Appended.Stored(int stored, int tooOld, int tooFar)) {
                Kept.Stored kept = new Kept.Stored(stored, tooOld, tooFar);
                return bound.isEmpty() ? kept : new Kept.Partly(kept, refused, bound);
            }
            if (!(put instanceof Appended.Forgotten)) {
                return kept(put);
            }
        }
        return new Kept.Later("these series are being forgotten; send them again");
    }

    private Appended append(List<Line> lines, long[] ids) {
        Appended.Stored so = new Appended.Stored(0, 0, 0);
        SampleBatch batch = new SampleBatch(1024);
        for (int i = 0; i < ids.length; i++) {
            Line line = lines.get(i);
            for (int s = 0; s < line.times().length; s++) {
                if (batch.size() == SampleBatch.MOST) {
                    Appended part = series.append(batch);
                    if (!(part instanceof Appended.Stored stored)) {
                        return part;
                    }
                    so = so.plus(stored);
                    batch.clear();
                }
                batch.add(ids[i], line.times()[s], line.values()[s]);
            }
        }
        Appended last = series.append(batch);
        return last instanceof Appended.Stored stored ? so.plus(stored) : last;
    }

    /** Finds or makes series; their numbers are for {@link #append(SampleBatch)}. */
    public Registered register(List<Definition> definitions) {
        return series.register(definitions);
    }

    /** Keeps samples of series known by number; returns when they are durable and visible. */
    public Kept append(SampleBatch batch) {
        return kept(series.append(batch));
    }

    /** When it grows, numbers of series from before may not hold any more. */
    public long forgettings() {
        return series.forgettings();
    }

    private static Kept kept(Appended appended) {
        return switch (appended) {
            case Appended.Stored(int samples, int tooOld, int tooFar) ->
                    new Kept.Stored(samples, tooOld, tooFar);
            case Appended.Forgotten(String reason) -> new Kept.Later(reason);
            // A full disk, or a broken one: another try may find it mended.
            case Appended.Refused(String reason) -> new Kept.Later(reason);
            case Appended.Broken(String reason) -> new Kept.Later(reason);
        };
    }

    @Override
    public List<Found<Columns>> samples(Collection<Matcher> matchers, long from, long to) {
        return each(series.select(matchers), id -> series.samples(id, from, to));
    }

    /** As {@link #samples}, holding few series at a time. */
    void visit(Collection<Matcher> matchers, long from, long to, Consumer<Found<Columns>> visitor) {
        long[] ids = series.select(matchers);
        try (ReadingAhead ahead = ReadingAhead.of(ids, id -> series.samples(id, from, to))) {
            for (int i = 0; i < ids.length; i++) {
                Optional<Definition> definition = series.definition(ids[i]);
                Columns samples = ahead.next();
                definition.ifPresent(d -> visitor.accept(new Found<>(d, samples)));
            }
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
            series.definition(id).ifPresent(d -> found.add(new Found<>(d, ask.apply(id))));
        }
        return found;
    }

    @Override
    public List<Definition> select(Collection<Matcher> matchers) {
        return Arrays.stream(series.select(matchers))
                .mapToObj(series::definition)
                .flatMap(Optional::stream)
                .toList();
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
    public boolean forget(String owner) {
        try {
            series.forget(Arrays.stream(series.owned(owner)).boxed().toList());
            return true;
        } catch (IOException e) {
            throw new StoreAway("the disk did not take it: " + e.getMessage(), e);
        }
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
