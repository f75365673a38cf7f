package relais.meter.collecting;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.statement.PreparedBatch;
import relais.agent.reading.Field;
import relais.agent.reading.FieldType;
import relais.agent.reading.Graph;
import relais.meter.host.HostGraph.GraphField;
import relais.platform.db.Database;
import relais.platform.json.Json;
import relais.platform.live.LiveFeed;

/** Keeps what agents say of their graphs: of two descriptions that of the later sheet. */
final class Descriptions {
    /** Graphs of one host; a plugin that draws a graph a day would reach it in decades. */
    private static final int MOST_GRAPHS = 10_000;

    /** Bytes of all of a host's descriptions. */
    private static final long MOST_BYTES = 32 << 20;

    private static final int LONGEST_TITLE = 300;

    private final Database database;
    private final LiveFeed live;

    Descriptions(Database database, LiveFeed live) {
        this.database = database;
        this.live = live;
    }

    private record Row(Graph graph, String attributes, String fields) {
        long bytes() {
            return attributes.length() + (long) fields.length();
        }
    }

    /** Returns when they are durable; says why where new ones were left, for a bound is reached. */
    Optional<String> keep(Member member, List<Graph> graphs, Instant toldAt) {
        List<Row> rows = new ArrayList<>();
        long bytes = member.described();
        long more = 0;
        long left = 0;
        for (Graph graph : graphs) {
            if (!member.isNews(graph.name(), toldAt)) {
                continue;
            }
            Row row = row(graph);
            if (member.knows(graph.name())) {
                rows.add(row);
            } else if (member.graphs() + more < MOST_GRAPHS && bytes + row.bytes() <= MOST_BYTES) {
                rows.add(row);
                more++;
                bytes += row.bytes();
            } else {
                left++;
            }
        }
        if (!rows.isEmpty()) {
            write(member, rows, toldAt, more > 0);
        }
        return left == 0
                ? Optional.empty()
                : Optional.of(
                        "a host has at most %d graphs and %d MB of descriptions, %d new ones are not taken; see which plugin takes ever new names"
                                .formatted(MOST_GRAPHS, MOST_BYTES >> 20, left));
    }

    private void write(Member member, List<Row> rows, Instant toldAt, boolean isMore) {
        database.useTransaction(
                tx -> {
                    PreparedBatch batch =
                            tx.prepareBatch(
                                    """
                                    insert into meter_graph (host_id, name, title, category,
                                      attributes, fields, told_at)
                                    values (:host, :name, :title, :category,
                                      cast(:attributes as json), cast(:fields as json), :told)
                                    on conflict (host_id, name) do update set
                                      title = excluded.title, category = excluded.category,
                                      attributes = excluded.attributes, fields = excluded.fields,
                                      told_at = excluded.told_at
                                    where meter_graph.told_at <= excluded.told_at
                                    """);
                    for (Row row : rows) {
                        batch.bind("host", member.id)
                                .bind("name", row.graph().name())
                                .bind("title", line(row.graph().title()))
                                .bind("category", line(row.graph().category()))
                                .bind("attributes", row.attributes())
                                .bind("fields", row.fields())
                                .bind("told", toldAt)
                                .add();
                    }
                    batch.execute();
                    if (isMore) {
                        live.changed(tx, "hosts");
                    }
                });
        for (Row row : rows) {
            member.know(
                    row.graph().name(),
                    new Member.KnownGraph(toldAt, row.bytes(), kinds(row.graph().fields())));
        }
    }

    private static Row row(Graph graph) {
        List<GraphField> fields =
                graph.fields().stream()
                        .map(field -> new GraphField(field.name(), field.attributes()))
                        .toList();
        return new Row(graph, Json.text(graph.attributes()), Json.text(fields));
    }

    /** For lists: one line, of an ordinary length. */
    private static String line(String text) {
        String line = text.replaceAll("\\p{Cntrl}", " ").strip();
        return line.length() <= LONGEST_TITLE ? line : line.substring(0, LONGEST_TITLE);
    }

    /** Those that are no plain gauges. */
    static Map<String, Member.FieldKind> kinds(List<Field> fields) {
        Map<String, Member.FieldKind> kinds = new HashMap<>();
        for (Field field : fields) {
            Map<String, String> labels = field.labels();
            if (field.type() != FieldType.GAUGE || !labels.isEmpty()) {
                kinds.put(field.name(), new Member.FieldKind(field.type(), labels));
            }
        }
        return Map.copyOf(kinds);
    }
}
