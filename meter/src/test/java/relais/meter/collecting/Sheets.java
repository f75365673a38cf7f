package relais.meter.collecting;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import relais.agent.batch.Batch;
import relais.agent.batch.Batch.Lane;
import relais.agent.batch.Batch.Numbered;
import relais.agent.batch.Sheet;
import relais.agent.batch.SheetCodec;
import relais.agent.reading.Field;
import relais.agent.reading.Graph;
import relais.agent.reading.Reading;
import relais.agent.reading.SeriesName;
import relais.agent.reading.Value;

/** Sheets as an agent would write them. */
final class Sheets {
    private Sheets() {}

    static Reading reading(Instant at, String graph, String field, double value) {
        return new Reading(at, new SeriesName(graph, field), Value.of(value));
    }

    static Sheet sheet(Instant at, Reading... readings) {
        return new Sheet(at, List.of(), List.of(readings));
    }

    static Sheet described(Instant at, String graph, String title, Reading... readings) {
        return new Sheet(
                at,
                List.of(
                        new Graph(
                                graph,
                                Map.of("graph_title", title, "graph_category", "tests"),
                                List.of(new Field("f", Map.of("label", "eff"))))),
                List.of(readings));
    }

    static Batch batch(long stream, Lane lane, long first, Sheet... sheets) {
        List<Numbered> numbered = new ArrayList<>();
        for (int i = 0; i < sheets.length; i++) {
            numbered.add(new Numbered(first + i, SheetCodec.encode(sheets[i])));
        }
        return new Batch(stream, lane, 1, numbered);
    }
}
