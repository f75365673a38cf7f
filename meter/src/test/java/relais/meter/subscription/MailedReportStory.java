package relais.meter.subscription;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import relais.meter.Meter;
import relais.meter.alert.delivery.Carried;
import relais.meter.alert.delivery.Post;
import relais.meter.report.WatchedWeek;
import relais.meter.testing.Mailbox;
import relais.meter.testing.MeterSite;
import relais.platform.identity.Caller;
import relais.platform.identity.GrantablePermission;
import relais.platform.json.Json;

/** Each Monday the week comes by mail, until somebody stops it. */
class MailedReportStory {
    @TempDir private Path folder;

    private static Map<String, Object> weekly(long host, String... addresses) {
        return Map.of(
                "kind", "hosts",
                "about", Long.toString(host),
                "period", "week",
                "hour", 7,
                "zone", "UTC",
                "language", "fr",
                "addresses", List.of(addresses));
    }

    private static JsonNode ask(WatchedWeek week, String verb, String path, Object body)
            throws Exception {
        HttpResponse<String> answer = week.site.ask(MeterSite.CHIEF, verb, path, body);
        assertThat(answer.statusCode()).as(answer.body()).isLessThan(300);
        return Json.mapper().readTree(answer.body());
    }

    @Test
    void theWeekIsSentOnMondayToEachAddressOnce() throws Exception {
        try (Mailbox box = new Mailbox("250 ok");
                WatchedWeek week =
                        new WatchedWeek(folder, box.carrier(InstantSource.system()), "alpha")) {
            Courier courier = week.courier();
            Map<String, Object> body =
                    weekly(week.hostId("alpha"), "ana@example.org", "bo@example.org");
            long id = ask(week, "POST", "/api/reports", body).path("id").asLong();
            courier.run();
            assertThat(box.said()).as("not before its hour").isEmpty();
            week.clock.advance(Duration.ofHours(1));
            courier.run();
            assertThat(box.said())
                    .contains("RCPT TO:<ana@example.org>", "RCPT TO:<bo@example.org>")
                    .anyMatch(line -> line.startsWith("Message-ID: <relais-report-"))
                    .anyMatch(line -> line.contains("filename=Station-ALPHA-2026-11-16.pdf"));
            int lines = box.said().size();
            courier.run();
            assertThat(box.said()).as("once").hasSize(lines);
            JsonNode kept = week.site.get("/api/reports").path("items").path(0);
            assertThat(kept.path("title").asText()).isEqualTo("Station ALPHA");
            assertThat(kept.path("last").path("state").asText()).isEqualTo("sent");
            assertThat(kept.path("nextAt").asText()).isEqualTo("2026-11-30T07:00:00Z");
            ask(week, "POST", "/api/reports/" + id + "/send", null);
            courier.run();
            assertThat(box.said()).as("now, too").hasSizeGreaterThan(lines);
            ask(week, "DELETE", "/api/reports/" + id, null);
            assertThat(week.site.get("/api/reports").path("items")).isEmpty();
        }
    }

    @Test
    void aServerThatIsAwayIsTriedAgainAndWhatIsGoneIsGivenUp() throws Exception {
        Post nobody = letter -> new Carried.Later("away");
        try (WatchedWeek week = new WatchedWeek(folder, nobody, "alpha")) {
            Courier away = week.courier();
            ask(week, "POST", "/api/reports", weekly(week.hostId("alpha"), "ana@example.org"));
            week.clock.advance(Duration.ofHours(1));
            away.run();
            JsonNode last = week.site.get("/api/reports").path("items").path(0).path("last");
            assertThat(last.path("state").asText()).isEqualTo("waiting");
            assertThat(last.path("trouble").asText()).isEqualTo("away");
            week.site.database.useTransaction(tx -> tx.execute("delete from meter_host"));
            week.clock.advance(Duration.ofMinutes(3));
            away.run();
            last = week.site.get("/api/reports").path("items").path(0).path("last");
            assertThat(last.path("state").asText()).isEqualTo("given-up");
        }
    }

    @Test
    void othersReportsAreNotTheirsAndHostsThatOneDoesNotSeeAreNotSent() throws Exception {
        try (WatchedWeek week = new WatchedWeek(folder, "alpha")) {
            week.site.knows(
                    "guest",
                    new Caller(
                            9,
                            "Guest",
                            Meter.grantable().stream()
                                    .map(GrantablePermission::permission)
                                    .filter(one -> !one.key().equals("hosts.edit"))
                                    .collect(Collectors.toSet()),
                            false,
                            Set.of(),
                            false,
                            Set.of(),
                            Locale.ENGLISH));
            Map<String, Object> body = weekly(week.hostId("alpha"), "ana@example.org");
            assertThat(week.site.ask("guest", "POST", "/api/reports", body).statusCode())
                    .isEqualTo(422);
            long id = ask(week, "POST", "/api/reports", body).path("id").asLong();
            assertThat(week.site.ask("guest", "GET", "/api/reports", null).body())
                    .doesNotContain("ana@");
            String one = "/api/reports/" + id;
            assertThat(week.site.ask("guest", "PUT", one, body).statusCode()).isEqualTo(404);
            assertThat(week.site.ask("guest", "DELETE", one, null).statusCode()).isEqualTo(404);
            assertThat(week.site.ask("guest", "POST", one + "/send", null).statusCode())
                    .isEqualTo(404);
            Map<String, Object> nobody = weekly(week.hostId("alpha"), "nobody");
            assertThat(week.site.ask(MeterSite.CHIEF, "POST", "/api/reports", nobody).body())
                    .contains("report-invalid", "addresses");
        }
    }
}
