package relais.gateway.kannel;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ServerSocketFactory;
import org.junit.jupiter.api.Test;
import relais.gateway.simulator.Behaviour;
import relais.gateway.simulator.SimulatedSmsc;
import relais.gateway.testing.Until;

/** The simulated SMSC with Debian's Kannel bound to it as its SMPP client. */
class KannelOverSmppTest {
    @Test
    void kannelBindsSendsAndReceives() throws Exception {
        List<String> heard = new CopyOnWriteArrayList<>();
        try (SimulatedSmsc smsc =
                        new SimulatedSmsc(
                                ServerSocketFactory.getDefault(),
                                0,
                                "secret",
                                Behaviour.SMOOTH,
                                new Random(1),
                                (from, to, text) -> {
                                    heard.add(text);
                                    return List.of();
                                },
                                message -> {});
                KannelPeer kannel = new KannelPeer(smscGroup(smsc.port()))) {
            Until.holds("Kannel is bound", () -> smsc.boundLines() == 1);
            String plus = "Murakoze+cane+".repeat(20);
            String query =
                    "?username=relais&password=geheim&from=8500&to=25779000001&smsc=sim&text=";
            HttpResponse<String> answer =
                    HttpClient.newHttpClient()
                            .send(
                                    HttpRequest.newBuilder(
                                                    URI.create(kannel.sendsms() + query + plus))
                                            .build(),
                                    HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).isEqualTo(202);
            // This Kannel is not told to mark the parts it cuts.
            Until.holds("both parts", () -> heard.size() == 2);
            assertThat(String.join("", heard)).isEqualTo("Murakoze cane ".repeat(20));
            smsc.deliver("+25779000001", "8500", "Yego");
            Until.holds("acknowledged by Kannel", () -> smsc.acknowledged() == 1);
        }
    }

    private static String smscGroup(int port) {
        return """
               group = smsc
               smsc = smpp
               smsc-id = sim
               host = 127.0.0.1
               port = %d
               transceiver-mode = true
               smsc-username = kannel
               smsc-password = secret
               system-type = "VMA"
               """
                .formatted(port);
    }
}
