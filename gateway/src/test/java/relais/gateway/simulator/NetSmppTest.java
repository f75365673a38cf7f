package relais.gateway.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import javax.net.ServerSocketFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import relais.platform.testing.Peers;

/** The simulated SMSC against a client that nobody here wrote: Perl's Net::SMPP. */
class NetSmppTest {
    @TempDir Path folder;

    @Test
    void aForeignClientBindsSendsReceivesAndLeaves() throws Exception {
        Path perl = Peers.require("perl");
        Process probe = new ProcessBuilder(perl.toString(), "-MNet::SMPP", "-e", "1").start();
        if (probe.waitFor() != 0) {
            Peers.require("libnet-smpp-perl");
        }
        List<String> heard = new CopyOnWriteArrayList<>();
        Behaviour reporting =
                new Behaviour(
                        Duration.ofMillis(1),
                        0,
                        0,
                        0,
                        0,
                        Duration.ofMillis(5),
                        0,
                        Duration.ZERO,
                        10);
        try (SimulatedSmsc smsc =
                new SimulatedSmsc(
                        ServerSocketFactory.getDefault(),
                        0,
                        "secret",
                        reporting,
                        new Random(1),
                        (from, to, text) -> {
                            heard.add(to + " " + text);
                            return List.of();
                        },
                        message -> {})) {
            smsc.deliver("+25779000009", "8500", "Yego");
            String said = run(perl, smsc.port());
            assertThat(said)
                    .contains("bound\n")
                    .contains("message 25779000009 Yego\n")
                    .contains("stat:DELIVRD")
                    .contains("probed\n")
                    .contains("unbound\n");
            assertThat(heard)
                    .containsExactlyInAnyOrder("25779000001 part 1 part 2 ", "25779000002 short");
            assertThat(smsc.acknowledged()).isEqualTo(1);
        }
    }

    private String run(Path perl, int port) throws Exception {
        Path script = folder.resolve("client.pl");
        try (InputStream source = NetSmppTest.class.getResourceAsStream("client.pl")) {
            Files.write(script, source.readAllBytes());
        }
        Path output = folder.resolve("said");
        Process client =
                new ProcessBuilder(perl.toString(), script.toString(), Integer.toString(port))
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile())
                        .start();
        boolean finished = client.waitFor(20, TimeUnit.SECONDS);
        client.destroyForcibly();
        String said = Files.readString(output, StandardCharsets.ISO_8859_1);
        assertThat(finished).as(said).isTrue();
        return said;
    }
}
