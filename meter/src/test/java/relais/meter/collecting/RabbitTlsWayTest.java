package relais.meter.collecting;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import relais.agent.centre.Identity;
import relais.agent.centre.Pairing;
import relais.agent.centre.Way;
import relais.agent.centre.WayKind;
import relais.agent.https.Trust;
import relais.amqp.AmqpWayKind;
import relais.amqp.Broker;

/** The same over amqps, agent and centre both. */
class RabbitTlsWayTest extends RabbitWayTest {
    @TempDir private Path keys;

    @Override
    Broker centresBroker() throws Exception {
        List<String> hosts = List.of("127.0.0.1:" + rabbit.tlsPort());
        return new Broker(hosts, "/", GUEST, Trust.in(certificate.chain()));
    }

    private static URI address() {
        return URI.create("amqps://127.0.0.1:" + rabbit.tlsPort());
    }

    @Override
    Way way() throws Exception {
        WayKind.Access access = new WayKind.Access(address(), Trust.in(certificate.chain()), AGENT);
        return new AmqpWayKind().open(access);
    }

    /** Nothing is told to a broker that shows a certificate which nobody vouches for. */
    @Test
    void aBrokerThatNobodyVouchesForIsNotSpokenTo() throws Exception {
        try (Way stranger = new AmqpWayKind().open(new WayKind.Access(address(), null, AGENT))) {
            assertThat(Pairing.pair(stranger, Identity.in(keys), site.code(), "wary"))
                    .isInstanceOf(Pairing.Result.Away.class);
        }
    }
}
