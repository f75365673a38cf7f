package relais.gateway.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import relais.gateway.channel.ChannelSettings;
import relais.gateway.channel.Line;
import relais.gateway.directory.ChannelDirectory;
import relais.gateway.directory.GatewayPermissions;
import relais.gateway.directory.LineBoard;
import relais.gateway.directory.LineReporter;
import relais.gateway.directory.SeenLine;
import relais.gateway.message.Lane;
import relais.gateway.message.Topics;
import relais.platform.audit.Audit;
import relais.platform.db.Database;
import relais.platform.http.HttpServer;
import relais.platform.http.HttpSettings;
import relais.platform.http.Route;
import relais.platform.identity.Caller;
import relais.platform.identity.Credential;
import relais.platform.json.Json;
import relais.platform.live.LiveFeed;
import relais.platform.metrics.Metrics;
import relais.platform.queue.Item;
import relais.platform.queue.PostgresQueue;
import relais.platform.secrets.Secrets;
import relais.platform.testing.TestDatabase;

class ChannelsApiTest {
    private static final String SMPP =
            """
            {"kind":"smpp","name":"mtn","host":"smsc.example","port":2775,"systemId":"relais",
             "password":"s3cret","sender":"345","country":"BI","price":12.5,"currency":"BIF",
             "joining":"SAR","window":20,"ratePerSecond":30}""";
    private static final String KANNEL =
            """
            {"kind":"kannel","name":"old","sendsms":"http://10.0.0.2:13013/cgi-bin/sendsms",
             "user":"relais","password":"geheim","callback":"http://10.0.0.1:8080","country":"BI"}""";

    @TempDir Path folder;
    private final InstantSource clock = InstantSource.system();
    private Database database;
    private LiveFeed live;
    private PostgresQueue queue;
    private ChannelDirectory directory;
    private ChannelDirectory elsewhere;
    private LineBoard board;
    private Audit audit;
    private HttpServer server;
    private final HttpClient client = HttpClient.newHttpClient();

    @BeforeEach
    void open() {
        database = TestDatabase.fresh("gateway");
        live = new LiveFeed(database);
        queue = new PostgresQueue(database, clock, new Random(1));
        Secrets secrets = Secrets.open(folder.resolve("key"));
        directory = new ChannelDirectory(database, secrets, live, clock);
        elsewhere = new ChannelDirectory(database, secrets, live, clock);
        board = new LineBoard(database, clock);
        audit = new Audit(clock);
        List<Route> routes = new ArrayList<>();
        routes.addAll(new ChannelsApi(database, directory, board, queue, audit).routes());
        routes.addAll(new TextPreviewApi(directory).routes());
        server =
                HttpServer.start(
                        HttpSettings.local(),
                        routes,
                        ChannelsApiTest::caller,
                        new Metrics(),
                        "test");
    }

    @AfterEach
    void close() throws Exception {
        server.close();
        directory.close();
        elsewhere.close();
        queue.close();
        client.shutdownNow();
        database.close();
    }

    @Test
    void anAddedChannelIsSealedListedAuditedAndKnownElsewhere() throws Exception {
        Semaphore heard = new Semaphore(0);
        elsewhere.onChange(heard::release);
        JsonNode added = json(ask("POST", "/api/channels", SMPP), 201);
        assertThat(added.has("password")).isFalse();
        assertThat(heard.tryAcquire(5, TimeUnit.SECONDS)).isTrue();
        ChannelSettings settings = elsewhere.find("mtn").orElseThrow().settings();
        ChannelSettings.Smpp smpp = (ChannelSettings.Smpp) settings.link();
        assertThat(smpp.login().password().reveal()).isEqualTo("s3cret");
        assertThat(smpp.coding().joining()).isEqualTo(ChannelSettings.Joining.SAR);
        String stored =
                database.with(
                        handle ->
                                handle.createQuery(
                                                "select gateway_channel::text from gateway_channel")
                                        .mapTo(String.class)
                                        .one());
        assertThat(stored).doesNotContain("s3cret");
        JsonNode one = json(ask("GET", "/api/channels", ""), 200).get("items").get(0);
        assertThat(one.toString()).doesNotContain("s3cret");
        assertThat(one.get("state").asText()).isEqualTo("down");
        assertThat(one.get("systemId").asText()).isEqualTo("relais");
        assertThat(one.get("ratePerSecond").asDouble()).isEqualTo(30);
        assertThat(audit.page(database, "", Long.MAX_VALUE, 10))
                .singleElement()
                .satisfies(
                        entry -> {
                            assertThat(entry.toString()).contains("channel.add", "channel:mtn");
                            assertThat(entry.toString()).doesNotContain("s3cret");
                        });
        assertThat(ask("POST", "/api/channels", SMPP).statusCode()).isEqualTo(409);
    }

