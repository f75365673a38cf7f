package relais.agent.ship;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import relais.agent.HttpCentre;
import relais.agent.Soon;
import relais.agent.centre.Identity;
import relais.agent.centre.Pairing;
import relais.agent.https.Centre;
import relais.agent.https.HttpsTransport;
import relais.agent.reading.Reading;
import relais.agent.reading.Value;
import relais.spool.Spool;

/** An agent is killed with SIGKILL again and again, while its centre stumbles. */
@Timeout(300)
class KillStory {
    private static final int KILLS = 5;
    private static final int LEAST_KEPT = KILLS * 10;

    @TempDir private Path folder;
    private final Set<Long> kept = new HashSet<>();

    @Test
    void everySampleThatWasKeptIsAtTheCentreOnce() throws Exception {
        long seed = System.nanoTime();
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        try (HttpCentre centre = new HttpCentre();
                Centre there = new Centre(centre.address())) {
            centre.codes.put("code", "");
            Pairing.pair(there, Identity.in(folder), "code", "mortal");
            // On a busy machine an agent may keep little in its short life.
            for (int kill = 0; kill < KILLS || kept.size() <= LEAST_KEPT; kill++) {
                centre.failWith = random.nextBoolean() ? 500 : 0;
                centre.storeBeforeFailing = random.nextBoolean();
                runAndKill(centre, 1_000_000L * (kill + 1), random);
            }
            centre.failWith = 0;
            drain(centre);
            Map<Long, Integer> times = new HashMap<>();
            for (Reading reading : centre.inside.readings()) {
                times.merge((long) ((Value.Known) reading.value()).number(), 1, Integer::sum);
            }
            System.out.println(kept.size() + " kept, " + centre.inside.duplicates + " came twice");
            assertThat(kept).hasSizeGreaterThan(LEAST_KEPT);
            assertThat(times.keySet()).containsAll(kept);
            assertThat(times.values()).containsOnly(1);
        }
    }

    private void runAndKill(HttpCentre centre, long serial, Random random) throws Exception {
        Process child =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xmx64m",
                                "-XX:+UseSerialGC",
                                "-XX:TieredStopAtLevel=1",
                                "-cp",
                                classPath(),
                                KilledChild.class.getName(),
                                folder.toString(),
                                centre.address().toString(),
                                Long.toString(serial))
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
        try (BufferedReader lines = child.inputReader()) {
            assertThat(lines.readLine()).isEqualTo("open");
            int millis = random.nextInt(100, 900);
            Thread killer =
                    Thread.ofPlatform()
                            .start(
                                    () -> {
                                        try {
                                            child.waitFor(millis, TimeUnit.MILLISECONDS);
                                        } catch (InterruptedException stopped) {
                                            return;
                                        }
                                        // By handle: the process' own way closes its output.
                                        child.toHandle().destroyForcibly();
                                    });
            for (String line; (line = lines.readLine()) != null; ) {
                kept.add(Long.parseLong(line));
            }
            killer.join();
        } finally {
            child.destroyForcibly().waitFor();
        }
        assertThat(child.exitValue()).as("killed, not failed").isEqualTo(128 + 9);
    }

    private static String classPath() throws Exception {
        StringBuilder path = new StringBuilder();
        for (Class<?> type : List.of(Spool.class, Outbox.class, KilledChild.class)) {
            path.append(Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI()))
                    .append(java.io.File.pathSeparator);
        }
        return path.toString();
    }

    private void drain(HttpCentre centre) throws Exception {
        InstantSource clock = InstantSource.system();
        try (Outbox outbox =
                        Outbox.open(
                                folder.resolve("spool"),
                                OutboxBounds.usual(),
                                clock,
                                new Random(1));
                Shipper shipper =
                        new Shipper(
                                outbox,
                                new HttpsTransport(
                                        new Centre(centre.address()), Identity.in(folder), clock),
                                () -> {},
                                clock,
                                new Random(2))) {
            shipper.start();
            Soon.until(
                    "all acknowledged",
                    Duration.ofSeconds(60),
                    () -> outbox.state().waiting() == 0);
            assertThat(outbox.state().refused()).isZero();
        }
    }
}
