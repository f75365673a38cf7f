package relais.agent.host;

import java.io.IOException;
import java.util.List;
import relais.agent.reading.Names;

/**
 * What interfaces carry, from /proc/net/dev; those that ever carried anything, not the loopback.
 */
final class Network implements HostPlugin.Probe {

    @Override
    public void measure(Machine machine, Sketch sketch) throws IOException {
        List<String> lines = machine.lines("net/dev");
        Sketch.OpenGraph errors =
                sketch.graph(
                        "network_errors",
                        "graph_title",
                        "Network errors and drops",
                        "graph_args",
                        "--base 1000 --lower-limit 0",
                        "graph_vlabel",
                        "packets/${graph_period}",
                        "graph_category",
                        "network");
        for (String line : lines.subList(2, lines.size())) {
            int colon = line.indexOf(':');
            String name = line.substring(0, colon).strip();
            String[] words = line.substring(colon + 1).strip().split("\\s+");
            if (name.equals("lo") || (number(words, 0) == 0 && number(words, 8) == 0)) {
                continue;
            }
            traffic(sketch, name, words);
            String field = Names.fieldOf(name);
            long lost = number(words, 2) + number(words, 10);
            long dropped = number(words, 3) + number(words, 11);
            counter(errors, field + "_errors", lost, name + " errors");
            counter(errors, field + "_drops", dropped, name + " drops");
        }
    }

    private static void traffic(Sketch sketch, String name, String... words) {
        sketch.graph(
                        "network." + Names.fieldOf(name),
                        "graph_title",
                        name + " traffic",
                        "graph_args",
                        "--base 1000",
                        "graph_vlabel",
                        "bits in (-) / out (+) per ${graph_period}",
                        "graph_category",
                        "network",
                        "graph_order",
                        "down up")
                .field(
                        "down",
                        number(words, 0),
                        "label",
                        "received",
                        "type",
                        "DERIVE",
                        "min",
                        "0",
                        "graph",
                        "no",
                        "cdef",
                        "down,8,*")
                .field(
                        "up",
                        number(words, 8),
                        "label",
                        "bps",
                        "type",
                        "DERIVE",
                        "min",
                        "0",
                        "negative",
                        "down",
                        "cdef",
                        "up,8,*");
    }

    private static void counter(Sketch.OpenGraph graph, String name, long value, String label) {
        graph.field(name, value, "label", label, "type", "DERIVE", "min", "0", "warning", "1");
    }

    private static long number(String[] words, int at) {
        return Long.parseLong(words[at]);
    }
}
