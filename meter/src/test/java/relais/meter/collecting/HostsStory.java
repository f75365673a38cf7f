package relais.meter.collecting;

import static org.assertj.core.api.Assertions.assertThat;
import static relais.meter.collecting.Sheets.batch;
import static relais.meter.collecting.Sheets.described;
import static relais.meter.collecting.Sheets.reading;
import static relais.meter.collecting.Sheets.sheet;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import relais.agent.batch.Batch.Lane;
import relais.agent.batch.Sheet;
import relais.agent.https.HttpsTransport;
import relais.agent.ship.Outcome;
import relais.meter.api.MeterPermissions;
import relais.meter.host.SeriesLabels;
import relais.meter.testing.MeterSite;
import relais.platform.identity.Caller;
import relais.platform.testing.SettableClock;

/** Hosts as people see them: their own, heard or silent, complete or with holes; and their end. */
class HostsStory {
    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");

    @TempDir private Path folder;
    private final SettableClock clock = new SettableClock(NOW);
    private MeterSite site;

    @BeforeEach
    void start() throws Exception {
        site = new MeterSite(folder, clock);
    }

    @AfterEach
    void stop() throws Exception {
        site.close();
    }

    private HttpsTransport host(String name) throws Exception {
        return site.paired(folder.resolve(name), name, clock);
    }

    /** What an agent says of itself each ten seconds, from one time to before another. */
    private static Sheet[] pulse(Instant from, Instant to) {
        List<Sheet> sheets = new ArrayList<>();
        for (Instant at = from; at.isBefore(to); at = at.plusSeconds(10)) {
            sheets.add(
                    described(
                            at, "agent/outbox", "box", reading(at, "agent/outbox", "waiting", 0)));
        }
        return sheets.toArray(Sheet[]::new);
    }

    private JsonNode only() throws Exception {
        site.meter.close(); // what was heard is written every few seconds, and at the end
        JsonNode items = site.get("/api/hosts").path("items");
        assertThat(items).hasSize(1);
        return items.get(0);
    }

    @Test
    void aHostIsWaitingThenWellThenSilent() throws Exception {
        try (HttpsTransport way = host("well")) {
            assertThat(only().path("state").asText()).isEqualTo("waiting");
            Instant from = NOW.minusSeconds(600);
            Sheet[] sheets = pulse(from, NOW);
            assertThat(way.send(batch(1, Lane.LIVE, 1, sheets)))
                    .isEqualTo(new Outcome.Acknowledged(false));
            assertThat(only().path("state").asText()).isEqualTo("ok");
            assertThat(only().path("interval").asDouble()).isEqualTo(10.0);
            assertThat(only().path("graphs").asInt()).isOne();
            clock.advance(Duration.ofSeconds(50));
            assertThat(only().path("state").asText()).isEqualTo("silent");
            assertThat(site.get("/api/hosts?state=silent").path("items")).hasSize(1);
            assertThat(site.get("/api/hosts?state=ok").path("items")).isEmpty();
        }
    }

    @Test
    void holesAreShownUntilTheBacklogHasFilledThem() throws Exception {
        Instant from = NOW.minus(Duration.ofHours(5));
        Instant cut = NOW.minus(Duration.ofHours(4));
        Instant back = NOW.minus(Duration.ofHours(2));
        try (HttpsTransport way = host("well")) {
            way.send(batch(1, Lane.LIVE, 1, pulse(from, cut)));
            way.send(batch(1, Lane.LIVE, 2_000, pulse(back, NOW)));
            String path =
                    "/api/hosts/" + only().path("id").asLong() + "/completeness?from=%d&to=%d";
            String asked = path.formatted(from.toEpochMilli(), NOW.toEpochMilli());
            JsonNode half = site.get(asked);
            assertThat(half.path("arrived").asLong()).isEqualTo(1_080);
            assertThat(half.path("missing").asLong()).isEqualTo(720);
            assertThat(half.path("expected").asLong()).isEqualTo(1_800);
            assertThat(half.path("holes")).hasSize(1);
            assertThat(Instant.parse(half.path("holes").get(0).path("from").asText()))
                    .isEqualTo(cut.minusSeconds(10));
            assertThat(half.path("days").get(0).path("share").asDouble()).isEqualTo(0.6);

            way.send(batch(1, Lane.BACKLOG, 1_000, pulse(cut, back)));
            JsonNode whole = site.get(asked);
            assertThat(whole.path("arrived").asLong()).isEqualTo(1_800);
            assertThat(whole.path("missing").asLong()).isZero();
            assertThat(whole.path("holes")).isEmpty();
        }
    }

