package relais.platform.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.OutputStream;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BadInputTest {
    private static final TestSite SITE = new TestSite();

    @AfterAll
    static void stop() {
        SITE.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"id\":1,|invalid-json|line 1, column 9",
                "{\"id\":1,\"name\":\"a\",\"parts\":[]} x|invalid-json|not JSON",
                "{\"id\":1,\"parts\":[]}|missing-field|name is missing",
                "{\"id\":1,\"name\":\"a\",\"parts\":[{\"count\":2}]}|missing-field|parts[0].name is missing",
                "{\"id\":\"many\",\"name\":\"a\",\"parts\":[]}|invalid-field|id: \"many\" is not a whole number",
                "{\"id\":1,\"name\":\"a\",\"parts\":[{\"name\":\"x\",\"count\":{}}]}|invalid-field|parts[0].count: is not a whole number",
                "{\"id\":1,\"name\":\"a\",\"parts\":7}|invalid-field|parts: is not a list",
                "{\"id\":1,\"nmae\":\"a\"}|invalid-field|there is no field \"nmae\"; known are",
                "{\"id\":1,\"name\":\"a\",\"colour\":\"BLUE\",\"parts\":[]}|invalid-field|colour: \"BLUE\" is not one of \"RED\", \"GREEN\"",
                "{\"id\":1,\"name\":\"12345678901\",\"parts\":[]}|invalid-field|a name has at most 10 signs",
                "{\"id\":1,\"name\":\"a\",\"parts\":[null]}|missing-field|parts[0] is missing",
                "{\"id\":1,\"name\":\"a\\u0000\",\"parts\":[]}|invalid-field|name holds a NUL",
                "{\"id\":1,\"name\":\"a\\ud800\",\"parts\":[]}|invalid-field|or half a sign",
                "null|invalid-json|an object is expected",
                "[]|invalid-field|is not an object",
                "''|invalid-json|the body is empty",
            })
    void aWrongBodyIsToldByLineOrField(String body, String code, String detail) throws Exception {
        HttpResponse<String> answer = SITE.post("/api/things", body);
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.headers().firstValue("Content-Type"))
                .hasValue("application/problem+json");
        assertThat(answer.body().replace("\\\"", "\""))
                .contains("\"code\":\"" + code + "\"", detail, "\"title\":\"Bad Request\"");
    }

    @Test
    void aRightBodyGoesThereAndBack() throws Exception {
        String thing =
                "{\"id\":1,\"name\":\"a\",\"colour\":\"RED\",\"parts\":[{\"name\":\"é\",\"count\":2}]}";
        HttpResponse<String> answer = SITE.post("/api/things", thing);
        assertThat(answer.statusCode()).isEqualTo(201);
        assertThat(answer.body()).isEqualTo(thing);
        assertThat(answer.headers().firstValue("Cache-Control")).hasValue("no-store");
    }

    @Test
    void aBodyThatNestsWithoutEndIsRefused() throws Exception {
        assertThat(SITE.post("/api/things", "[".repeat(15_000)).statusCode()).isEqualTo(400);
        assertThat(SITE.post("/api/things", "{\"parts\":" + "[".repeat(15_000)).body())
                .doesNotContain("Exception");
    }

    @Test
    void aStrangerSendsLessThanSomebodyKnown() throws Exception {
        String long20k = "{\"id\":1,\"name\":\"a\",\"parts\":[]}" + " ".repeat(20_000);
        SITE.expect(SITE.post("/api/things", long20k), 413, "body-too-large");
        HttpRequest known =
                SITE.request("/api/things")
                        .header("Authorization", "Bearer idle")
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(long20k))
                        .build();
        assertThat(SITE.send(known).statusCode()).isEqualTo(201);
    }

    @Test
    void wrongKindTooLargeUnknownAndWrongMethodAreProblems() throws Exception {
        HttpRequest text =
                SITE.request("/api/things")
                        .header("X-Relais", "1")
                        .header("Content-Type", "text/plain")
                        .POST(HttpRequest.BodyPublishers.ofString("{}"))
                        .build();
        SITE.expect(SITE.send(text), 415, "unsupported-media-type");
        SITE.expect(SITE.post("/api/things", " ".repeat(200_000)), 413, "body-too-large");
        SITE.expect(SITE.get("/api/nothing"), 404, "not-found");
        SITE.expect(SITE.get("/api"), 404, "not-found");
        SITE.expect(SITE.post("/api/nothing", "{}"), 404, "not-found");
        HttpResponse<String> wrongMethod =
                SITE.send(
                        SITE.request("/api/things/4")
                                .header("X-Relais", "1")
                                .PUT(HttpRequest.BodyPublishers.ofString("{}"))
                                .build());
        SITE.expect(wrongMethod, 405, "method-not-allowed");
        assertThat(wrongMethod.headers().firstValue("Allow").orElse("").split(", "))
                .containsExactlyInAnyOrder("GET", "DELETE");
        SITE.expect(
                SITE.send(
                        SITE.request("/api/things")
                                .method("TRACE", HttpRequest.BodyPublishers.noBody())
                                .build()),
                405,
                "method-not-allowed");
        SITE.expect(
                SITE.send(
                        SITE.request("/api/things")
                                .method("BREW", HttpRequest.BodyPublishers.noBody())
                                .build()),
                405,
                "method-not-allowed");
        SITE.expect(SITE.get("/api/things/0x1"), 404, "not-found");
        SITE.expect(SITE.get("/api/things/99999999999999999999"), 404, "not-found");
        assertThat(SITE.get("/api/things/special").body()).isEqualTo("{\"special\":true}");
    }

    @Test
    void queriesAreChecked() throws Exception {
        assertThat(SITE.get("/api/things?limit=7", "reader").body())
                .contains("\"limit\":7", "\"who\":\"Bot\"");
        assertThat(SITE.get("/api/things?limit=0", "reader").body()).contains("\"limit\":1");
        SITE.expect(SITE.get("/api/things?limit=201", "reader"), 400, "invalid-query");
        SITE.expect(SITE.get("/api/things?limit=x", "reader"), 400, "invalid-query");
    }

    @Test
    void aPercentSignThatStandsForNothingIsNotTakenForAnEmptyQuery() throws Exception {
        for (String broken :
                new String[] {"limit=%zz", "limit=7%", "limit=%4", "other=%&limit=7"}) {
            String answer =
                    SITE.raw(
                            "GET /api/things?%s HTTP/1.1\r\nHost: x\r\n".formatted(broken)
                                    + "Authorization: Bearer reader\r\nConnection: close\r\n\r\n");
            assertThat(answer).as(broken).contains(" 400 ", "invalid-query", "%25");
        }
        assertThat(SITE.get("/api/things?other=%25&limit=7", "reader").body())
                .contains("\"limit\":7");
    }

    @Test
    void whatBreaksHereTellsAReferenceAndNothingElse() throws Exception {
        HttpResponse<String> answer = SITE.get("/api/broken");
        SITE.expect(answer, 500, "internal");
        assertThat(answer.body()).doesNotContain("secret inner words").doesNotContain("Exception");
        assertThat(answer.headers().firstValue("Content-Security-Policy"))
                .hasValue(SecurityHeaders.CONTENT_POLICY);
    }

    @Test
    void aBodyThatTricklesIsCutOff() throws Exception {
        try (Socket socket = new Socket("127.0.0.1", SITE.server.port())) {
            OutputStream out = socket.getOutputStream();
            out.write(
                    "POST /api/things HTTP/1.1\r\nHost: x\r\nX-Relais: 1\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
            socket.setSoTimeout(50);
            StringBuilder answer = new StringBuilder();
            for (int i = 0; i < 100 && answer.indexOf("408") < 0; i++) {
                out.write(' ');
                out.flush();
                try {
                    byte[] some = new byte[2000];
                    int count = socket.getInputStream().read(some);
                    answer.append(new String(some, 0, Math.max(0, count), StandardCharsets.UTF_8));
                } catch (java.net.SocketTimeoutException e) {
                    continue;
                }
            }
            assertThat(answer).contains("body-too-slow");
        }
    }

    @Test
    void whoIsRefusedBeforeTheirBodyCameIsToldThatTheConnectionEnds() throws Exception {
        // without X-Relais the gate refuses at once; the body never comes
        assertThat(
                        SITE.raw(
                                "POST /api/things HTTP/1.1\r\nHost: x\r\nContent-Type:"
                                        + " application/json\r\nContent-Length: 100000\r\n\r\n"))
                .startsWith("HTTP/1.1 4")
                .containsIgnoringCase("\r\nConnection: close\r\n");
    }

    @Test
    void floodsOfHeadersAndNonsenseAreRefusedAsProblems() throws Exception {
        assertThat(
                        SITE.raw(
                                "GET / HTTP/1.1\r\nHost: x\r\nX-Long: "
                                        + "a".repeat(20_000)
                                        + "\r\n\r\n"))
                .contains(" 431 ", "headers-too-large");
        assertThat(SITE.raw("GET /" + "a".repeat(20_000) + " HTTP/1.1\r\nHost: x\r\n\r\n"))
                .contains(" 414 ", "address-too-long");
        assertThat(SITE.raw("HELLO\r\n\r\n")).contains(" 400 ", "application/problem+json");
        assertThat(SITE.raw("GET / HTTP/1.1\r\n\r\n")).contains(" 400 ", "bad-request");
        StringBuilder many = new StringBuilder("GET / HTTP/1.1\r\nHost: x\r\n");
        for (int i = 0; i < 5000; i++) {
            many.append("H").append(i).append(": v\r\n");
        }
        assertThat(SITE.raw(many + "\r\n")).contains(" 431 ");
        assertThat(SITE.get("/live").statusCode()).isEqualTo(200);
    }
}