    @Test
    void aChangeKeepsTheSecretsAndThePauseItDoesNotName() throws Exception {
        JsonNode added = json(ask("POST", "/api/channels", KANNEL), 201);
        String secret = added.get("inbound").asText();
        assertThat(secret).hasSize(32);
        String one = "/api/channels/" + added.get("id").asLong();
        assertThat(json(ask("POST", one + "/pause", ""), 200).get("state").asText())
                .isEqualTo("paused");
        String changed = KANNEL.replace(",\"password\":\"geheim\"", "").replace("10.0.0.2", "k");
        JsonNode view = json(ask("PUT", one, changed), 200);
        assertThat(view.has("inbound")).isFalse();
        assertThat(view.get("sendsms").asText()).isEqualTo("http://k:13013/cgi-bin/sendsms");
        ChannelSettings settings = directory.find("old").orElseThrow().settings();
        assertThat(settings.paused()).isTrue();
        ChannelSettings.Kannel kannel = (ChannelSettings.Kannel) settings.link();
        assertThat(kannel.password().reveal()).isEqualTo("geheim");
        assertThat(kannel.inbound().reveal()).isEqualTo(secret);
        assertThat(json(ask("POST", one + "/resume", ""), 200).get("paused").asBoolean()).isFalse();
        assertThat(ask("PUT", one, SMPP).statusCode()).isEqualTo(400);
    }

    @Test
    void aChannelOnWhichMessagesWaitIsNotRemoved() throws Exception {
        JsonNode added = json(ask("POST", "/api/channels", SMPP), 201);
        String one = "/api/channels/" + added.get("id").asLong();
        Item item = new Item("1", "k", new byte[] {'{', '}'});
        database.useTransaction(
                tx -> queue.enqueue(tx, Topics.mt("mtn", Lane.BULK), List.of(item)));
        assertThat(ask("DELETE", one, "").body()).contains("messages-wait");
        assertThat(json(ask("GET", "/api/channels", ""), 200).at("/items/0/waiting").asInt())
                .isEqualTo(1);
        queue.consume(Topics.mt("mtn", Lane.BULK), 1, 1, (tx, partition, batch) -> {});
        long deadline = System.nanoTime() + Duration.ofSeconds(5).toNanos();
        HttpResponse<String> answer = ask("DELETE", one, "");
        while (answer.statusCode() == 409 && System.nanoTime() < deadline) {
            answer = ask("DELETE", one, "");
        }
        assertThat(answer.statusCode()).isEqualTo(204);
        assertThat(ask("DELETE", one, "").statusCode()).isEqualTo(404);
    }

