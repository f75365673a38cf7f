package relais.meter.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import relais.meter.Meter;
import relais.meter.testing.MeterSite;
import relais.platform.identity.Caller;
import relais.platform.identity.GrantablePermission;
import relais.platform.json.Json;

/** What people arrange for themselves over HTTP: dashboards, events, rules, who is on call. */
class ArrangingStory {
    private static final String CHIEF = MeterSite.CHIEF;
    private static final String VISITOR = "visitor";

    @TempDir Path folder;
    private MeterSite site;

    @BeforeEach
    void open() throws Exception {
        site = new MeterSite(folder, InstantSource.system());
        site.database.useTransaction(
                tx -> {
                    tx.execute("insert into meter_host_group (name) values ('North'), ('South')");
                    for (String host : List.of("gw1", "gw2", "db1")) {
                        tx.execute(
                                "insert into meter_host (name, title, paired_at)"
                                        + " values (?, ?, now())",
                                host,
                                host.toUpperCase(Locale.ROOT));
                        for (String graph : List.of("host/cpu", "host/load")) {
                            tx.execute(
                                    "insert into meter_graph (host_id, name, title, category,"
                                            + " attributes, fields, told_at) select id, ?, ?,"
                                            + " 'system', ?::json, '[]'::json, now()"
                                            + " from meter_host where name = ?",
                                    graph,
                                    graph,
                                    "{\"graph_title\":\"T\",\"graph_category\":\"system\"}",
                                    host);
                        }
                    }
                    tx.execute(
                            "insert into meter_host_in_group (host_id, group_id)"
                                    + " select h.id, g.id from meter_host h, meter_host_group g"
                                    + " where (h.name like 'gw%') = (g.name = 'North')");
                });
        site.knows(
                VISITOR,
                new Caller(
                        2,
                        "Visitor",
                        Meter.grantable().stream()
                                .map(GrantablePermission::permission)
                                .collect(Collectors.toSet()),
                        false,
                        Set.of(),
                        false,
                        Set.of(group("North")),
                        Locale.ENGLISH));
    }

    @AfterEach
    void close() throws Exception {
        site.close();
    }

    @Test
    void dashboardsAppearByThemselvesForWhatOneSees() throws Exception {
        assertThat(names(site.get("/api/dashboards?kind=automatic")))
                .containsExactly("North", "South", "system", "DB1", "GW1", "GW2");
        assertThat(names(ask(VISITOR, "GET", "/api/dashboards?kind=automatic", null)))
                .containsExactly("North", "system", "GW1", "GW2");
        assertThat(site.get("/api/dashboards/category:system").path("panels")).hasSize(6);
        assertThat(ask(VISITOR, "GET", "/api/dashboards/category:system", null).path("panels"))
                .hasSize(4);
        JsonNode group = site.get("/api/dashboards/group:" + group("North"));
        assertThat(group.path("panels")).hasSize(4);
        assertThat(group.path("panels").path(0).path("title").asText()).isEqualTo("gw1 · T");
        assertThat(status(VISITOR, "GET", "/api/dashboards/host:" + host("db1"), null))
                .isEqualTo(404);
    }

    @Test
    void patternsFindGraphsAndHostsThatOneSees() throws Exception {
        assertThat(hosts(site.get("/api/graphs?name=host/*&hosts=GW1,%20db?")))
                .containsExactly("db1", "db1", "gw1", "gw1");
        assertThat(hosts(ask(VISITOR, "GET", "/api/graphs?name=*/cpu&hosts=*1", null)))
                .containsExactly("gw1");
        assertThat(hosts(site.get("/api/graphs?name=host_cpu")))
                .as("no wildcard of ours")
                .isEmpty();
        assertThat(titles(site.get("/api/hosts?name=gw?,db1")))
                .containsExactly("DB1", "GW1", "GW2");
        assertThat(titles(ask(VISITOR, "GET", "/api/hosts?name=*1", null))).containsExactly("GW1");
        assertThat(status(CHIEF, "GET", "/api/graphs?name=,", null)).isEqualTo(400);
    }

    private static List<String> hosts(JsonNode graphs) {
        return graphs.path("items").findValues("host").stream()
                .map(host -> host.path("name").asText())
                .toList();
    }

