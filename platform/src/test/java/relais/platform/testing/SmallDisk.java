package relais.platform.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;

/** A disk of some megabytes for one process: a tmpfs in a mount namespace of its own. */
public final class SmallDisk {
    private static final String MOUNT =
            "mount -t tmpfs -o size=${0}m,mode=755 tmpfs \"$1\" && shift && exec \"$@\"";

    private SmallDisk() {}

    /** What to write before a command so that {@code folder} is such a disk for it. */
    public static List<String> command(Path folder, int megabytes) {
        return List.of(
                "unshare", "-m", "sh", "-c", MOUNT, Integer.toString(megabytes), folder.toString());
    }

    /** Leaves the test out where this account may not mount anything. */
    public static void require(Path folder) throws IOException, InterruptedException {
        List<String> probe = new ArrayList<>(command(folder, 1));
        probe.add("true");
        boolean may = false;
        try {
            may = new ProcessBuilder(probe).start().waitFor() == 0;
        } catch (IOException missing) {
            System.out.println("no unshare: " + missing.getMessage());
        }
        if (!may) {
            System.out.println("left out: a disk of its own (needs root and unshare)");
        }
        Assumptions.assumeTrue(may, "may not mount a tmpfs here");
    }

    /** A disk in this process' own sight, until it is closed. */
    public static AutoCloseable mounted(Path folder, int megabytes)
            throws IOException, InterruptedException {
        require(folder);
        String size = "size=" + megabytes + "m";
        List<String> mount = List.of("mount", "-t", "tmpfs", "-o", size, "tmpfs");
        List<String> command = new ArrayList<>(mount);
        command.add(folder.toString());
        boolean done = new ProcessBuilder(command).inheritIO().start().waitFor() == 0;
        Assumptions.assumeTrue(done, "may not mount a tmpfs here");
        return () -> new ProcessBuilder("umount", "-l", folder.toString()).start().waitFor();
    }

    /** Writes until nothing goes any more. */
    public static void fill(Path filler) {
        try (var out = Files.newOutputStream(filler)) {
            byte[] block = new byte[64 * 1024];
            while (true) {
                out.write(block);
            }
        } catch (IOException full) {
            fillTheRest(filler.resolveSibling("filler-small"));
        }
    }

    private static void fillTheRest(Path filler) {
        try (var out = Files.newOutputStream(filler)) {
            while (true) {
                out.write(new byte[4096]);
            }
        } catch (IOException full) {
            // That is what it was for.
        }
    }

    public static void free(Path filler) throws IOException {
        Files.deleteIfExists(filler);
        Files.deleteIfExists(filler.resolveSibling("filler-small"));
    }
}
