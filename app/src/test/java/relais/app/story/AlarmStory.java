package relais.app.story;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ServerSocketFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import relais.agent.Agent;
import relais.agent.AgentSettings;
import relais.agent.centre.Identity;
import relais.agent.centre.Pairing;
import relais.agent.https.Centre;
import relais.agent.https.HttpsTransport;
import relais.agent.reading.Answer;
import relais.agent.reading.Field;
import relais.agent.reading.Graph;
import relais.agent.reading.Plugin;
import relais.agent.reading.Reading;
import relais.agent.reading.SeriesName;
import relais.agent.reading.Source;
import relais.agent.reading.Value;
import relais.agent.ship.OutboxBounds;
import relais.gateway.simulator.Behaviour;
import relais.gateway.simulator.SimulatedSmsc;
import relais.platform.testing.FreePort;
import relais.platform.testing.Opened;

/**
 * A disk fills, the person on call hears it by SMS, answers, and hears that it is over; meanwhile
 * the centre is killed twice, and at last the host falls silent.
 */
class AlarmStory {
    private static final String ANA = "+25779000001";
    private static final String SHORT_CODE = "8500";

    @TempDir private Path folder;
    private final List<String> heard = new CopyOnWriteArrayList<>();
    @RegisterExtension private final Opened open = new Opened();
    private volatile double used = 50;
    private Officer officer;

    @Test
    @Timeout(300)
    void nothingIsToldTwiceAndNothingIsLost() throws Exception {
        SimulatedSmsc smsc = open.later(telephones());
        String port = Integer.toString(FreePort.find());
        Map<String, String> settings =
                Map.of(
                        "http.port", port,
                        "meter.watch-this-host", "no",
                        "meter.host-silent-after", "30s");
        RelaisProcess first = open.later(RelaisProcess.start(home(), List.of("up"), settings));
        String link = first.says("(http\\S+setup#\\S+)");
        URI centre = URI.create("http://127.0.0.1:" + port);
        officer = open.later(new Officer(centre));
        officer.setUp(link);
        arrange(smsc.port());
        Agent agent = open.later(watched(centre));
        Soon.holds("the host is seen", () -> items("/api/graphs?name=test/df").size() == 1);

        used = 99.5;
        Soon.holds("Ana hears of it", () -> heard.size() == 1);
        assertThat(heard.getFirst()).contains("CRITIQUE far-1: Disk", "OK 1");
        first.kill();
        RelaisProcess second = open.later(RelaisProcess.start(home(), List.of("up"), settings));
        second.says("Relais is up");
        Soon.holds("the alert still fires", () -> state().equals("firing"));
        Instant looked = Instant.now();
        Soon.holds(
                "it was looked at again",
                () -> Duration.between(looked, Instant.now()).toSeconds() > 12);
        assertThat(heard).as("nothing is told twice").hasSize(1);

        Soon.holds("the phone is reached again", () -> answers(smsc));
        Soon.holds("she is thanked", () -> heard.size() == 2);
        assertThat(heard.getLast()).isEqualTo("Alerte 1 prise en charge par Ana");
        assertThat(state()).isEqualTo("acknowledged");

        used = 50;
        second.kill();
        RelaisProcess third = open.later(RelaisProcess.start(home(), List.of("up"), settings));
        third.says("Relais is up");
        Soon.holds("Ana hears that it is over", () -> heard.size() == 3);
        assertThat(heard.getLast()).contains("RÉTABLI far-1: Disk");

        agent.close();
        Soon.holds("Ana hears of the silence", () -> heard.size() == 4);
        assertThat(heard.getLast()).contains("SILENCE far-1");
        assertThat(third.stop()).as("ends in good order").isPresent();
        assertThat(heard).hasSize(4);
    }

    private SimulatedSmsc telephones() throws Exception {
        return new SimulatedSmsc(
                ServerSocketFactory.getDefault(),
                0,
                "secret",
                Behaviour.SMOOTH,
                new SplittableRandom(1),
                (from, to, text) -> {
                    heard.add(text);
                    return List.of();
                },
                message -> {});
    }

    private Path home() {
        return folder.resolve("home");
    }

    private void arrange(int smscPort) throws Exception {
        String channel =
                """
                {"kind":"smpp","name":"mtn","host":"127.0.0.1","port":%d,"systemId":"relais",
                 "password":"secret","sender":"%s","country":"BI","price":0,"currency":"BIF",
                 "joining":"SAR","window":20,"ratePerSecond":30}
                """
                        .formatted(smscPort, SHORT_CODE);
        Officer.Reply added =
                officer.upload(
                        "/api/channels", BodyPublishers.ofString(channel), "application/json");
        assertThat(added.status()).as(added.body()).isEqualTo(201);
        Officer.Reply group =
                officer.post(
                        "/api/on-call",
                        Map.of(
                                "name",
                                "Night",
                                "people",
                                List.of(Map.of("name", "Ana", "address", ANA))));
        assertThat(group.status()).as(group.body()).isEqualTo(200);
    }

    /** An agent whose only plugin says how full the disk is, each second. */
    private Agent watched(URI address) throws Exception {
        String code = officer.post("/api/agents/codes", Map.of()).json().path("code").asText();
        Centre centre = new Centre(address);
        Path own = folder.resolve("agent");
        Pairing.Result paired = Pairing.pair(centre, Identity.in(own), code, "far-1");
        if (!(paired instanceof Pairing.Result.Paired(Identity named))) {
            throw new AssertionError(paired.toString());
        }
        Source source =
                new Source() {
                    @Override
                    public String name() {
                        return "test";
                    }

                    @Override
                    public List<Plugin> plugins() {
                        return List.of(disk());
                    }
                };
        AgentSettings settings = new AgentSettings(own, OutboxBounds.usual(), List.of(source));
        InstantSource clock = InstantSource.system();
        return Agent.start(settings, new HttpsTransport(centre, named, clock), clock);
    }

    private Plugin disk() {
        Field root = new Field("root", Map.of("label", "/", "critical", "98"));
        Graph graph = new Graph("test/df", Map.of("graph_title", "Disk"), List.of(root));
        return new Plugin() {
            @Override
            public String name() {
                return "test/df";
            }

            @Override
            public Duration interval() {
                return Duration.ofSeconds(1);
            }

            @Override
            public Duration timeout() {
                return Duration.ofSeconds(5);
            }

            @Override
            public Answer describe(Instant at) {
                return new Answer.Told(List.of(graph), List.of(reading(at)));
            }

            @Override
            public Answer read(Instant at) {
                return new Answer.Told(List.of(), List.of(reading(at)));
            }
        };
    }

    private Reading reading(Instant at) {
        return new Reading(at, new SeriesName("test/df", "root"), Value.of(used));
    }

    /** Ana answers; until the line is bound again nobody takes her message. */
    private boolean answers(SimulatedSmsc smsc) throws Exception {
        if (!items("/api/channels").path(0).path("state").asText().equals("up")) {
            return false;
        }
        smsc.deliver(ANA, SHORT_CODE, "ok 1");
        return true;
    }

    private String state() throws Exception {
        return items("/api/alerts").path(0).path("state").asText();
    }

    private JsonNode items(String path) throws Exception {
        return officer.get(path).json().path("items");
    }
}
