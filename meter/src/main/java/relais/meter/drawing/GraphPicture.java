package relais.meter.drawing;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A graph to draw: its description and its data.
 *
 * @param order names of traces in the order wanted; the others follow
 * @param traces at most {@link #MOST_TRACES} are drawn
 * @param events marks on the time axis
 */
public record GraphPicture(
        Heading heading, Frame frame, List<String> order, List<Trace> traces, List<Event> events) {
    /** More lines than this nobody can tell apart; it also bounds the time a picture takes. */
    public static final int MOST_TRACES = 200;

    private static final int MOST_EVENTS = 500;

    /**
     * @param host empty for none
     * @param unit what the values are, munin's vlabel; empty for none
     * @param total label of the sum of all fields, empty for no sum
     */
    public record Heading(String title, String host, String unit, String total) {}

    public GraphPicture {
        order = List.copyOf(order);
        traces = List.copyOf(traces.subList(0, Math.min(traces.size(), MOST_TRACES)));
        events = List.copyOf(events.subList(0, Math.min(events.size(), MOST_EVENTS)));
    }

    /** From a munin graph's attributes: graph_title, graph_vlabel, graph_args, graph_order… */
    public static GraphPicture munin(
            Map<String, String> attributes, String host, List<Trace> traces, List<Event> events) {
        String period = attributes.getOrDefault("graph_period", "second").trim();
        Heading heading =
                new Heading(
                        attributes.getOrDefault("graph_title", ""),
                        host,
                        attributes
                                .getOrDefault("graph_vlabel", "")
                                .replace("${graph_period}", period),
                        attributes.getOrDefault("graph_total", ""));
        List<String> order = new ArrayList<>();
        for (String word : Derivation.words(attributes.getOrDefault("graph_order", ""))) {
            order.add(word.replaceFirst("=.*", ""));
        }
        return new GraphPicture(heading, Frame.munin(attributes), order, traces, events);
    }

    /** The traces in the order to draw. */
    List<Trace> ordered() {
        List<Trace> sorted = new ArrayList<>();
        for (String name : order) {
            for (Trace trace : traces) {
                if (trace.name().equals(name) && !sorted.contains(trace)) {
                    sorted.add(trace);
                }
            }
        }
        for (Trace trace : traces) {
            if (!order.contains(trace.name())) {
                sorted.add(trace);
            }
        }
        return sorted;
    }
}
