package relais.agent.host;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/** What memory is used for, from /proc/meminfo (proc_meminfo(5)), stacked to the whole of it. */
final class Memory implements HostPlugin.Probe {

    private static final long KIB = 1024;

    @Override
    public void measure(Machine machine, Sketch sketch) throws IOException {
        Map<String, Long> bytes = new HashMap<>();
        for (String line : machine.lines("meminfo")) {
            String[] words = line.split("\\s+");
            bytes.put(words[0], Long.parseLong(words[1]) * (words.length > 2 ? KIB : 1));
        }
        long total = of(bytes, "MemTotal:");
        long free = of(bytes, "MemFree:");
        long cached = of(bytes, "Cached:");
        long buffers = of(bytes, "Buffers:");
        long slab = of(bytes, "Slab:");
        long tables = of(bytes, "PageTables:");
        long apps = Math.max(0, total - free - cached - buffers - slab - tables);
        long swapped = of(bytes, "SwapTotal:") - of(bytes, "SwapFree:");
        Sketch.OpenGraph graph =
                sketch.graph(
                        "memory",
                        "graph_title",
                        "Memory usage",
                        "graph_args",
                        "--base 1024 -l 0 --upper-limit " + total,
                        "graph_vlabel",
                        "bytes",
                        "graph_category",
                        "system",
                        "graph_info",
                        "What the machine's memory is used for.");
        stack(graph, "apps", apps, "programs", "Programs' own memory", "AREA");
        stack(graph, "page_tables", tables, "page tables", "The map of memory itself", "STACK");
        stack(graph, "slab", slab, "kernel objects", "The kernel's own objects", "STACK");
        stack(graph, "cached", cached, "cache", "Files kept in memory; freed on need", "STACK");
        stack(graph, "buffers", buffers, "buffers", "Disk blocks in memory", "STACK");
        stack(graph, "free", free, "unused", "Used for nothing", "STACK");
        stack(graph, "swap", swapped, "swap", "Moved to disk for lack of memory", "STACK");
        stack(
                graph,
                "available",
                of(bytes, "MemAvailable:"),
                "available",
                "What programs could still get without swapping",
                "LINE2");
        stack(
                graph,
                "committed",
                of(bytes, "Committed_AS:"),
                "committed",
                "What programs were promised",
                "LINE2");
    }

    private static long of(Map<String, Long> bytes, String key) {
        return bytes.getOrDefault(key, 0L);
    }

    private static void stack(
            Sketch.OpenGraph graph, String name, long value, String label, String info, String to) {
        graph.field(name, value, "label", label, "draw", to, "info", info);
    }
}
