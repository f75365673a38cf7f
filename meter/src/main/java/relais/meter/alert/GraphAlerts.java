package relais.meter.alert;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import relais.meter.alert.state.Severity;
import relais.platform.db.Database;

/** How graphs and their fields are, by the alerts that fire on them. Thread safe. */
public final class GraphAlerts {
    private final Database database;

    public GraphAlerts(Database database) {
        this.database = database;
    }

    /** One graph's alerts; what is missing counts as unknown. */
    public static final class Of {
        private static final Of NONE = new Of();

        private @Nullable Severity worst;
        private final Map<String, Severity> byField = new HashMap<>();

        private void add(@Nullable String field, Severity severity) {
            Severity said = severity == Severity.MISSING ? Severity.UNKNOWN : severity;
            worst = worse(worst, said);
            if (field != null) {
                byField.merge(field, said, Of::worse);
            }
        }

        private static Severity worse(@Nullable Severity one, Severity other) {
            return one == null || other.rank() > one.rank() ? other : one;
        }

        /** {@code critical}, {@code warning}, {@code unknown} or, where nothing fires, this. */
        public String stateOr(String otherwise) {
            return worst == null ? otherwise : worst.code();
        }

        /** The same of one of its fields. */
        public String stateOr(String field, String otherwise) {
            Severity severity = byField.get(field);
            return severity == null ? otherwise : severity.code();
        }
    }

    /** The graphs asked for that were found to have alerts. */
    public record Found(Map<Long, Of> byGraph) {
        public Of of(long graph) {
            return byGraph.getOrDefault(graph, Of.NONE);
        }
    }

    private record Row(long graph, @Nullable String field, String severity) {}

    public Found of(Collection<Long> graphs) {
        List<Row> rows =
                database.with(
                        handle ->
                                handle.createQuery(
                                                """
                                                select graph_id, field, severity from meter_alert
                                                where phase = 1 and graph_id = any(:graphs)
                                                """)
                                        .bindArray("graphs", Long.class, graphs)
                                        .map(
                                                (row, context) ->
                                                        new Row(
                                                                row.getLong("graph_id"),
                                                                row.getString("field"),
                                                                row.getString("severity")))
                                        .list());
        Map<Long, Of> found = new HashMap<>();
        for (Row row : rows) {
            found.computeIfAbsent(row.graph(), id -> new Of())
                    .add(row.field(), Severity.of(row.severity()).orElseThrow());
        }
        return new Found(found);
    }
}
