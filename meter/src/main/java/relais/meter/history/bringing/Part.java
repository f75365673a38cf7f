package relais.meter.history.bringing;

import java.nio.file.Path;
import java.util.List;
import relais.agent.reading.Graph;

/**
 * One graph of one host with the files of its fields.
 *
 * @param host as it is called where the history comes from
 */
public record Part(String host, Graph graph, List<Leaf> files) {
    public Part {
        files = List.copyOf(files);
    }

    /**
     * A file.
     *
     * @param field whose it is; empty: its sources name the fields
     */
    public record Leaf(Path file, String field) {}
}
