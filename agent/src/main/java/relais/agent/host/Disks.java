package relais.agent.host;

import java.io.IOException;
import java.util.List;
import relais.agent.reading.Names;

/**
 * What disks do, from /proc/diskstats (kernel: admin-guide/iostats); whole disks that were used.
 */
final class Disks implements HostPlugin.Probe {

    /** The kernel counts in these, whatever the disk has. */
    private static final long SECTOR_BYTES = 512;

    @Override
    public void measure(Machine machine, Sketch sketch) throws IOException {
        List<String> whole = machine.names(machine.sys().resolve("block"));
        Sketch.OpenGraph bytes =
                graph(
                        sketch,
                        "disk_throughput",
                        "Disk throughput",
                        "--base 1024",
                        "bytes/${graph_period} read (-) / written (+)");
        Sketch.OpenGraph requests =
                graph(
                        sketch,
                        "disk_requests",
                        "Disk requests",
                        "--base 1000",
                        "requests/${graph_period} read (-) / write (+)");
        Sketch.OpenGraph busy =
                graph(
                        sketch,
                        "disk_busy",
                        "Disk utilisation",
                        "--base 1000 --lower-limit 0 --upper-limit 100",
                        "% of time busy");
        for (String line : machine.lines("diskstats")) {
            String[] words = line.strip().split("\\s+");
            if (words.length < 14 || !whole.contains(words[2].replace('/', '!'))) {
                continue;
            }
            String disk = Names.fieldOf(words[2]);
            if (number(words, 3) == 0 && number(words, 7) == 0) {
                continue;
            }
            both(bytes, words, SECTOR_BYTES * number(words, 5), SECTOR_BYTES * number(words, 9));
            both(requests, words, number(words, 3), number(words, 7));
            busy.field(
                    disk,
                    number(words, 12),
                    "label",
                    words[2],
                    "type",
                    "DERIVE",
                    "min",
                    "0",
                    "cdef",
                    disk + ",10,/",
                    "info",
                    "Part of the time with a request under way");
        }
    }

    private static long number(String[] words, int at) {
        return Long.parseLong(words[at]);
    }

    private static void both(Sketch.OpenGraph graph, String[] words, long read, long written) {
        String disk = Names.fieldOf(words[2]);
        String in = disk + "_read";
        graph.field(in, read, "label", words[2], "type", "DERIVE", "min", "0", "graph", "no");
        graph.field(
                disk + "_write",
                written,
                "label",
                words[2],
                "type",
                "DERIVE",
                "min",
                "0",
                "negative",
                in);
    }

    private static Sketch.OpenGraph graph(
            Sketch sketch, String name, String title, String args, String unit) {
        return sketch.graph(
                name,
                "graph_title",
                title,
                "graph_args",
                args,
                "graph_vlabel",
                unit,
                "graph_category",
                "disk");
    }
}
