package relais.platform.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.Test;
import relais.platform.queue.Item;
import relais.platform.queue.Topic;
import relais.platform.status.Presence;

class StatusStory extends AtTheOffice {
    @Test
    void theStatusPageShowsRolesQueuesDatabaseAndDisk() {
        Topic topic = new Topic("mo", 4);
        office.database.useTransaction(
                tx ->
                        office.queue.enqueue(
                                tx,
                                topic,
                                List.of(
                                        new Item(
                                                "1", "a", "{}".getBytes(StandardCharsets.UTF_8)))));
        try (Presence web =
                Presence.start(office.database, office.clock, "host1", List.of("web", "worker"))) {
            office.clock.advance(Duration.ofMinutes(2));
            JsonNode status = ana.get("/api/status").json();
            assertThat(status.at("/roles").findValuesAsText("name"))
                    .containsExactly("web", "worker");
            assertThat(status.at("/roles/0/host").asText()).isEqualTo("host1");
            assertThat(status.at("/topics").findValuesAsText("topic")).contains("mo");
            assertThat(status.at("/database/version").asText()).startsWith("18");
            assertThat(status.at("/database/sizeBytes").asLong()).isGreaterThan(1_000_000);
            assertThat(status.at("/disk/freeBytes").asLong()).isPositive();
            assertThat(status.at("/spool/segments").asLong()).isEqualTo(2);
            assertThat(status.at("/uptimeSeconds").asLong()).isEqualTo(120);
        }
        assertThat(ana.get("/api/status").json().at("/roles")).isEmpty();
    }

    @Test
    void aDeadLetterIsReplayedOrDroppedAndBothAreAudited() {
        assertThat(ana.get("/api/dead-letters").body()).isEqualTo("{\"items\":[]}");
        assertThat(ana.ask("POST", "/api/dead-letters/7/replay", null).code())
                .isEqualTo("404 not-found");
        assertThat(ana.delete("/api/dead-letters/7").code()).isEqualTo("404 not-found");
        for (int i = 0; i < 2; i++) {
            office.database.useTransaction(StatusStory::bury);
        }
        JsonNode letters = ana.get("/api/dead-letters").json().path("items");
        assertThat(letters.findValuesAsText("error")).containsExactly("poll gone", "poll gone");
        long newest = letters.at("/0/id").asLong();
        long older = letters.at("/1/id").asLong();
        assertThat(ana.ask("POST", "/api/dead-letters/" + newest + "/replay", null).status())
                .isEqualTo(204);
        assertThat(ana.delete("/api/dead-letters/" + older).status()).isEqualTo(204);
        assertThat(ana.get("/api/dead-letters").body()).isEqualTo("{\"items\":[]}");
        assertThat(ana.get("/api/audit?limit=2").json().path("items").findValuesAsText("action"))
                .containsExactly("dead-letter.drop", "dead-letter.replay");
    }

    private static void bury(Handle tx) {
        tx.execute(
                """
                INSERT INTO platform_dead_letter
                  (topic, partition, item_id, key, body, once, attempts, error, died_at)
                VALUES ('mo', 0, gen_random_uuid()::text, 'a', '{}', true, 5, 'poll gone', now())
                """);
    }

    @Test
    void settingsAreShownWithTheirSource() {
        JsonNode port = null;
        for (JsonNode one : ana.get("/api/settings").json().path("items")) {
            port = one.path("key").asText().equals("http.port") ? one : port;
        }
        assertThat(port).isNotNull();
        assertThat(port.path("default").asText()).isEqualTo("8080");
        assertThat(port.path("source").asText()).isEqualTo("default");
    }

    @Test
    void theDescriptionHasEveryRouteAndResolvesItself() {
        Office.Reply reply = office.stranger().get("/openapi.json");
        JsonNode api = reply.json();
        office.server.routes().stream()
                .filter(route -> !route.path().equals("/openapi.json"))
                .forEach(
                        route ->
                                assertThat(
                                                api.path("paths")
                                                        .path(route.path())
                                                        .path(route.verb().name().toLowerCase()))
                                        .as(route.path())
                                        .isNotEmpty());
        api.findValuesAsText("$ref")
                .forEach(
                        ref ->
                                assertThat(api.at(ref.substring(1)).isMissingNode())
                                        .as(ref)
                                        .isFalse());
        assertThat(api.at("/components/schemas/User/required").toString())
                .contains("login")
                .doesNotContain("theme");
    }
}
