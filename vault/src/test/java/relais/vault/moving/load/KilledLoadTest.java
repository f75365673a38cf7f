package relais.vault.moving.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import relais.platform.db.Database;
import relais.platform.db.DatabaseAddress;
import relais.platform.testing.TestDatabase;
import relais.vault.moving.demo.LegacyTable;

/** A load that is killed goes on, and ends as one that was not. */
class KilledLoadTest {
    private static final int ROWS = 400_000;
    private static final String COMMIT_BYTES = String.valueOf(32 << 20);

    @TempDir private Path folder;

    @Test
    void killedAgainAndAgainItEndsTheSame() throws Exception {
        Path dump = folder.resolve("big.sql");
        LegacyTable.write(dump, ROWS);
        long seed = System.nanoTime();
        Random random = new Random(seed);
        DatabaseAddress address = TestDatabase.freshAddress("vault");
        try (Database database = Database.open(address, 2)) {
            MovedDump moved = MovedDump.begin(database, "big");
            int killed = 0;
            long before = 0;
            while (killed < 2) {
                Process process = start(address, dump);
                while (process.isAlive() && loadedTo(moved) <= before) {
                    process.waitFor(10, TimeUnit.MILLISECONDS);
                }
                if (process.waitFor(random.nextInt(200), TimeUnit.MILLISECONDS)) {
                    break;
                }
                process.destroyForcibly().waitFor();
                killed++;
                assertThat(loadedTo(moved)).as("seed " + seed).isGreaterThan(before);
                before = loadedTo(moved);
            }
            assertThat(start(address, dump).waitFor()).isZero();
            assertThat(killed).isPositive();
            assertThat(moved.one("SELECT count(*) FROM legacy_big.document")).isEqualTo("" + ROWS);
            DumpLoadTest.assertSame(moved, "document");
            MovedDump whole = MovedDump.of(database, "whole", dump);
            assertThat(moved.read("document")).isEqualTo(whole.read("document"));
            assertThat(moved.kept("document")).isEqualTo(whole.kept("document"));
        }
    }

    private static long loadedTo(MovedDump moved) {
        String to = moved.one("SELECT max(loaded_to)::text FROM vault_move_table");
        return to.isEmpty() ? 0 : Long.parseLong(to);
    }

    private static Process start(DatabaseAddress address, Path dump) throws Exception {
        return new ProcessBuilder(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xmx96m",
                                "-XX:+UseSerialGC",
                                "-XX:TieredStopAtLevel=4",
                                "-cp",
                                System.getProperty("java.class.path"),
                                "--enable-native-access=ALL-UNNAMED",
                                LoadProcess.class.getName(),
                                address.url(),
                                address.user(),
                                address.password(),
                                "big",
                                dump.toString(),
                                COMMIT_BYTES))
                .inheritIO()
                .start();
    }
}
