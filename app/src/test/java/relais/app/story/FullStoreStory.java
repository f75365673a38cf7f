package relais.app.story;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import relais.app.Home;
import relais.meter.series.SeriesStore;
import relais.meter.series.StoreLimits;
import relais.platform.testing.FreePort;
import relais.platform.testing.SmallDisk;

/**
 * The disk of the measurements fills while a machine sends: the centre says so and refuses, the
 * machine's agent keeps what it measures, and when there is room again all of it is there.
 */
class FullStoreStory {
    /** Twice what is little: below that it says that it is nearly full. */
    private static final int MEGABYTES = 160;

    /** Sheets that wait before we believe that the agent keeps them. */
    private static final int KEPT = 200;

    @TempDir Path folder;

    @Test
    @Timeout(300)
    void theAgentKeepsWhatTheStoreHasNoRoomFor() throws Exception {
        Path home = Files.createDirectories(folder.resolve("home"));
        SmallDisk.require(home);
        try (DebianPostgres postgres = DebianPostgres.start();
                RelaisProcess process =
                        RelaisProcess.startOnSmallDisk(
                                home,
                                MEGABYTES,
                                folder.resolve("output.txt"),
                                List.of("serve", "--roles", "web,meter"),
                                settings(postgres));
                Officer anybody = new Officer(URI.create(process.console()));
                Ledger ledger = new Ledger(postgres.address());
                Machine machine =
                        new Machine(
                                folder.resolve("machine"),
                                URI.create(process.console()),
                                ledger.agentCode())) {
            Soon.holds("it is heard", () -> machine.noted() > KEPT && machine.isHeard());
            Path filler = process.inside(home.resolve("filler"));
            SmallDisk.fill(filler);
            Soon.holds("the agent keeps its sheets", () -> machine.waiting() > KEPT);
            Soon.holds("it says so", () -> process.output().contains("nothing can be kept"));
            assertThat(process.output()).contains("No space left");
            assertThat(anybody.get("/ready").body()).contains("nearly full");
            assertThat(anybody.get("/live").status()).isEqualTo(200);

            SmallDisk.free(filler);
            Soon.holds("it is heard again", machine::isHeard);
            Soon.holds("it is ready again", () -> anybody.status("/ready") == 200);
            machine.stopMeasuring();
            Soon.holds("all is acknowledged", () -> machine.waiting() == 0);
            Path copy = copied(new Home(process.inside(home)).series());
            try (SeriesStore series =
                    SeriesStore.open(copy, StoreLimits.usual(), InstantSource.system())) {
                machine.holds(series);
            }
            System.out.println("full store story: " + machine.noted() + " sheets");
        }
    }

    private static Map<String, String> settings(DebianPostgres postgres) {
        return Map.of(
                "database.url", postgres.address().url(),
                "database.user", postgres.address().user(),
                "http.port", Integer.toString(FreePort.find()));
    }

    /** As a crash would leave it: its disk goes with the process. */
    private Path copied(Path series) throws IOException {
        Path copy = Files.createDirectories(folder.resolve("copy"));
        try (Stream<Path> files = Files.list(series)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.copy(file, copy.resolve(file.getFileName().toString()));
            }
        }
        return copy;
    }
}
