package relais.agent.host;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import relais.agent.reading.Names;

/** How full filesystems are: what is mounted from a device or a server, each device once. */
final class Filesystems implements HostPlugin.Probe {

    private static final Set<String> WITHOUT_DEVICE =
            Set.of("zfs", "btrfs", "nfs", "nfs4", "cifs", "smb3", "fuse.sshfs", "ceph", "9p");

    /** Snap images and discs are always full; that is no news. */
    private static final Set<String> ALWAYS_FULL = Set.of("squashfs", "iso9660", "udf", "erofs");

    @Override
    public void measure(Machine machine, Sketch sketch) throws IOException {
        Sketch.OpenGraph used =
                sketch.graph(
                        "filesystem",
                        "graph_title",
                        "Disk usage",
                        "graph_args",
                        "--base 1000 --lower-limit 0 --upper-limit 100",
                        "graph_vlabel",
                        "%",
                        "graph_category",
                        "disk",
                        "graph_scale",
                        "no",
                        "graph_info",
                        "How much of each filesystem is used, of what ordinary accounts may use.");
        Set<String> seen = new HashSet<>();
        for (String line : machine.lines("mounts")) {
            String[] words = line.split(" ");
            if (words.length < 4 || !isReal(words[0], words[2]) || !seen.add(words[0])) {
                continue;
            }
            String place = unescaped(words[1]);
            if (!Files.isDirectory(Path.of(place))) {
                continue;
            }
            FileStore store = Files.getFileStore(Path.of(place));
            long taken = store.getTotalSpace() - store.getUnallocatedSpace();
            long usable = taken + store.getUsableSpace();
            if (usable > 0) {
                used.field(
                        Names.fieldOf(words[0]),
                        100.0 * taken / usable,
                        "label",
                        place,
                        "warning",
                        "92",
                        "critical",
                        "98",
                        "info",
                        words[0] + " (" + words[2] + ")");
            }
        }
    }

    private static boolean isReal(String device, String type) {
        return (device.startsWith("/dev/") && !ALWAYS_FULL.contains(type))
                || WITHOUT_DEVICE.contains(type);
    }

    /** Spaces and the like are octal there. */
    private static String unescaped(String place) {
        return place.replace("\\040", " ").replace("\\011", "\t").replace("\\134", "\\");
    }
}