    @Test
    void whoIsLimitedToAGroupSeesItsHostsAlone() throws Exception {
        long group = made("/api/host-groups", Map.of("name", "Bujumbura"));
        try (HttpsTransport one = host("one");
                HttpsTransport two = host("two")) {
            Sheet sheet = described(NOW, "t/g", "title", reading(NOW, "t/g", "f", 1));
            one.send(batch(1, Lane.LIVE, 1, sheet));
            two.send(batch(2, Lane.LIVE, 1, sheet));
        }
        JsonNode items = site.get("/api/hosts").path("items");
        long one = items.get(0).path("id").asLong();
        long two = items.get(1).path("id").asLong();
        assertThat(
                        status(
                                "chief",
                                "PUT",
                                "/api/hosts/" + one,
                                Map.of("title", "The one", "groups", List.of(group))))
                .isEqualTo(200);
        site.knows(
                "guard",
                new Caller(
                        7,
                        "Guard",
                        Set.of(MeterPermissions.HOSTS_READ, MeterPermissions.HOSTS_EDIT),
                        false,
                        Set.of(),
                        false,
                        Set.of(group),
                        Locale.FRENCH));
        assertThat(site.ask("guard", "GET", "/api/hosts", null).body())
                .contains("The one")
                .doesNotContain("two");
        assertThat(status("guard", "GET", "/api/hosts/" + one, null)).isEqualTo(200);
        for (String path : List.of("", "/completeness")) {
            assertThat(status("guard", "GET", "/api/hosts/" + two + path, null)).isEqualTo(404);
        }
        assertThat(status("guard", "DELETE", "/api/hosts/" + two, null)).isEqualTo(404);
        assertThat(status("guard", "POST", "/api/hosts/" + two + "/revoke", null)).isEqualTo(404);
        assertThat(status("guard", "POST", "/api/agents/codes", Map.of("host", two)))
                .isEqualTo(422);
        assertThat(status("guard", "POST", "/api/agents/codes", Map.of())).isEqualTo(422);
        assertThat(status("guard", "POST", "/api/host-groups", Map.of("name", "Mine")))
                .isEqualTo(404);
        assertThat(site.ask("guard", "GET", "/api/graphs", null).body()).doesNotContain("two");
    }

    @Test
    void aWithdrawnKeyIsRefusedAndAForgottenHostIsGoneWithItsHistory() throws Exception {
        try (HttpsTransport way = host("well")) {
            Sheet sheet = described(NOW, "t/g", "title", reading(NOW, "t/g", "f", 1));
            assertThat(way.send(batch(1, Lane.LIVE, 1, sheet)))
                    .isEqualTo(new Outcome.Acknowledged(false));
            long id = site.get("/api/hosts").path("items").get(0).path("id").asLong();
            assertThat(status("chief", "POST", "/api/hosts/" + id + "/revoke", null))
                    .isEqualTo(204);
            Outcome refused = way.send(batch(1, Lane.LIVE, 2, sheet(NOW)));
            assertThat(refused).isInstanceOf(Outcome.Refused.class);
            assertThat(((Outcome.Refused) refused).because()).isEqualTo(Outcome.Because.SENDER);
            assertThat(only().path("state").asText()).isEqualTo("silent");
            assertThat(status("chief", "DELETE", "/api/hosts/" + id + "?history=erase", null))
                    .isEqualTo(204);
            assertThat(site.get("/api/hosts").path("items")).isEmpty();
            assertThat(
                            site
                                    .stores
                                    .samples(
                                            SeriesLabels.ofGraph("well", "t/g"),
                                            0,
                                            NOW.plusSeconds(1).toEpochMilli())
                                    .stream()
                                    .mapToInt(found -> found.of().size())
                                    .sum())
                    .isZero();
        }
    }

    @Test
    void aHostsPageTellsItsPluginsState() throws Exception {
        try (HttpsTransport way = host("well")) {
            way.send(
                    batch(
                            1,
                            Lane.LIVE,
                            1,
                            described(
                                    NOW,
                                    "munin/ups.load",
                                    "UPS",
                                    reading(NOW, "munin/ups.load", "f", 1)),
                            described(
                                    NOW,
                                    "agent/plugins",
                                    "plugins",
                                    reading(NOW, "agent/plugins", "munin_ups", 2))));
            clock.advance(Duration.ofSeconds(1));
            JsonNode host = site.get("/api/hosts/" + only().path("id").asLong());
            JsonNode graph = host.path("categories").get(0).path("graphs").get(1);
            assertThat(graph.path("name").asText()).isEqualTo("munin/ups.load");
            assertThat(graph.path("plugin").asText()).isEqualTo("hanging");
            assertThat(graph.path("state").asText()).isEqualTo("ok");
        }
    }

    private int status(String who, String verb, String path, Object body) throws Exception {
        return site.ask(who, verb, path, body).statusCode();
    }

    private long made(String path, Object body) throws Exception {
        return relais.platform.json.Json.mapper()
                .readTree(site.ask(MeterSite.CHIEF, "POST", path, body).body())
                .path("id")
                .asLong();
    }
}
