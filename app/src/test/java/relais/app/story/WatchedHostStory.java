package relais.app.story;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.CookieManager;
import java.net.CookiePolicy;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import relais.agent.cli.AgentMain;
import relais.agent.https.Trust;
import relais.meter.host.SeriesLabels;
import relais.meter.series.Columns;
import relais.meter.series.SeriesStore;
import relais.meter.series.StoreLimits;
import relais.platform.json.Json;
import relais.platform.testing.ClassPath;
import relais.platform.testing.FreePort;
import relais.platform.testing.Opened;
import relais.platform.testing.OwnCertificate;
import relais.spool.Spool;

/**
 * A machine far away is watched over TLS with a certificate of one's own. Its link is cut, its
 * agent killed, the centre killed: what was measured is there in the end.
 */
class WatchedHostStory {
    /** Seconds between two readings. */
    private static final int INTERVAL = 2;

    private static final Duration CUT = Duration.ofSeconds(15);

    /** Milliseconds: three readings; a busy machine is late, a lost sheet would be a hole. */
    private static final long GAP = 3 * INTERVAL * 1_000L + 500;

    @TempDir private Path folder;
    @RegisterExtension private final Opened open = new Opened();
    private HttpClient browser;
    private URI centre;

    @Test
    @Timeout(300)
    void whatWasMeasuredIsThereInTheEnd() throws Exception {
        FarNetwork network = open.later(FarNetwork.make());
        OwnCertificate certificate = OwnCertificate.make(folder, FarNetwork.HERE, "127.0.0.1");
        int port = FreePort.find();
        centre = URI.create("https://127.0.0.1:" + port);
        Map<String, String> settings = settings(certificate, port);
        RelaisProcess first = open.later(RelaisProcess.start(home(), List.of("up"), settings));
        signIn(certificate, first.says("setup#(\\S+)"));
        Soon.holds("this machine is watched by itself", () -> graphs("") > 10);

        String code = ask("/api/agents/codes", Map.of()).path("code").asText();
        Process agent = agent(network, certificate, port, "--code", code);
        Soon.holds("the far machine's graphs are there", () -> graphs("host/load") == 2);

        network.cut();
        pause(CUT);
        agent.destroyForcibly().waitFor();
        Instant killed = Instant.now();
        agent = agent(network, certificate, port);
        pause(Duration.ofSeconds(3));
        network.join();
        Instant joined = Instant.now();
        Soon.holds("it is heard again", () -> heardAfter(joined.plusSeconds(1)));

        first.kill();
        pause(Duration.ofSeconds(5));
        RelaisProcess second = open.later(RelaisProcess.start(home(), List.of("up"), settings));
        second.says("Relais is up");
        Instant restarted = Instant.now();
        Soon.holds("the new centre hears it", () -> heardAfter(restarted.plusSeconds(5)));
        agent.destroy();
        agent.waitFor();
        assertThat(second.stop()).as("ends in good order").isPresent();
        assertHoles(killed);
    }

    private static Map<String, String> settings(OwnCertificate certificate, int port) {
        return Map.of(
                "http.host", "0.0.0.0",
                "http.port", Integer.toString(port),
                "http.tls-certificate", certificate.chain().toString(),
                "http.tls-key", certificate.key().toString());
    }

    private void signIn(OwnCertificate certificate, String token) throws Exception {
        browser =
                open.later(
                        HttpClient.newBuilder()
                                .sslContext(Trust.in(certificate.chain()))
                                .cookieHandler(new CookieManager(null, CookiePolicy.ACCEPT_ALL))
                                .build());
        ask(
                "/api/setup",
                Map.of(
                        "token",
                        token,
                        "name",
                        "Ana",
                        "login",
                        "ana",
                        "password",
                        "correct horse battery",
                        "locale",
                        "fr"));
    }

    /** None but while the agent was dead. */
    private void assertHoles(Instant killed) throws IOException {
        try (SeriesStore series =
                SeriesStore.open(
                        home().resolve("series"), StoreLimits.usual(), InstantSource.system())) {
            long[] found = series.select(SeriesLabels.ofGraph("far", "host/load"));
            assertThat(found).isNotEmpty();
            for (long id : found) {
                Columns field = series.samples(id, 0, Long.MAX_VALUE);
                long[] times = Arrays.copyOf(field.times(), field.size());
                assertThat(times).hasSizeGreaterThan(10);
                for (int i = 1; i < times.length; i++) {
                    long dead = killed.toEpochMilli();
                    boolean wasDead = times[i - 1] <= dead && times[i] >= dead;
                    assertThat(times[i] - times[i - 1])
                            .as(
                                    "%s: hole %s to %s",
                                    series.definition(id),
                                    Instant.ofEpochMilli(times[i - 1]),
                                    Instant.ofEpochMilli(times[i]))
                            .isBetween(1L, wasDead ? 20_000 : GAP);
                }
            }
        }
    }

    private Path home() {
        return folder.resolve("home");
    }

    private Process agent(FarNetwork network, OwnCertificate certificate, int port, String... more)
            throws IOException {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                ProcessHandle.current().info().command().orElse("java"),
                                "-Xmx24m",
                                "-XX:+UseSerialGC",
                                "-XX:TieredStopAtLevel=1",
                                "-cp",
                                ClassPath.of(AgentMain.class, Spool.class),
                                AgentMain.class.getName(),
                                "--to",
                                "https://" + FarNetwork.HERE + ":" + port,
                                "--trust",
                                certificate.chain().toString(),
                                "--folder",
                                folder.resolve("agent").toString(),
                                "--name",
                                "Far",
                                "--interval",
                                Integer.toString(INTERVAL),
                                "--plugins",
                                folder.toString()));
        command.addAll(List.of(more));
        Process agent =
                new ProcessBuilder(network.inside(command))
                        .redirectErrorStream(true)
                        .redirectOutput(
                                ProcessBuilder.Redirect.appendTo(
                                        folder.resolve("agent.log").toFile()))
                        .start();
        open.later(() -> agent.destroyForcibly().waitFor());
        return agent;
    }

    private static void pause(Duration time) {
        LockSupport.parkNanos(time.toNanos());
    }

    private int graphs(String name) throws Exception {
        return ask("/api/graphs?limit=200&name=" + name, null).path("items").size();
    }

    private boolean heardAfter(Instant time) throws Exception {
        try {
            for (JsonNode host : ask("/api/hosts", null).path("items")) {
                if (host.path("name").asText().equals("far")) {
                    return Instant.parse(host.path("seenAt").asText()).isAfter(time);
                }
            }
            return false;
        } catch (IOException notYet) {
            return false;
        }
    }

    private JsonNode ask(String path, @Nullable Object body)
            throws IOException, InterruptedException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(centre.resolve(path))
                        .timeout(Duration.ofSeconds(20))
                        .header("X-Relais", "1")
                        .header("Content-Type", "application/json");
        if (body != null) {
            request.POST(HttpRequest.BodyPublishers.ofString(Json.text(body)));
        }
        HttpResponse<String> answer =
                browser.send(request.build(), HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(path + " " + answer.body()).isBetween(200, 299);
        return Json.mapper().readTree(answer.body());
    }
}
