package relais.meter.promql.eval;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import relais.meter.promql.expr.Matching;
import relais.meter.promql.value.Labels;

/** Finds the series that share the labels a matching compares. */
record MatchKey(boolean on, Set<String> labels) {
    static MatchKey of(Matching matching) {
        return new MatchKey(matching.on(), Set.copyOf(matching.labels()));
    }

    Labels key(Labels of) {
        return on ? of.only(labels) : of.withoutName().without(labels);
    }

    Map<Labels, List<Row>> index(List<Row> rows) {
        Map<Labels, List<Row>> index = LinkedHashMap.newLinkedHashMap(rows.size());
        for (Row row : rows) {
            index.computeIfAbsent(key(row.labels()), k -> new ArrayList<>(1)).add(row);
        }
        return index;
    }
}
