package relais.agent.ship;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import relais.agent.CentreFake;
import relais.agent.HttpCentre;
import relais.agent.centre.Identity;
import relais.agent.centre.Pairing;
import relais.agent.https.Centre;
import relais.agent.https.HttpsTransport;

class HttpsTransportTest extends TransportContract {
    @TempDir private Path folder;
    private HttpCentre centre;

    @BeforeEach
    void start() throws IOException {
        centre = new HttpCentre();
    }

    @AfterEach
    void stop() {
        centre.close();
    }

    @Override
    CentreFake centre() {
        return centre.inside;
    }

    @Override
    Transport transport() throws Exception {
        centre.codes.put("code", "");
        return new HttpsTransport(
                new Centre(centre.address()), paired("one", "code"), InstantSource.system());
    }

    private Identity paired(String host, String code) throws Exception {
        try (Centre there = new Centre(centre.address())) {
            Identity identity = Identity.in(folder.resolve(host));
            return ((Pairing.Result.Paired) Pairing.pair(there, identity, code, host)).identity();
        }
    }

    @Test
    void aCodePairsOneKeyAndTheSameKeyMayAskAgain() throws Exception {
        centre.codes.put("code", "");
        assertThat(paired("one", "code").agent()).isEqualTo("host-one");
        assertThat(paired("one", "code").agent()).isEqualTo("host-one");
        try (Centre there = new Centre(centre.address())) {
            assertThat(Pairing.pair(there, Identity.in(folder.resolve("thief")), "code", "one"))
                    .isInstanceOfSatisfying(
                            Pairing.Result.Refused.class,
                            r -> assertThat(r.reason()).contains("was used"));
        }
    }

    @Test
    void aHostCanOnlyWriteAsItself() throws Exception {
        centre.codes.put("a", "");
        centre.codes.put("b", "");
        paired("one", "a");
        Identity two = paired("two", "b");
        Path pretended = folder.resolve("two/identity");
        String text = java.nio.file.Files.readString(pretended).replace("host-two", "host-one");
        java.nio.file.Files.writeString(pretended, text);
        assertThat(two.toString()).doesNotContain("MC4");
        try (Transport thief =
                new HttpsTransport(
                        new Centre(centre.address()),
                        Identity.in(folder.resolve("two")),
                        InstantSource.system())) {
            assertThat(thief.send(batch(1)))
                    .isInstanceOfSatisfying(
                            Outcome.Refused.class,
                            r -> assertThat(r.because()).isEqualTo(Outcome.Because.SENDER));
            assertThat(centre().kept()).isEmpty();
        }
    }

    @Test
    void aYesThatDoesNotCountAndAServerThatIsGoneAreAway() throws Exception {
        try (Transport transport = transport()) {
            centre.failWith = 202;
            assertThat(transport.send(batch(1))).isInstanceOf(Outcome.Away.class);
            centre.failWith = 500;
            assertThat(transport.send(batch(1))).isInstanceOf(Outcome.Away.class);
            centre.close();
            assertThat(transport.send(batch(1)))
                    .isInstanceOfSatisfying(
                            Outcome.Away.class,
                            a -> assertThat(a.reason()).contains("cannot be reached"));
        }
    }
}
