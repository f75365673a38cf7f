package relais.meter.store;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;
import relais.meter.series.Appended;
import relais.meter.series.Columns;
import relais.meter.series.Registered;
import relais.meter.series.SampleBatch;
import relais.meter.series.SeriesStore;
import relais.meter.series.StoreState;
import relais.meter.series.Windows;
import relais.meter.series.labels.Definition;
import relais.meter.series.labels.Matcher;

/** All stores as one. Times are milliseconds since 1970. Thread safe. */
public final class Stores {
    private final @Nullable SeriesStore own;

    public Stores(SeriesStore store) {
        this.own = store;
    }

    private Stores() {
        this.own = null;
    }

    /** For a process that keeps no series; asking it for any is a mistake. */
    public static Stores elsewhere() {
        return new Stores();
    }

    /** Whether they can be asked here. */
    public boolean areHere() {
        return own != null;
    }

    private SeriesStore store() {
        if (own == null) {
            throw new IllegalStateException("this process keeps no series");
        }
        return own;
    }

    /** Keeps all of them or none; returns when they are durable and visible. */
    public Kept write(List<Line> lines) {
        Registered registered = store().register(lines.stream().map(Line::definition).toList());
        return switch (registered) {
            case Registered.Refused(String reason) -> new Kept.Refused(reason);
            case Registered.Broken(String reason) -> new Kept.Away(reason);
            case Registered.Known known -> append(lines, known.ids());
        };
    }

    private Kept append(List<Line> lines, long[] ids) {
        int stored = 0;
        int tooOld = 0;
        int tooFar = 0;
        SampleBatch batch = new SampleBatch(1024);
        for (int i = 0; i < ids.length; i++) {
            Line line = lines.get(i);
            for (int s = 0; s < line.times().length; s++) {
                batch.add(ids[i], line.times()[s], line.values()[s]);
                boolean last = i == ids.length - 1 && s == line.times().length - 1;
                if (last || batch.size() == SampleBatch.MOST) {
                    switch (store().append(batch)) {
                        case Appended.Stored part -> {
                            stored += part.samples();
                            tooOld += part.tooOld();
                            tooFar += part.tooFar();
                        }
                        case Appended.Refused(String reason) -> {
                            return new Kept.Away(reason);
                        }
                        case Appended.Broken(String reason) -> {
                            return new Kept.Away(reason);
                        }
                    }
                    batch.clear();
                }
            }
        }
        return new Kept.Stored(stored, tooOld, tooFar);
    }

    /** What the series chosen hold, from one time to before another. */
    public List<Found<Columns>> samples(Collection<Matcher> matchers, long from, long to) {
        return each(matchers, id -> store().samples(id, from, to));
    }

    /** Hands over what each of the series chosen holds, one by one; a visitor may throw to stop. */
    public void visit(
            Collection<Matcher> matchers, long from, long to, Consumer<Found<Columns>> visitor) {
        for (long id : store().select(matchers)) {
            visitor.accept(new Found<>(store().definition(id), store().samples(id, from, to)));
        }
    }

    /** What their samples come to in windows that begin at {@code from} and every step after. */
    public List<Found<Windows>> windows(
            Collection<Matcher> matchers, long from, long to, Duration step) {
        return each(matchers, id -> store().windows(id, from, to, step));
    }

    private <T> List<Found<T>> each(Collection<Matcher> matchers, LongFunction<T> ask) {
        List<Found<T>> found = new ArrayList<>();
        for (long id : store().select(matchers)) {
            found.add(new Found<>(store().definition(id), ask.apply(id)));
        }
        return found;
    }

    /** The series chosen. */
    public List<Definition> select(Collection<Matcher> matchers) {
        List<Definition> found = new ArrayList<>();
        for (long id : store().select(matchers)) {
            found.add(store().definition(id));
        }
        return found;
    }

    /** All names of labels, sorted. */
    public List<String> labelNames() {
        return store().labelNames();
    }

    /** The values of a label among the series chosen, sorted. */
    public List<String> labelValues(String name, Collection<Matcher> matchers) {
        return store().labelValues(name, matchers);
    }

    /** Takes samples out for good. */
    public void erase(Collection<Matcher> matchers, long from, long to) throws IOException {
        List<Long> ids = new ArrayList<>();
        for (long id : store().select(matchers)) {
            ids.add(id);
        }
        store().erase(ids, from, to);
    }

    /** What must be done now and then; takes as long as it takes. */
    public void maintain() throws IOException {
        store().maintain();
    }

    /** Reads every byte and says what is damaged. */
    public List<String> verify() {
        return store().verify();
    }

    public StoreState state() {
        return store().state();
    }
}
