package relais.voice.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import relais.platform.http.HttpLimits;
import relais.platform.http.HttpServer;
import relais.platform.http.HttpSettings;
import relais.platform.http.Route;
import relais.platform.json.Json;
import relais.platform.metrics.Metrics;
import relais.voice.contact.ManyPeople;
import relais.voice.imports.Imports;
import relais.voice.inbox.Conversation;
import relais.voice.inbox.InboxList;
import relais.voice.inbox.ManyMessages;
import relais.voice.message.Inbox;
import relais.voice.testing.VoiceDesk;
import relais.voice.trace.Traces;

/** A day with people, over HTTP as the console speaks it. */
class PeopleApiStory {
    private final VoiceDesk desk = new VoiceDesk();
    private final HttpClient client = HttpClient.newHttpClient();
    @TempDir private @Nullable Path folder;
    private @Nullable Imports imports;
    private @Nullable HttpServer server;

    @BeforeEach
    void open() {
        Conversation talks = new Conversation(desk.database, desk.outbox, desk.audit, desk.live);
        imports = new Imports(desk.database, desk.audit, desk.live, desk.clock, folder);
        List<Route> routes = new ArrayList<>();
        routes.addAll(new PeopleResource(desk.contacts, talks).routes());
        routes.addAll(new GroupsResource(desk.groups).routes());
        routes.addAll(new ImportsResource(imports, "BI").routes());
        routes.addAll(
                new InboxResource(new InboxList(desk.database), talks, new Traces(desk.database))
                        .routes());
        routes.addAll(
                new ManyMessagesResource(new ManyMessages(desk.database, desk.audit, desk.live))
                        .routes());
        routes.addAll(
                new ManyPeopleResource(
                                new ManyPeople(desk.database, desk.audit, desk.live, desk.clock))
                        .routes());
        HttpSettings settings =
                new HttpSettings("127.0.0.1", 0, Optional.empty(), Set.of(), HttpLimits.usual());
        server =
                HttpServer.start(
                        settings, routes, who -> Optional.of(desk.chief), new Metrics(), "1");
    }

    @AfterEach
    void close() {
        server.close();
        imports.close();
        desk.close();
    }

    private HttpResponse<String> send(String verb, String path, String type, String body)
            throws Exception {
        return client.send(
                HttpRequest.newBuilder(URI.create(server.address() + path))
                        .method(verb, HttpRequest.BodyPublishers.ofString(body))
                        .header("X-Relais", "1")
                        .header("Authorization", "Bearer any")
                        .header("Content-Type", type)
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private JsonNode ok(String verb, String path, String body) throws Exception {
        HttpResponse<String> answer = send(verb, path, "application/json", body);
        assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 204);
        return Json.mapper().readTree(answer.body().isEmpty() ? "{}" : answer.body());
    }

    @Test
    void aDayWithPeople() throws Exception {
        long group = ok("POST", "/api/groups", "{\"name\":\"Mamans\"}").get("id").asLong();
        JsonNode aline =
                ok(
                        "POST",
                        "/api/people",
                        "{\"name\":\"Aline\",\"address\":\"79 00 00 01\",\"groups\":["
                                + group
                                + "]}");
        long id = aline.get("id").asLong();
        assertThat(aline.get("address").asText()).isEqualTo("+25779000001");
        assertThat(ok("GET", "/api/groups", "").at("/items/0/people").asInt()).isEqualTo(1);
        assertThat(ok("GET", "/api/people?q=alin&stopped=false", "").at("/items/0/id").asLong())
                .isEqualTo(id);
        assertThat(ok("PUT", "/api/people/" + id, "{\"name\":\"Aline N\"}").get("name").asText())
                .isEqualTo("Aline N");

        long message = desk.waiting(id, "Au secours", Inbox.Kind.UNSOLICITED);
        assertThat(ok("GET", "/api/inbox?q=secours", "").at("/items/0/id").asLong())
                .isEqualTo(message);
        ok("POST", "/api/inbox/" + message + "/reply", "{\"text\":\"Nous venons\"}");
        ok("POST", "/api/inbox/" + message + "/done", "");
        assertThat(ok("GET", "/api/inbox", "").get("items")).isEmpty();
        assertThat(ok("GET", "/api/inbox?state=all&kind=unsolicited", "").get("items")).hasSize(1);
        ok("POST", "/api/inbox/" + message + "/reopen", "");
        ok("POST", "/api/people/" + id + "/send", "{\"text\":\"Bonjour\"}");
        assertThat(ok("GET", "/api/people/" + id + "/messages", "").get("items")).hasSize(3);
        assertThat(ok("GET", "/api/messages/" + message, "").get("replies")).hasSize(1);

        assertThat(ok("POST", "/api/people/" + id + "/stop", "").has("stoppedAt")).isTrue();
        HttpResponse<String> refused =
                send("POST", "/api/people/" + id + "/send", "application/json", "{\"text\":\"x\"}");
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.body()).contains("person-stopped");
        assertThat(ok("POST", "/api/people/" + id + "/resume", "").has("stoppedAt")).isFalse();
        ok("DELETE", "/api/groups/" + group, "");
        assertThat(send("GET", "/api/people/999", "text/plain", "").statusCode()).isEqualTo(404);
        assertThat(send("GET", "/api/inbox?state=odd", "text/plain", "").statusCode())
                .isEqualTo(400);
    }

