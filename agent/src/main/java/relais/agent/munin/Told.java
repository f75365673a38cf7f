package relais.agent.munin;

import java.util.List;
import relais.agent.reading.Graph;
import relais.agent.reading.Reading;

/**
 * What a text said.
 *
 * @param strange lines that mean nothing
 */
record Told(List<Graph> graphs, List<Reading> readings, int strange) {}
