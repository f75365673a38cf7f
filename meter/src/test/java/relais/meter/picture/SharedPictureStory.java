package relais.meter.picture;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import relais.meter.api.MeterPermissions;
import relais.meter.testing.MeterSite;
import relais.platform.identity.Caller;
import relais.platform.json.Json;
import relais.platform.testing.SettableClock;

/** A picture is shown to a page without login, as long as its maker wants. */
class SharedPictureStory {
    @TempDir Path folder;

    private static HttpResponse<byte[]> look(MeterSite site, String path, String... headers)
            throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(site.address().resolve(path));
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
        }
    }

    @Test
    void aLinkShowsItsPictureUntilItIsTakenBack() throws Exception {
        SettableClock clock = new SettableClock(Instant.parse("2026-11-22T12:00:00Z"));
        try (MeterSite site = new MeterSite(folder, clock)) {
            long graph = graph(site);
            String path = "/api/graphs/" + graph + "/picture.png?last=3600&width=400&height=120";
            assertThat(look(site, path).statusCode()).as("not without login").isEqualTo(401);

            var made =
                    site.ask(
                            MeterSite.CHIEF,
                            "POST",
                            "/api/links",
                            Map.of("path", path, "days", 30));
            assertThat(made.statusCode()).isEqualTo(201);
            String url = Json.mapper().readTree(made.body()).path("url").asText();
            HttpResponse<byte[]> shown = look(site, url);
            assertThat(shown.statusCode()).isEqualTo(200);
            assertThat(shown.body()).startsWith(0x89, 'P', 'N', 'G');
            assertThat(shown.headers().firstValue("Cross-Origin-Resource-Policy"))
                    .contains("cross-origin");
            assertThat(shown.headers().firstValue("Cache-Control")).contains("public, max-age=10");
            String tag = shown.headers().firstValue("ETag").orElseThrow();
            assertThat(look(site, url, "If-None-Match", tag).statusCode()).isEqualTo(304);
            assertThat(look(site, url.replace(".png", ".svg")).statusCode()).isEqualTo(404);

            var links = site.get("/api/links").path("items");
            assertThat(links).hasSize(1);
            assertThat(links.toString()).doesNotContain(url.split("/")[2]);
            String link = "/api/links/" + links.get(0).path("id").asLong();
            site.knows("other", caller(2));
            assertThat(site.ask("other", "DELETE", link, null).statusCode()).isEqualTo(404);
            assertThat(site.ask(MeterSite.CHIEF, "DELETE", link, null).statusCode()).isEqualTo(204);
            assertThat(look(site, url).statusCode()).isEqualTo(404);
        }
    }

    @Test
    void aLinkEndsByItselfAndIsOnlyForPictures() throws Exception {
        SettableClock clock = new SettableClock(Instant.parse("2026-11-22T12:00:00Z"));
        try (MeterSite site = new MeterSite(folder, clock)) {
            String path = "/api/graphs/" + graph(site) + "/picture.svg";
            Map<String, Object> wanted = Map.of("path", path, "days", 1);
            var made = site.ask(MeterSite.CHIEF, "POST", "/api/links", wanted);
            String url = Json.mapper().readTree(made.body()).path("url").asText();
            assertThat(look(site, url).statusCode()).isEqualTo(200);
            clock.advance(Duration.ofHours(25));
            assertThat(look(site, url).statusCode()).isEqualTo(404);
            for (String other : new String[] {"/api/users", "/api/graphs/999/picture.png"}) {
                Map<String, Object> wrong = Map.of("path", other, "days", 1);
                assertThat(site.ask(MeterSite.CHIEF, "POST", "/api/links", wrong).statusCode())
                        .isEqualTo(400);
            }
        }
    }

    @Test
    void aLinkToADashboardShowsTheHostsThatItsMakerSaw() throws Exception {
        SettableClock clock = new SettableClock(Instant.parse("2026-11-22T12:00:00Z"));
        try (MeterSite site = new MeterSite(folder, clock)) {
            graph(site, "alpha");
            graph(site, "beta");
            long group =
                    site.database.with(
                            handle ->
                                    handle.createQuery(
                                                    """
                                                    with g as (insert into meter_host_group (name)
                                                               values ('some') returning id)
                                                    insert into meter_host_in_group
                                                    select h.id, g.id from meter_host h, g
                                                    where h.name = 'alpha' returning group_id
                                                    """)
                                            .mapTo(Long.class)
                                            .one());
            site.knows(
                    "some",
                    new Caller(
                            5,
                            "Some",
                            Set.of(MeterPermissions.HOSTS_READ),
                            false,
                            Set.of(),
                            false,
                            Set.of(group),
                            Locale.ENGLISH));
            String path = "/api/dashboards/category:system/picture.svg?width=400&height=120";
            String all = site.ask(MeterSite.CHIEF, "GET", path, null).body();
            assertThat(all).contains("Load alpha; Load beta");
            assertThat(site.ask("some", "GET", path, null).body())
                    .contains("Load alpha")
                    .doesNotContain("beta");
            Map<String, Object> wanted = Map.of("path", path, "days", 1);
            var made = site.ask("some", "POST", "/api/links", wanted);
            String url = Json.mapper().readTree(made.body()).path("url").asText();
            String shared = new String(look(site, url).body(), StandardCharsets.UTF_8);
            assertThat(shared).contains("Load alpha").doesNotContain("beta");
            assertThat(
                            site.ask(
                                            MeterSite.CHIEF,
                                            "GET",
                                            "/api/dashboards/category:none/picture.png",
                                            null)
                                    .statusCode())
                    .isEqualTo(404);
        }
    }

    @Test
    void whatHappenedAtTheHostIsMarked() throws Exception {
        SettableClock clock = new SettableClock(Instant.parse("2026-11-22T12:00:00Z"));
        try (MeterSite site = new MeterSite(folder, clock)) {
            String path = "/api/graphs/" + graph(site) + "/picture.svg";
            Map<String, Object> event =
                    Map.of(
                            "at",
                            "2026-11-22T06:00:00Z",
                            "title",
                            "Moved",
                            "text",
                            "",
                            "hosts",
                            List.of());
            assertThat(site.ask(MeterSite.CHIEF, "POST", "/api/events", event).statusCode())
                    .isLessThan(300);
            assertThat(site.ask(MeterSite.CHIEF, "GET", path, null).body()).contains(">Moved<");
        }
    }

    private static Caller caller(long id) {
        return new Caller(
                id, "Other", Set.of(MeterPermissions.HOSTS_READ), true, Set.of(), Locale.ENGLISH);
    }

    private static long graph(MeterSite site) {
        return graph(site, "alpha");
    }

    private static long graph(MeterSite site, String host) {
        return site.database.with(
                handle ->
                        handle.createQuery(
                                        """
                                        with h as (insert into meter_host (name, title, paired_at)
                                                   values (:host, :host, now()) returning id)
                                        insert into meter_graph (host_id, name, title, category,
                                                                 attributes, fields, told_at)
                                        select id, 'host/load', 'Load', 'system',
                                               '{"graph_title":"Load","graph_category":"system"}',
                                               '[{"name":"load","attributes":{}}]', now()
                                        from h returning id
                                        """)
                                .bind("host", host)
                                .mapTo(Long.class)
                                .one());
    }
}