    @Test
    void aDashboardIsMadeTakenAwayAsAFileAndBroughtBack() throws Exception {
        long cpu =
                number(
                        "select g.id from meter_graph g join meter_host h on h.id = g.host_id"
                                + " where h.name = 'gw1' and g.name = 'host/cpu'");
        Map<String, Object> one =
                Map.of("title", "", "kind", "graph", "graph", cpu, "width", 6, "height", 300);
        Map<String, Object> other =
                Map.of(
                        "title",
                        "Loads",
                        "kind",
                        "graph",
                        "hosts",
                        "gw*",
                        "graphName",
                        "host/load",
                        "width",
                        12,
                        "height",
                        300);
        Map<String, Object> body =
                Map.of("name", "Gateways", "groups", List.of(), "panels", List.of(one, other));
        JsonNode made = ask(CHIEF, "POST", "/api/dashboards", body);
        String address = "/api/dashboards/" + made.path("id").asLong();
        assertThat(made.path("panels").findValuesAsText("id")).containsExactly("1", "2");
        String file = text("GET", address + "/yaml", null);
        assertThat(file).contains("hosts: gw1", "graphName: host/cpu");
        JsonNode brought = Json.mapper().readTree(text("PUT", "/api/dashboards/yaml", file));
        assertThat(brought.path("id")).isEqualTo(made.path("id"));
        assertThat(text("GET", address + "/yaml", null)).isEqualTo(file);
        assertThat(status(CHIEF, "POST", "/api/dashboards", body)).isEqualTo(422);
        assertThat(text("PUT", "/api/dashboards/yaml", "name: [")).contains("dashboard-file");
        assertThat(status(CHIEF, "DELETE", address, null)).isEqualTo(200);
        assertThat(status(CHIEF, "GET", address, null)).isEqualTo(404);
    }

    @Test
    void aDashboardOfAGroupIsSeenByItsPeopleAlone() throws Exception {
        Map<String, Object> body =
                Map.of("name", "Data", "groups", List.of(group("South")), "panels", List.of());
        JsonNode made = ask(CHIEF, "POST", "/api/dashboards", body);
        String address = "/api/dashboards/" + made.path("id").asLong();
        assertThat(status(VISITOR, "GET", address, null)).isEqualTo(404);
        assertThat(status(VISITOR, "DELETE", address, null)).isEqualTo(404);
        assertThat(ask(VISITOR, "GET", "/api/dashboards", null).path("items")).isEmpty();
        assertThat(site.get("/api/dashboards").path("items")).hasSize(1);
    }

    @Test
    void aDashboardIsSharedWithAGroupOfUsersWhoSeeTheirOwnHostsOnIt() throws Exception {
        long users =
                number(
                        "with g as (insert into platform_user_group (name) values ('Duty')"
                                + " returning id), u as (insert into platform_user (id, login,"
                                + " name, locale, created_at) overriding system value"
                                + " values (2, 'visitor', 'V', 'en', now()) returning id),"
                                + " m as (insert into platform_member (user_id, group_id)"
                                + " select u.id, g.id from u, g) select id from g");
        Map<String, Object> panel =
                Map.of("kind", "graph", "hosts", "*", "graphName", "*", "width", 6, "height", 300);
        Map<String, Object> body =
                Map.of(
                        "name",
                        "On duty",
                        "groups",
                        List.of(group("South")),
                        "userGroups",
                        List.of(users),
                        "panels",
                        List.of(panel));
        String address =
                "/api/dashboards/"
                        + ask(CHIEF, "POST", "/api/dashboards", body).path("id").asLong();
        assertThat(ask(VISITOR, "GET", address, null).path("userGroups").path(0).asLong())
                .isEqualTo(users);
        String picture = site.ask(VISITOR, "GET", address + "/picture.svg", null).body();
        assertThat(picture).contains("gw1", "gw2").doesNotContain("db1");
        site.database.useTransaction(tx -> tx.execute("delete from platform_member"));
        assertThat(status(VISITOR, "GET", address, null)).isEqualTo(404);
        assertThat(names(site.get("/api/dashboard-readers"))).contains("Duty");
    }

