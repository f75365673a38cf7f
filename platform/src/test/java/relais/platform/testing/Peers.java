package relais.platform.testing;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/**
 * Programs that nobody here wrote and that some tests meet: they run where the program is installed
 * and say so where it is not. With RELAIS_PEERS=required a missing one fails the test.
 */
public final class Peers {
    /** Where Debian puts what is not on an ordinary account's PATH. */
    private static final List<String> MORE_FOLDERS =
            List.of(
                    "/usr/sbin",
                    "/usr/share/munin",
                    "/usr/lib/postgresql/18/bin",
                    "/usr/lib/postgresql/17/bin",
                    "/usr/lib/postgresql/16/bin",
                    "/usr/lib/postgresql/15/bin",
                    "/usr/lib/kannel/test");

    private Peers() {}

    /** The program's path; without it the test is left out, or fails where peers are required. */
    public static Path require(String program) {
        List<String> folders =
                new ArrayList<>(List.of(System.getenv().getOrDefault("PATH", "").split(":")));
        folders.addAll(MORE_FOLDERS);
        for (String folder : folders) {
            Path path = Path.of(folder, program);
            if (Files.isExecutable(path)) {
                return path;
            }
        }
        String reason = "not installed: " + program + " (this test meets the real one)";
        if ("required".equals(System.getenv("RELAIS_PEERS"))) {
            return Assertions.fail(reason);
        }
        System.out.println("left out: " + reason);
        return Assumptions.abort(reason);
    }
}
