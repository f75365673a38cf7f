package relais.agent.batch;

import java.time.Instant;
import java.util.List;
import relais.agent.reading.Graph;
import relais.agent.reading.Reading;

/**
 * What one moment brought: one entry of the agent's spool.
 *
 * @param at when it was written; metadata of a later sheet replace those of an earlier one
 */
public record Sheet(Instant at, List<Graph> graphs, List<Reading> readings) {
    public Sheet {
        at = Instant.ofEpochMilli(at.toEpochMilli());
        graphs = List.copyOf(graphs);
        readings = List.copyOf(readings);
    }
}
