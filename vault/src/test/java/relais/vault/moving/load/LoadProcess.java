package relais.vault.moving.load;

import java.nio.file.Files;
import java.nio.file.Path;
import relais.platform.db.Database;
import relais.platform.db.DatabaseAddress;

/** Brings a dump in from a process of its own, which can be killed and whose memory can be seen. */
final class LoadProcess {
    private LoadProcess() {}

    /** Arguments: JDBC URL, user, password, name of the move, dump, perhaps bytes a commit. */
    public static void main(String[] arguments) throws Exception {
        try (Database database =
                Database.open(new DatabaseAddress(arguments[0], arguments[1], arguments[2]), 3)) {
            long before = System.nanoTime();
            MovedDump moved = MovedDump.begin(database, arguments[3]);
            if (arguments.length > 5) {
                moved.load(Path.of(arguments[4]), Long.parseLong(arguments[5]));
            } else {
                moved.load(Path.of(arguments[4]));
            }
            double seconds = (System.nanoTime() - before) / 1e9;
            String most =
                    Files.readAllLines(Path.of("/proc/self/status")).stream()
                            .filter(l -> l.startsWith("VmHWM"))
                            .findFirst()
                            .orElse("");
            System.out.printf("%.2f s, %s%n", seconds, most);
        }
    }
}