    @Test
    void eventsAreOfHostsThatOneSees() throws Exception {
        long db = host("db1");
        ask(CHIEF, "POST", "/api/events", Map.of("title", "Upgrade", "hosts", List.of(db)));
        Map<String, Object> power = Map.of("title", "Power", "hosts", List.of(host("gw1")));
        long mine = ask(VISITOR, "POST", "/api/events", power).path("id").asLong();
        String soon = "?to=" + Instant.now().plusSeconds(60);
        assertThat(titles(ask(VISITOR, "GET", "/api/events" + soon, null)))
                .containsExactly("Power");
        assertThat(titles(site.get("/api/events" + soon))).containsExactly("Power", "Upgrade");
        assertThat(titles(site.get("/api/events" + soon + "&host=" + db)))
                .containsExactly("Upgrade");
        assertThat(status(VISITOR, "POST", "/api/events", Map.of("title", "All"))).isEqualTo(422);
        String later = Instant.now().plusSeconds(600).toString();
        assertThat(titles(site.get("/api/events?from=" + later))).isEmpty();
        assertThat(status(CHIEF, "DELETE", "/api/events/" + mine, null)).isEqualTo(200);
    }

    private static final Map<String, Object> NIGHT =
            Map.of(
                    "name",
                    "Night",
                    "from",
                    "critical",
                    "after",
                    60,
                    "people",
                    List.of(Map.of("name", "Ana", "address", "+25779000001")));

    @Test
    void rulesSilencesAndPeopleOnCallAreKept() throws Exception {
        long group = ask(CHIEF, "POST", "/api/on-call", NIGHT).path("id").asLong();
        Map<String, Object> rule =
                Map.of(
                        "name",
                        "Busy",
                        "query",
                        "host_load > 4",
                        "for",
                        60,
                        "keep",
                        30,
                        "severity",
                        "warning",
                        "message",
                        Map.of("fr", "{host}: {value}"),
                        "notify",
                        List.of(group));
        assertThat(status(CHIEF, "POST", "/api/alert-rules", rule)).isEqualTo(200);
        assertThat(status(VISITOR, "POST", "/api/alert-rules", rule))
                .as("of all hosts, though seeing a few")
                .isEqualTo(422);
        JsonNode kept = site.get("/api/alert-rules").path("items").path(0);
        assertThat(kept.path("for").asInt()).isEqualTo(60);
        assertThat(kept.path("notify").path(0).asLong()).isEqualTo(group);
        String attempt = "/api/alert-rules/try";
        assertThat(status(CHIEF, "POST", attempt, Map.of("query", "host_load >"))).isEqualTo(422);
        assertThat(ask(CHIEF, "POST", attempt, Map.of("query", "vector(2)")).path("series"))
                .hasSize(1);
        Map<String, Object> tooLong =
                Map.of(
                        "hosts",
                        "gw*",
                        "from",
                        "2026-11-22T20:00:00Z",
                        "until",
                        "2030-11-22T22:00:00Z",
                        "repeat",
                        "daily");
        assertThat(status(CHIEF, "POST", "/api/silences", tooLong)).isEqualTo(422);
        assertThat(site.get("/api/alerts").path("items")).isEmpty();
        assertThat(status(CHIEF, "POST", "/api/on-call/" + group + "/test", null)).isEqualTo(200);
        assertThat(site.get("/api/alert-notices").path("items").path(0).path("person").asText())
                .isEqualTo("Ana");
        assertThat(status(CHIEF, "POST", "/api/alerts/77/acknowledge", Map.of())).isEqualTo(404);
    }

    private long group(String name) {
        return number("select id from meter_host_group where name = '" + name + "'");
    }

    private long host(String name) {
        return number("select id from meter_host where name = '" + name + "'");
    }

    private long number(String sql) {
        return site.database.with(handle -> handle.createQuery(sql).mapTo(Long.class).one());
    }

    private static List<String> names(JsonNode page) {
        return page.path("items").findValuesAsText("name");
    }

    private static List<String> titles(JsonNode page) {
        return page.path("items").findValuesAsText("title");
    }

    private JsonNode ask(String token, String verb, String path, Object body) throws Exception {
        HttpResponse<String> answer = site.ask(token, verb, path, body);
        assertThat(answer.statusCode()).as("%s %s: %s", verb, path, answer.body()).isLessThan(300);
        return Json.mapper().readTree(answer.body());
    }

    private int status(String token, String verb, String path, Object body) throws Exception {
        return site.ask(token, verb, path, body).statusCode();
    }

    private String text(String verb, String path, String body) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest request =
                    HttpRequest.newBuilder(site.address().resolve(path))
                            .header("Authorization", "Bearer " + CHIEF)
                            .header("Content-Type", "text/yaml")
                            .method(
                                    verb,
                                    body == null
                                            ? HttpRequest.BodyPublishers.noBody()
                                            : HttpRequest.BodyPublishers.ofString(body))
                            .build();
            return client.send(request, HttpResponse.BodyHandlers.ofString()).body();
        }
    }
}
