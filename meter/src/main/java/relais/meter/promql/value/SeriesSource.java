package relais.meter.promql.value;

import java.util.List;

/** Where series come from. Implemented by the store, by a federation of stores, by tests. */
public interface SeriesSource {
    /**
     * Every series that satisfies all matchers, each label set once, with its samples between the
     * two times (both included; more does no harm). Staleness markers ({@link Stale}) stay in.
     *
     * @param from milliseconds since 1970
     * @param to milliseconds since 1970
     * @throws QueryException to refuse or to report what failed
     */
    List<Series> select(List<Matcher> matchers, long from, long to, Hints hints);
}
