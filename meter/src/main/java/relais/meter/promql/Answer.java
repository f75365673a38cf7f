package relais.meter.promql;

import relais.meter.promql.value.QueryException;
import relais.meter.promql.value.QueryResult;

/** How a query ended. */
public sealed interface Answer {
    record Answered(QueryResult result) implements Answer {}

    /**
     * @param kind its code is the {@code errorType} of Prometheus' API
     * @param position the mistake's place in the text, counted from 0, or {@link
     *     QueryException#NOWHERE}
     */
    record Failed(QueryException.Kind kind, String message, int position) implements Answer {}
}
