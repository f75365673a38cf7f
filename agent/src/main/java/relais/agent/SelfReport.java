package relais.agent;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import relais.agent.batch.Sheet;
import relais.agent.reading.Field;
import relais.agent.reading.Graph;
import relais.agent.reading.Reading;
import relais.agent.reading.SeriesName;
import relais.agent.reading.Value;
import relais.agent.ship.Outbox;
import relais.agent.ship.OutboxState;

/** What the agent says of itself: how much waits, what was given up. Used by one thread. */
final class SelfReport {

    private static final String NAME = "agent/outbox";

    /** Not with each sheet of a host that is read every second. */
    private static final Duration EVERY = Duration.ofSeconds(10);

    /** Like the collector: a centre may have lost what it knew. */
    private static final Duration TELL_EVERY = Duration.ofHours(1);

    private static final Graph GRAPH =
            new Graph(
                    NAME,
                    Map.of(
                            "graph_title",
                            "Sheets on their way to the centre",
                            "graph_args",
                            "--base 1000 -l 0",
                            "graph_category",
                            "agent",
                            "graph_vlabel",
                            "sheets"),
                    List.of(
                            new Field("waiting", Map.of("label", "waiting", "draw", "AREA")),
                            counter("given_up", "given up for age or size"),
                            counter("refused", "refused by the centre")));

    private final Outbox outbox;
    private Instant last = Instant.EPOCH;
    private Instant told = Instant.EPOCH;

    SelfReport(Outbox outbox) {
        this.outbox = outbox;
    }

    private static Field counter(String name, String label) {
        return new Field(
                name, Map.of("label", label, "type", "DERIVE", "min", "0", "critical", "0:0"));
    }

    Sheet addedTo(Sheet sheet) {
        if (Duration.between(last, sheet.at()).abs().compareTo(EVERY) < 0) {
            return sheet;
        }
        last = sheet.at();
        OutboxState state = outbox.state();
        List<Reading> readings = new ArrayList<>(sheet.readings());
        readings.add(reading("waiting", state.waiting()));
        readings.add(reading("given_up", state.forgotten()));
        readings.add(reading("refused", state.refused()));
        List<Graph> graphs = new ArrayList<>(sheet.graphs());
        if (!graphs.isEmpty() || Duration.between(told, last).abs().compareTo(TELL_EVERY) > 0) {
            told = last;
            graphs.add(GRAPH);
        }
        return new Sheet(sheet.at(), graphs, readings);
    }

    private Reading reading(String field, double value) {
        return new Reading(last, new SeriesName(NAME, field), Value.of(value));
    }
}