    @Test
    void manyAtOnce() throws Exception {
        long group = ok("POST", "/api/groups", "{\"name\":\"Mamans\"}").get("id").asLong();
        long aline = desk.person("Aline", "79000001", "Ngozi");
        long jean = desk.person("Jean", "79000002", "Gitega");
        long one = desk.waiting(aline, "plus d'eau", Inbox.Kind.UNSOLICITED);
        long two = desk.waiting(jean, "eau sale", Inbox.Kind.STORY);
        assertThat(ok("GET", "/api/inbox/count", "").get("count").asInt()).isEqualTo(2);

        String both = "{\"ids\":[" + one + "," + two + "]}";
        assertThat(ok("POST", "/api/inbox/done", both).get("ids")).hasSize(2);
        assertThat(ok("GET", "/api/inbox/count", "").get("count").asInt()).isZero();
        JsonNode stories = ok("POST", "/api/inbox/reopen?kind=story", "{\"all\":true}");
        assertThat(stories.get("ids")).hasSize(1);
        assertThat(stories.has("next")).isFalse();

        String add = "/api/groups/" + group + "/add";
        assertThat(ok("POST", add + "?place=Ngozi", "{\"all\":true}").get("ids")).hasSize(1);
        assertThat(ok("GET", "/api/people?group=" + group, "").at("/items/0/id").asLong())
                .isEqualTo(aline);
        ok("POST", "/api/groups/" + group + "/remove", "{\"ids\":[" + aline + "]}");
        ok("POST", "/api/people/stop?q=jean", "{\"all\":true}");
        assertThat(ok("GET", "/api/people?stopped=true", "").get("items")).hasSize(1);

        String json = "application/json";
        assertThat(send("POST", "/api/inbox/done", json, "{}").body()).contains("invalid-field");
        assertThat(send("POST", "/api/inbox/done", json, "{\"ids\":[1],\"all\":true}").statusCode())
                .isEqualTo(400);
        String tooMany = "{\"ids\":[" + "1,".repeat(ManyMessages.MOST) + "1]}";
        assertThat(send("POST", "/api/inbox/done", json, tooMany).body()).contains("too-many");
        assertThat(send("POST", "/api/people/stop", json, "{\"ids\":[null]}").statusCode())
                .isBetween(400, 422);
        assertThat(send("POST", "/api/groups/999/add", json, "{\"ids\":[1]}").statusCode())
                .isEqualTo(404);
        assertThat(send("POST", "/api/inbox/done?kind=odd", json, "{\"all\":true}").statusCode())
                .isEqualTo(400);
    }

    /** Lists are read beside the request that brought them. */
    private JsonNode finished(long id) throws Exception {
        Instant end = Instant.now().plusSeconds(30);
        JsonNode seen = ok("GET", "/api/imports/" + id, "");
        while (!seen.has("finishedAt") && Instant.now().isBefore(end)) {
            LockSupport.parkNanos(50_000_000);
            seen = ok("GET", "/api/imports/" + id, "");
        }
        return seen;
    }

    @Test
    void aListOverHttp() throws Exception {
        HttpResponse<String> taken =
                send("POST", "/api/imports?name=l.csv", "text/csv", "phone;nom\n79000001;Aline\n");
        assertThat(taken.statusCode()).as(taken.body()).isEqualTo(201);
        long id = Json.mapper().readTree(taken.body()).get("id").asLong();
        JsonNode done = finished(id);
        assertThat(done.get("created").asInt()).isEqualTo(1);
        assertThat(ok("GET", "/api/imports", "").at("/items/0/id").asLong()).isEqualTo(id);
        assertThat(send("GET", "/api/imports/" + id + "/report.csv", "text/plain", "").body())
                .contains("79000001,created");
        assertThat(
                        send("POST", "/api/imports/" + id + "/resume", "application/json", "")
                                .statusCode())
                .isEqualTo(409);
        HttpResponse<String> png = send("POST", "/api/imports", "text/csv", "%PDF-1.4 not a list");
        assertThat(png.statusCode()).isEqualTo(422);
        assertThat(png.body()).contains("file-not-a-list");
    }
}
