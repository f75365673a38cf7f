package relais.meter.collecting;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import relais.meter.testing.MeterSite;
import relais.platform.json.Json;
import relais.platform.testing.SettableClock;

/** A code makes one host of one key, and says so as often as it is asked. */
class PairingStory {
    @TempDir private Path folder;
    private final SettableClock clock = new SettableClock(Instant.parse("2026-11-22T12:00:00Z"));
    private MeterSite site;

    @BeforeEach
    void start() throws Exception {
        site = new MeterSite(folder, clock);
    }

    @AfterEach
    void stop() throws Exception {
        site.close();
    }

    private static String name(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer.headers().firstValue("Relais-Agent").orElseThrow();
    }

    @Test
    void theSameCodeWithTheSameKeyIsAnsweredAlikeAndNobodyElseCanUseIt() throws Exception {
        String code = site.code();
        try (RawAgent one = new RawAgent(site);
                RawAgent two = new RawAgent(site)) {
            assertThat(name(one.pair(code, "Db 1.example"))).isEqualTo("db-1.example");
            assertThat(name(one.pair(code, "Db 1.example"))).isEqualTo("db-1.example");
            assertThat(name(one.pair(code.toLowerCase().replace("-", ""), "Db 1.example")))
                    .isEqualTo("db-1.example");
            assertThat(two.pair(code, "db2").statusCode()).isEqualTo(403);
            assertThat(two.pair("NO-SUCH-CODE", "db2").statusCode()).isEqualTo(403);
            assertThat(name(two.pair(site.code(), "DB-1.example"))).isEqualTo("db-1.example-2");
        }
    }

    @Test
    void codesAreShownOnceExpireAndCanBeTakenBack() throws Exception {
        JsonNode made =
                Json.mapper()
                        .readTree(
                                site.ask(
                                                MeterSite.CHIEF,
                                                "POST",
                                                "/api/agents/codes",
                                                Map.of("title", "The mail server"))
                                        .body());
        String code = made.path("code").asText();
        assertThat(made.path("command").asText())
                .matches("\\./relais agent --to http://\\S+ --code " + code);
        assertThat(site.get("/api/agents/codes").toString())
                .contains("The mail server")
                .doesNotContain(code);
        assertThat(
                        site.database.<String, RuntimeException>with(
                                handle ->
                                        handle.createQuery("select hash from meter_code")
                                                .mapTo(String.class)
                                                .one()))
                .doesNotContain(code.replace("-", ""));
        clock.advance(Duration.ofHours(25));
        try (RawAgent agent = new RawAgent(site)) {
            assertThat(agent.pair(code, "mail").body()).contains("too old");
            String second = site.code();
            long id = site.get("/api/agents/codes").path("items").get(0).path("id").asLong();
            assertThat(
                            site.ask(MeterSite.CHIEF, "DELETE", "/api/agents/codes/" + id, null)
                                    .statusCode())
                    .isEqualTo(204);
            assertThat(agent.pair(second, "mail").statusCode()).isEqualTo(403);
        }
    }

    @Test
    void anAgentThatLostItsKeyIsPairedAnewAsTheSameHost() throws Exception {
        try (RawAgent lost = RawAgent.paired(site, "well");
                RawAgent fresh = new RawAgent(site)) {
            long id = site.get("/api/hosts").path("items").get(0).path("id").asLong();
            String code =
                    Json.mapper()
                            .readTree(
                                    site.ask(
                                                    MeterSite.CHIEF,
                                                    "POST",
                                                    "/api/agents/codes",
                                                    Map.of("host", id))
                                            .body())
                            .path("code")
                            .asText();
            assertThat(name(fresh.pair(code, "anything"))).isEqualTo("well");
            assertThat(lost.push("well", new byte[] {1})).isEqualTo(401);
            assertThat(fresh.push("well", new byte[] {1})).isEqualTo(400);
        }
    }
}
