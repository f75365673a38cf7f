package relais.gateway.outgoing;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import javax.net.ServerSocketFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import relais.gateway.simulator.Behaviour;
import relais.gateway.simulator.SimulatedSmsc;
import relais.gateway.testing.Until;

/** A gateway killed with -9 while it sends: nothing goes out twice, nothing is silently missing. */
class KilledSenderStory {
    private static final int MESSAGES = 1_000;

    @TempDir Path folder;

    @Test
    void everyMessageIsSentOnceOrVisiblyUncertain() throws Exception {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        Map<String, Integer> heard = new ConcurrentHashMap<>();
        Behaviour slow =
                new Behaviour(
                        Duration.ofMillis(15), 0, 0, 0, 0, Duration.ZERO, 0, Duration.ZERO, 10);
        try (SimulatedSmsc smsc =
                new SimulatedSmsc(
                        ServerSocketFactory.getDefault(),
                        0,
                        "secret",
                        slow,
                        random,
                        (from, to, text) -> {
                            heard.merge(text, 1, Integer::sum);
                            return List.of();
                        },
                        message -> {})) {
            for (int life = 0; life < 3; life++) {
                int before = heard.size();
                Process victim = start(smsc.port());
                int enough = before + 30 + random.nextInt(150);
                Until.holds("enough", () -> heard.size() >= enough || !victim.isAlive());
                victim.destroyForcibly().waitFor();
            }
            Process last = start(smsc.port());
            assertThat(last.waitFor(30, TimeUnit.SECONDS)).as("finishes, seed " + seed).isTrue();
            assertThat(last.exitValue()).as("seed " + seed).isZero();
        }
        Set<String> uncertain = new HashSet<>();
        for (String line : Files.readAllLines(folder.resolve("reports"))) {
            if (line.startsWith("uncertain")) {
                uncertain.add("m" + line.split(" ")[1]);
            }
        }
        assertThat(heard.values()).as("sent once, seed " + seed).allMatch(times -> times == 1);
        for (int i = 1; i <= MESSAGES; i++) {
            String text = "m" + i;
            assertThat(heard.containsKey(text) || uncertain.contains(text))
                    .as(text + " sent or uncertain, seed " + seed)
                    .isTrue();
        }
        assertThat(uncertain).as("no more than was on its way").hasSizeLessThanOrEqualTo(3 * 40);
    }

    private Process start(int port) throws Exception {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return new ProcessBuilder(
                        java,
                        "-Xmx128m",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Victim.class.getName(),
                        folder.toString(),
                        Integer.toString(port),
                        Integer.toString(MESSAGES))
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("victim.log").toFile())
                .start();
    }
}
