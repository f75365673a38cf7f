package relais.meter.overview;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import relais.agent.reading.Answer;
import relais.agent.reading.Names;
import relais.meter.host.Host;
import relais.meter.host.SeriesLabels;
import relais.meter.series.Columns;
import relais.meter.series.labels.Matcher;
import relais.meter.store.Found;
import relais.meter.store.Stores;

/** How the graphs of one host are: how often they are read, known or not, and their plugin. */
public final class GraphStates {
    /** Three readings of a plugin that is read each five minutes. */
    private static final long RECENT = 16 * 60_000L;

    private final Stores stores;
    private final InstantSource clock;

    public GraphStates(Stores stores, InstantSource clock) {
        this.stores = stores;
        this.clock = clock;
    }

    /**
     * A graph now.
     *
     * @param known whether the last reading of any of its fields was a number
     * @param interval milliseconds between two readings; empty where there were not two
     * @param plugin how it is that measures this graph
     */
    public record Standing(boolean known, OptionalLong interval, Answer.State plugin) {}

    /** The standings of one host's graphs, asked by the graph's name. */
    public static final class Standings {
        private static final Standing SILENT =
                new Standing(false, OptionalLong.empty(), Answer.State.WELL);

        private final Map<String, Standing> byGraph = new HashMap<>();
        private final Map<String, Answer.State> byPlugin = new HashMap<>();

        public Standing of(String graph) {
            Standing standing = byGraph.getOrDefault(graph, SILENT);
            return new Standing(standing.known(), standing.interval(), plugin(graph));
        }

        /** A nested graph is its plugin's name, a dot and more. */
        private Answer.State plugin(String graph) {
            for (String name = graph; ; ) {
                Answer.State state = byPlugin.get(Names.fieldOf(name));
                int dot = name.lastIndexOf('.');
                if (state != null || dot < 0) {
                    return state == null ? Answer.State.WELL : state;
                }
                name = name.substring(0, dot);
            }
        }
    }

    public Standings of(Host host) {
        long now = clock.millis();
        List<Matcher> own = List.of(new Matcher.Equal(SeriesLabels.HOST, host.name()));
        Map<String, List<Columns>> byGraph = new HashMap<>();
        Standings standings = new Standings();
        for (Found<Columns> found : stores.samples(own, now - RECENT, now + RECENT)) {
            Map<String, String> labels = found.definition().labels().byName();
            String graph = labels.getOrDefault(SeriesLabels.GRAPH, "");
            byGraph.computeIfAbsent(graph, name -> new ArrayList<>()).add(found.of());
            if (graph.equals("agent/plugins") && found.of().size() > 0) {
                int state = (int) found.of().values()[found.of().size() - 1];
                standings.byPlugin.put(labels.getOrDefault(SeriesLabels.FIELD, ""), stateOf(state));
            }
        }
        byGraph.forEach((graph, all) -> standings.byGraph.put(graph, standing(all)));
        return standings;
    }

    private static Answer.State stateOf(int number) {
        for (Answer.State state : Answer.State.values()) {
            if (state.number() == number) {
                return state;
            }
        }
        return Answer.State.WELL;
    }

    private static Standing standing(List<Columns> fields) {
        boolean known = false;
        OptionalLong interval = OptionalLong.empty();
        for (Columns field : fields) {
            int size = field.size();
            known |= size > 0 && !Double.isNaN(field.values()[size - 1]);
            if (interval.isEmpty()) {
                interval = Pulse.interval(java.util.Arrays.copyOf(field.times(), size));
            }
        }
        return new Standing(known, interval, Answer.State.WELL);
    }
}
