package relais.platform.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import relais.platform.metrics.Metrics;

class ServingTest {
    private static final TestSite SITE = new TestSite();

    @AfterAll
    static void stop() {
        SITE.close();
    }

    @Test
    void everyAnswerCarriesTheSecurityHeaders() throws Exception {
        for (String path :
                List.of("/", "/api/things", "/api/none", "/live", "/assets/app-ABCD1234.js")) {
            var headers = SITE.get(path).headers();
            assertThat(headers.firstValue("Content-Security-Policy"))
                    .as(path)
                    .hasValueSatisfying(
                            policy ->
                                    assertThat(policy)
                                            .contains(
                                                    "default-src 'self'", "frame-ancestors 'none'")
                                            .doesNotContain("unsafe"));
            assertThat(headers.firstValue("X-Content-Type-Options")).hasValue("nosniff");
            assertThat(headers.firstValue("Referrer-Policy")).hasValue("no-referrer");
            assertThat(headers.firstValue("Strict-Transport-Security")).isEmpty();
            assertThat(headers.firstValue("Server")).isEmpty();
        }
    }

    @Test
    void theConsoleIsServedWithItsPagesButNeverInPlaceOfTheApi() throws Exception {
        HttpResponse<String> index = SITE.get("/");
        assertThat(index.body()).contains("Relais test page");
        assertThat(index.headers().firstValue("Cache-Control")).hasValue("no-cache");
        assertThat(SITE.get("/polls/12").body()).contains("Relais test page");
        String tag = index.headers().firstValue("ETag").orElseThrow();
        assertThat(SITE.send(SITE.request("/").header("If-None-Match", tag).build()).statusCode())
                .isEqualTo(304);
        HttpResponse<byte[]> asset =
                SITE.client.send(
                        SITE.request("/assets/app-ABCD1234.js")
                                .header("Accept-Encoding", "gzip")
                                .build(),
                        HttpResponse.BodyHandlers.ofByteArray());
        assertThat(asset.headers().firstValue("Cache-Control"))
                .hasValueSatisfying(c -> assertThat(c).contains("immutable"));
        assertThat(asset.headers().firstValue("Content-Encoding")).hasValue("gzip");
        assertThat(
                        new GZIPInputStream(new java.io.ByteArrayInputStream(asset.body()))
                                .readAllBytes())
                .hasSizeGreaterThan(3000);
        SITE.expect(SITE.get("/assets/gone.js"), 404, "not-found");
        for (String path :
                List.of(
                        "/../relais/x.json",
                        "/%2e%2e/logback.xml",
                        "/assets/..%2findex.html",
                        "/assets//index.html")) {
            assertThat(
                            SITE.raw(
                                    "GET "
                                            + path
                                            + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"))
                    .as(path)
                    .doesNotContain("200 OK");
        }
    }

    @Test
    void aStreamIsCompressedAndNamed() throws Exception {
        HttpResponse<String> plain = SITE.get("/api/export");
        assertThat(plain.body()).endsWith("4999;some words\n");
        assertThat(plain.headers().firstValue("Content-Disposition"))
                .hasValue(
                        "attachment; filename=\"r_pon ses.csv\"; filename*=UTF-8''r%C3%A9pon%20ses.csv");
        HttpResponse<byte[]> zipped =
                SITE.client.send(
                        SITE.request("/api/export").header("Accept-Encoding", "gzip").build(),
                        HttpResponse.BodyHandlers.ofByteArray());
        assertThat(zipped.body()).hasSizeLessThan(30_000);
    }

    @Test
    void aStreamThatBreaksIsNotTakenForWhole() {
        assertThatThrownBy(() -> SITE.get("/api/cut")).isInstanceOf(IOException.class);
    }

    @Test
    void uploadsStreamUpToTheirOwnLimit() throws Exception {
        assertThat(SITE.post("/api/upload", "x".repeat(250_000)).body())
                .isEqualTo("{\"bytes\":250000}");
        SITE.expect(SITE.post("/api/upload", "x".repeat(350_000)), 413, "body-too-large");
    }

    @Test
    void whoSendsMuchTooMuchIsStillToldSo() throws Exception {
        for (int i = 0; i < 20; i++) {
            SITE.expect(SITE.post("/api/upload", "x".repeat(9 << 20)), 413, "body-too-large");
        }
    }

    @Test
    void supervisorsAreAnswered() throws Exception {
        assertThat(SITE.get("/live").body()).isEqualTo("alive\n");
        HttpResponse<String> ready = SITE.get("/ready");
        assertThat(ready.statusCode()).isEqualTo(503);
        assertThat(ready.body())
                .isEqualTo("{\"ready\":false,\"checks\":{\"good\":\"ok\",\"bad\":\"gone\"}}");
        SITE.expect(SITE.get("/metrics"), 401, "not-signed-in");
        SITE.get("/api/things/3");
        String counted =
                "http_request_seconds_count{route=\"GET /api/things/{id}\",status=\"200\"}";
        String metrics = SITE.get("/metrics", "reader").body();
        // A request is counted after its answer was sent, perhaps after it was read.
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (!metrics.contains(counted) && System.nanoTime() < deadline) {
            metrics = SITE.get("/metrics", "reader").body();
        }
        assertThat(metrics).contains("jvm_heap_used_bytes", counted);
    }

    @Test
    void theDescriptionIsMadeFromTheRoutes() throws Exception {
        var api = relais.platform.json.Json.mapper().readTree(SITE.get("/openapi.json").body());
        assertThat(api.at("/info/version").asText()).isEqualTo("1.2.3");
        assertThat(api.at("/paths/~1api~1things/get/description").asText()).contains("things.read");
        assertThat(api.at("/components/schemas/Thing/required").toString())
                .isEqualTo("[\"id\",\"name\",\"parts\"]");
        assertThat(api.at("/components/schemas/Thing/properties/colour/enum").toString())
                .isEqualTo("[\"RED\",\"GREEN\"]");
        assertThat(api.at("/components/schemas/Thing/properties/parts/items/$ref").asText())
                .isEqualTo("#/components/schemas/Part");
    }

    @Test
    void twoRoutesOfOneShapeDoNotStart() {
        Route one =
                TestSite.route(
                        Route.Verb.GET, "/api/a/{id}", TestSite.OPEN, null, r -> Answer.done());
        Route same =
                TestSite.route(
                        Route.Verb.GET, "/api/a/{name}", TestSite.OPEN, null, r -> Answer.done());
        assertThatThrownBy(
                        () ->
                                HttpServer.start(
                                        HttpSettings.local(),
                                        List.of(one, same),
                                        TestSite::caller,
                                        new Metrics(),
                                        "1"))
                .hasMessageContaining("two routes");
    }
}
