package relais.agent.host;

import java.io.IOException;

/** Since when the machine runs, from /proc/uptime. */
final class Uptime implements HostPlugin.Probe {

    private static final double SECONDS_OF_A_DAY = 86_400;

    @Override
    public void measure(Machine machine, Sketch sketch) throws IOException {
        String seconds = machine.lines("uptime").getFirst().split(" ")[0];
        sketch.graph(
                        "uptime",
                        "graph_title",
                        "Uptime",
                        "graph_args",
                        "--base 1000 -l 0",
                        "graph_vlabel",
                        "days",
                        "graph_category",
                        "system",
                        "graph_scale",
                        "no")
                .field(
                        "uptime",
                        Double.parseDouble(seconds) / SECONDS_OF_A_DAY,
                        "label",
                        "uptime",
                        "draw",
                        "AREA");
    }
}
