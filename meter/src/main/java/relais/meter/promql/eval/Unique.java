package relais.meter.promql.eval;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import relais.meter.promql.value.Labels;
import relais.meter.promql.value.QueryException;

/** A vector holds each label set once. */
final class Unique {
    private Unique() {}

    /** Joins rows of equal labels that never have a value at the same step. */
    static List<Row> joined(List<Row> rows) {
        Map<Labels, Row> seen = LinkedHashMap.newLinkedHashMap(rows.size());
        for (Row row : rows) {
            Row before = seen.putIfAbsent(row.labels(), row);
            if (before != null) {
                seen.put(row.labels(), join(before, row));
            }
        }
        return new ArrayList<>(seen.values());
    }

    private static Row join(Row first, Row second) {
        double[] values = first.values().clone();
        for (int i = 0; i < values.length; i++) {
            if (second.has(i)) {
                if (first.has(i)) {
                    throw sameLabels();
                }
                values[i] = second.values()[i];
            }
        }
        return new Row(first.labels(), values);
    }

    /** Refuses equal labels even where the rows never meet, as range functions do. */
    static List<Row> strictly(List<Row> rows) {
        Map<Labels, Row> seen = HashMap.newHashMap(rows.size());
        for (Row row : rows) {
            if (seen.put(row.labels(), row) != null) {
                throw sameLabels();
            }
        }
        return rows;
    }

    private static QueryException sameLabels() {
        return QueryException.execution("vector cannot contain metrics with the same labelset");
    }
}
