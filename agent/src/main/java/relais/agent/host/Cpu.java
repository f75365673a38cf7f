package relais.agent.host;

import java.io.IOException;
import java.util.List;

/** Where processor time goes, from /proc/stat (proc_stat(5)); 100 is one core busy. */
final class Cpu implements HostPlugin.Probe {

    /** Kernel order, and what each is. */
    private static final List<String> KINDS =
            List.of("user", "nice", "system", "idle", "iowait", "irq", "softirq", "steal", "guest");

    private static final List<String> MEANING =
            List.of(
                    "programs",
                    "programs with lowered priority",
                    "the kernel",
                    "nothing",
                    "waiting for disks",
                    "interrupts",
                    "deferred interrupt work",
                    "taken by other guests of this machine's host",
                    "our own guests");

    @Override
    public void measure(Machine machine, Sketch sketch) throws IOException {
        List<String> lines = machine.lines("stat");
        if (!lines.getFirst().startsWith("cpu ")) {
            throw new IllegalStateException("/proc/stat does not begin with cpu");
        }
        long cores = lines.stream().filter(l -> l.startsWith("cpu") && l.charAt(3) != ' ').count();
        String[] ticks = lines.getFirst().strip().split("\\s+");
        Sketch.OpenGraph graph =
                sketch.graph(
                        "cpu",
                        "graph_title",
                        "CPU usage",
                        "graph_args",
                        "--base 1000 -r --lower-limit 0 --upper-limit " + 100 * cores,
                        "graph_vlabel",
                        "%",
                        "graph_category",
                        "system",
                        "graph_scale",
                        "no",
                        "graph_order",
                        "system user nice idle iowait irq softirq",
                        "graph_info",
                        "How processor time is spent; 100 % is one core.");
        for (int i = 0; i < KINDS.size() && i + 1 < ticks.length; i++) {
            String kind = KINDS.get(i);
            // A tick is a hundredth of a second on every Linux: ticks per second are per cent.
            graph.field(
                    kind,
                    Long.parseLong(ticks[i + 1]),
                    "label",
                    kind,
                    "type",
                    "DERIVE",
                    "min",
                    "0",
                    "draw",
                    kind.equals("system") ? "AREA" : kind.equals("guest") ? "LINE1" : "STACK",
                    "info",
                    "Time for " + MEANING.get(i));
        }
    }
}
