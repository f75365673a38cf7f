package relais.agent.host;

import java.io.IOException;

/** Pages moved to and from disk for lack of memory, from /proc/vmstat. */
final class Swap implements HostPlugin.Probe {

    @Override
    public void measure(Machine machine, Sketch sketch) throws IOException {
        Sketch.OpenGraph graph =
                sketch.graph(
                        "swap",
                        "graph_title",
                        "Swapping",
                        "graph_args",
                        "--base 1000 -l 0",
                        "graph_vlabel",
                        "pages in (-) / out (+) per ${graph_period}",
                        "graph_category",
                        "system",
                        "graph_info",
                        "A steady stream here means too little memory.");
        for (String line : machine.lines("vmstat")) {
            if (line.startsWith("pswpin ")) {
                graph.field(
                        "swap_in",
                        after(line),
                        "label",
                        "swap",
                        "type",
                        "DERIVE",
                        "min",
                        "0",
                        "graph",
                        "no");
            } else if (line.startsWith("pswpout ")) {
                graph.field(
                        "swap_out",
                        after(line),
                        "label",
                        "swap",
                        "type",
                        "DERIVE",
                        "min",
                        "0",
                        "negative",
                        "swap_in");
            }
        }
    }

    private static double after(String line) {
        return Long.parseLong(line.substring(line.indexOf(' ') + 1).strip());
    }
}
