package relais.gateway.smpp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import relais.gateway.channel.Arrival;
import relais.gateway.channel.ChannelSettings.Alphabet;
import relais.gateway.channel.ChannelSettings.Coding;
import relais.gateway.channel.ChannelSettings.Joining;
import relais.gateway.channel.ChannelSettings.ReceiptIds;
import relais.gateway.channel.Inbound;
import relais.gateway.channel.Line;
import relais.gateway.channel.Outcome;
import relais.gateway.message.Lane;
import relais.gateway.message.Outgoing;
import relais.gateway.testing.Lines;
import relais.gateway.testing.Until;
import relais.platform.testing.Peers;

/** Our line against an SMSC that nobody here wrote: Perl's Net::SMPP. */
class NetSmppServerTest {
    @TempDir Path folder;
    private final List<Arrival> arrived = new CopyOnWriteArrayList<>();

    @Test
    void aForeignSmscTakesOurMessagesAndWeItsPartsAndReports() throws Exception {
        Path perl = Peers.require("perl");
        Process probe = new ProcessBuilder(perl.toString(), "-MNet::SMPP", "-e", "1").start();
        if (probe.waitFor() != 0) {
            Peers.require("libnet-smpp-perl");
        }
        Path script = folder.resolve("server.pl");
        try (InputStream source =
                getClass().getResourceAsStream("/relais/gateway/simulator/server.pl")) {
            Files.write(script, source.readAllBytes());
        }
        Path said = folder.resolve("said");
        Process server =
                new ProcessBuilder(perl.toString(), script.toString())
                        .redirectErrorStream(true)
                        .redirectOutput(said.toFile())
                        .start();
        try {
            Until.holds("listening", () -> Files.readString(said).matches("port \\d+\n"));
            int port = Integer.parseInt(Files.readString(said).strip().split(" ")[1]);
            talk(port);
            assertThat(server.waitFor(10, TimeUnit.SECONDS)).isTrue();
            assertThat(Files.readString(said))
                    .contains("bind relais\n")
                    .contains("submit 25779000001 0 59656")
                    .contains("acknowledged 3 status 0\n")
                    .contains("unbound\n");
        } finally {
            server.destroyForcibly();
        }
    }

    private void talk(int port) throws Exception {
        Coding coding = new Coding(Alphabet.GSM7, Joining.UDH8, ReceiptIds.HEX_THEN_DECIMAL);
        try (SmppSession session =
                new SmppSession(
                        Lines.smpp(Lines.link(port, false, coding), 10, 100),
                        Lines.QUICK,
                        SSLContext.getDefault(),
                        InstantSource.system(),
                        new Random(1))) {
            session.start(
                    (arrival, done) -> {
                        // Answered first: once all have arrived the line is closed.
                        done.accept(Inbound.Taken.STORED);
                        arrived.add(arrival);
                    },
                    () -> {});
            Until.holds("bound", () -> session.line().state() == Line.State.UP);
            CompletableFuture<Outcome> outcome = new CompletableFuture<>();
            Outgoing message = new Outgoing(1, "mtn", "", "+25779000001", "Yego", Lane.REPLY, null);
            session.submit(session.split(message).getFirst(), outcome::complete);
            assertThat(outcome.get(5, TimeUnit.SECONDS)).isEqualTo(new Outcome.Accepted("417"));
            Until.holds("receipt and both parts", () -> arrived.size() == 3);
            var receipt = (Arrival.Receipt) arrived.getFirst();
            assertThat(receipt.report().providerId()).isEqualTo("417");
            var second = (Arrival.Fragment) arrived.get(1);
            assertThat(second.number()).isEqualTo(2);
            assertThat(second.from()).isEqualTo("+25779000009");
            assertThat(new String(second.body())).isEqualTo("part 2 ");
        }
    }
}
