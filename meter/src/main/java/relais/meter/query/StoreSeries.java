package relais.meter.query;

import java.util.ArrayList;
import java.util.List;
import relais.meter.host.Sight;
import relais.meter.promql.eval.Limits;
import relais.meter.promql.value.Hints;
import relais.meter.promql.value.Labels;
import relais.meter.promql.value.Matcher;
import relais.meter.promql.value.QueryException;
import relais.meter.promql.value.Series;
import relais.meter.promql.value.SeriesSource;
import relais.meter.series.labels.Definition;
import relais.meter.store.Stores;

/**
 * The stores as PromQL sees them: only the series of hosts that may be seen, whatever is asked.
 * Series that others brought belong to no host and are seen by those alone who see all.
 */
public final class StoreSeries implements SeriesSource {
    private final Stores stores;
    private final Sight sight;
    private final long mostSamples;

    public StoreSeries(Stores stores, Sight sight) {
        this(stores, sight, Limits.USUAL.samples());
    }

    /**
     * @param mostSamples of one selection: it is refused before it fills the memory
     */
    StoreSeries(Stores stores, Sight sight, long mostSamples) {
        this.stores = stores;
        this.sight = sight;
        this.mostSamples = mostSamples;
    }

    @Override
    public List<Series> select(List<Matcher> matchers, long from, long to, Hints hints) {
        List<Series> all = new ArrayList<>();
        long[] read = {0};
        for (Selection selection : Selection.of(matchers, sight)) {
            selection.samples(
                    stores,
                    from,
                    to + 1,
                    (labels, columns) -> {
                        read[0] += columns.size();
                        if (read[0] > mostSamples) {
                            throw QueryException.execution(
                                    "query processing would load too many samples into memory"
                                            + " in query execution");
                        }
                        if (columns.size() > 0) {
                            all.add(
                                    new Series(
                                            labels,
                                            columns.times(),
                                            columns.values(),
                                            columns.size()));
                        }
                    });
        }
        return all;
    }

    /** The labels of all series that satisfy the matchers. */
    List<Labels> labels(List<Matcher> matchers) {
        List<Labels> all = new ArrayList<>();
        for (Selection selection : Selection.of(matchers, sight)) {
            for (Definition definition : selection.definitions(stores)) {
                Labels labels = Labels.of(definition.labels().byName());
                if (selection.holds(labels)) {
                    all.add(labels);
                }
            }
        }
        return all;
    }
}
