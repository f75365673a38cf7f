package relais.agent.host;

import java.io.IOException;

/** How many processes there are, what they wait for, and how fast they are made. */
final class Processes implements HostPlugin.Probe {

    @Override
    public void measure(Machine machine, Sketch sketch) throws IOException {
        long count =
                machine.names(machine.proc()).stream()
                        .filter(name -> Character.isDigit(name.charAt(0)))
                        .count();
        String threads = machine.lines("loadavg").getFirst().split(" ")[3];
        Sketch.OpenGraph graph =
                sketch.graph(
                        "processes",
                        "graph_title",
                        "Processes",
                        "graph_args",
                        "--base 1000 -l 0",
                        "graph_vlabel",
                        "processes",
                        "graph_category",
                        "processes");
        graph.field("processes", count, "label", "processes", "draw", "LINE2");
        graph.field(
                "threads",
                Long.parseLong(threads.substring(threads.indexOf('/') + 1)),
                "label",
                "threads");
        fromStat(machine, sketch, graph);
    }

    private static void fromStat(Machine machine, Sketch sketch, Sketch.OpenGraph graph)
            throws IOException {
        Sketch.OpenGraph forks =
                sketch.graph(
                        "forks",
                        "graph_title",
                        "Fork rate",
                        "graph_args",
                        "--base 1000 -l 0",
                        "graph_vlabel",
                        "forks/${graph_period}",
                        "graph_category",
                        "processes");
        for (String line : machine.lines("stat")) {
            String[] words = line.split(" ");
            switch (words[0]) {
                case "procs_running" -> number(graph, "running", words[1], "running");
                case "procs_blocked" -> number(graph, "blocked", words[1], "waiting for disks");
                case "processes" ->
                        forks.field(
                                "forks",
                                Long.parseLong(words[1]),
                                "label",
                                "forks",
                                "type",
                                "DERIVE",
                                "min",
                                "0");
                default -> {}
            }
        }
    }

    private static void number(Sketch.OpenGraph graph, String name, String word, String label) {
        graph.field(name, Long.parseLong(word), "label", label);
    }
}