    @Test
    void linesOfGatewayProcessesShowInTheList() throws Exception {
        json(ask("POST", "/api/channels", SMPP), 201);
        Instant since = Instant.parse("2026-11-22T10:00:00Z");
        SeenLine up = new SeenLine("mtn", "g1", new Line(Line.State.UP, since, "bound"), 3, 4, 5);
        SeenLine down =
                new SeenLine("mtn", "g2", new Line(Line.State.DOWN, since, "gone"), 1, 1, 1);
        Semaphore told = new Semaphore(0);
        try (AutoCloseable ear = live.listen(Set.of("channels"), _ -> told.release());
                LineReporter a = new LineReporter(board, "a", () -> List.of(down), live);
                LineReporter b = new LineReporter(board, "b", () -> List.of(up), live)) {
            told.drainPermits();
            a.changed();
            b.changed();
            assertThat(told.tryAcquire(2, 5, TimeUnit.SECONDS)).isTrue();
        }
        JsonNode one = json(ask("GET", "/api/channels", ""), 200).at("/items/0");
        assertThat(one.get("state").asText()).isEqualTo("up");
        assertThat(one.get("detail").asText()).isEqualTo("bound");
        assertThat(one.get("sent").asInt()).isEqualTo(5);
    }

    @Test
    void aWrongFieldIsNamed() throws Exception {
        wrong("\"port\":2775", "\"port\":70000", "port");
        wrong("\"country\":\"BI\"", "\"country\":\"Burundi\"", "country");
        wrong("\"ratePerSecond\":30", "\"ratePerSecond\":0", "ratePerSecond");
        wrong("\"window\":20", "\"window\":0", "window");
        wrong("\"window\":20", "\"window\":20,\"repeatSeconds\":3601", "repeatSeconds");
        wrong("\"name\":\"mtn\"", "\"name\":\"MTN!\"", "name");
        wrong("\"kind\":\"smpp\"", "\"kind\":\"fax\"", "kind");
        wrong("\"price\":12.5", "\"price\":-1", "price");
        wrong("\"currency\":\"BIF\"", "\"currency\":\"francs\"", "currency");
        wrong("\"systemId\":\"relais\"", "\"systemId\":\"much-too-long-a-name\"", "systemId");
        wrong("\"password\":\"s3cret\"", "\"password\":\"s3cret-of-twelve\"", "password");
        wrong("\"host\":\"smsc.example\",", "", "host");
        wrong("\"joining\":\"SAR\"", "\"joining\":\"GLUE\"", "joining");
        assertThat(directory.all()).isEmpty();
    }

    private void wrong(String right, String wrong, String field) throws Exception {
        HttpResponse<String> answer = ask("POST", "/api/channels", SMPP.replace(right, wrong));
        JsonNode problem = json(answer, 400);
        assertThat(problem.path("field").asText()).as(answer.body()).isEqualTo(field);
        assertThat(answer.body()).doesNotContain("s3cret");
    }

    @Test
    void aTextIsPreviewedAtItsChannelsPrice() throws Exception {
        json(ask("POST", "/api/channels", SMPP), 201);
        JsonNode preview =
                json(
                        ask(
                                "POST",
                                "/api/text/preview",
                                "{\"text\":\"ça va\",\"channel\":\"mtn\"}"),
                        200);
        assertThat(preview.get("encoding").asText()).isEqualTo("UCS-2");
        assertThat(preview.get("cost").asDouble()).isEqualTo(12.5);
        assertThat(preview.at("/transliterated/text").asText()).isEqualTo("ca va");
        assertThat(
                        ask("POST", "/api/text/preview", "{\"text\":\"a\",\"channel\":\"x\"}")
                                .statusCode())
                .isEqualTo(400);
    }

    private static Optional<Caller> caller(Credential credential) {
        return Optional.of(
                new Caller(
                        1,
                        "operator",
                        Set.of(GatewayPermissions.CHANNELS_READ, GatewayPermissions.CHANNELS_EDIT),
                        false,
                        Set.of(),
                        Locale.FRENCH));
    }

    private HttpResponse<String> ask(String verb, String path, String body) throws Exception {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(server.address() + path))
                        .header("Cookie", "relais_session=x")
                        .header("X-Relais", "1")
                        .header("Content-Type", "application/json")
                        .method(verb, HttpRequest.BodyPublishers.ofString(body))
                        .build();
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private static JsonNode json(HttpResponse<String> answer, int status) throws Exception {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        return Json.mapper().readTree(answer.body());
    }
}
