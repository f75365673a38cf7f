package relais.agent.host;

import java.io.IOException;

/** How many want to run, from /proc/loadavg (proc_loadavg(5)). */
final class Load implements HostPlugin.Probe {

    @Override
    public void measure(Machine machine, Sketch sketch) throws IOException {
        String[] words = machine.lines("loadavg").getFirst().split(" ");
        String info = "Processes that run or want to run, the average over ";
        sketch.graph(
                        "load",
                        "graph_title",
                        "Load average",
                        "graph_args",
                        "--base 1000 -l 0",
                        "graph_vlabel",
                        "load",
                        "graph_category",
                        "system",
                        "graph_scale",
                        "no",
                        "graph_info",
                        "How many processes are active; more than there are cores means waiting.")
                .field("load1", number(words[0]), "label", "1 minute", "info", info + "1 minute")
                .field("load", number(words[1]), "label", "5 minutes", "info", info + "5 minutes")
                .field(
                        "load15",
                        number(words[2]),
                        "label",
                        "15 minutes",
                        "info",
                        info + "15 minutes");
    }

    private static double number(String word) {
        return Double.parseDouble(word);
    }
}
