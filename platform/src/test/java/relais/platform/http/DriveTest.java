package relais.platform.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import relais.platform.identity.Caller;
import relais.platform.identity.Credential;
import relais.platform.identity.Permission;
import relais.platform.metrics.Metrics;

/** What a mounted drive and a large upload ask of the server. */
class DriveTest {
    private static final Permission USE = new Permission("drive.use");
    private static final HttpServer SERVER = server();
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private static HttpServer server() {
        Access needs = new Access.Needs(USE);
        List<Route> routes =
                List.of(
                        route(
                                Route.Verb.PROPFIND,
                                "/dav/<path>",
                                needs,
                                r -> new Answer.Text(207, "application/xml", r.path("path"))),
                        route(
                                Route.Verb.GET,
                                "/dav/<path>",
                                needs,
                                r -> new Answer.Bytes(206, "text/plain", 5, o -> o.write(five()))),
                        route(
                                Route.Verb.HEAD,
                                "/dav/<path>",
                                needs,
                                r -> new Answer.Bytes(200, "text/plain", 5, o -> o.write(five()))),
                        route(
                                Route.Verb.PUT,
                                "/api/large",
                                needs,
                                r -> {
                                    long size = 0;
                                    try (InputStream in = r.stream(3_000_000)) {
                                        size = in.transferTo(OutputStream.nullOutputStream());
                                    }
                                    return Answer.ok(
                                            Map.of(
                                                    "size",
                                                    size,
                                                    "trailer",
                                                    r.trailer("Repr-Digest").orElse("none")));
                                }));
        HttpLimits limits =
                new HttpLimits(
                        100_000, 1_000, 8192, Duration.ofSeconds(5), Duration.ofSeconds(5), 100, 1);
        HttpSettings settings =
                new HttpSettings("127.0.0.1", 0, Optional.empty(), Set.of(), limits);
        return HttpServer.start(settings, routes, DriveTest::caller, new Metrics(), "1");
    }

    private static byte[] five() {
        return "bytes".getBytes(StandardCharsets.US_ASCII);
    }

    private static Route route(Route.Verb verb, String path, Access access, Endpoint endpoint) {
        return new Route(verb, path, access, "a test", null, null, endpoint);
    }

    private static Optional<Caller> caller(Credential credential) {
        return credential instanceof Credential.Token token && token.secret().equals("good:token")
                ? Optional.of(new Caller(7, "Ann", Set.of(USE), false, Set.of(), Locale.ENGLISH))
                : Optional.empty();
    }

    @AfterAll
    static void stop() {
        SERVER.close();
    }

    @Test
    void aTokenServesAsThePasswordOfADrive() throws Exception {
        HttpResponse<String> stranger = send("PROPFIND", "/dav/a", "", "");
        assertThat(stranger.statusCode()).isEqualTo(401);
        assertThat(stranger.headers().firstValue("WWW-Authenticate"))
                .hasValueSatisfying(c -> assertThat(c).startsWith("Basic "));
        assertThat(send("PROPFIND", "/dav/a/b%20%C3%A9.txt", basic("ann:good:token"), "").body())
                .isEqualTo("a/b é.txt");
        assertThat(send("PROPFIND", "/dav/a", basic("ann:wrong"), "").statusCode()).isEqualTo(401);
        assertThat(send("PROPFIND", "/dav/a", "Basic !!!", "").statusCode()).isEqualTo(401);
        assertThat(send("PUT", "/api/large", basic("ann:good:token"), "").statusCode())
                .as("Basic is for drives alone")
                .isNotEqualTo(200);
    }

    @Test
    void aPercentSignInAnAddressIsDecodedOnceAndASlashNever() throws Exception {
        String password = basic("ann:good:token");
        for (String[] one :
                new String[][] {
                    {"100%25+1.txt", "100%+1.txt"},
                    {"a%252e%252e%252fb", "a%2e%2e%2fb"},
                    {"%2525", "%25"}
                }) {
            assertThat(send("PROPFIND", "/dav/" + one[0], password, "").body()).isEqualTo(one[1]);
        }
        assertThat(send("PROPFIND", "/dav/a%2fb", password, "").statusCode()).isEqualTo(400);
        assertThat(send("PROPFIND", "/dav/a/%2e%2e/b", password, "").statusCode()).isEqualTo(400);
    }

    @Test
    void bytesGoOutAsTheyAreAndAHeadHasTheLengthAlone() throws Exception {
        HttpRequest.Builder asked =
                HttpRequest.newBuilder(URI.create(SERVER.address() + "/dav/x"))
                        .header("Accept-Encoding", "gzip")
                        .header("Authorization", basic("ann:good:token"));
        HttpResponse<String> whole = CLIENT.send(asked.GET().build(), BodyHandlers.ofString());
        assertThat(whole.statusCode()).isEqualTo(206);
        assertThat(whole.body()).isEqualTo("bytes");
        assertThat(whole.headers().firstValue("Content-Length")).hasValue("5");
        HttpResponse<String> head = CLIENT.send(asked.HEAD().build(), BodyHandlers.ofString());
        assertThat(head.headers().firstValue("Content-Length")).hasValue("5");
        assertThat(head.body()).isEmpty();
    }

    @Test
    void anUnknownVerbNamesThoseThatAreKnown() throws Exception {
        HttpResponse<String> answer = send("MKCOL", "/dav/x/y", basic("ann:good:token"), "");
        assertThat(answer.statusCode()).isEqualTo(405);
        assertThat(answer.headers().firstValue("Allow"))
                .hasValueSatisfying(a -> assertThat(a).contains("PROPFIND", "GET", "HEAD"));
    }

    @Test
    void aLargeBodyHasTheRoutesOwnBound() throws Exception {
        HttpResponse<String> taken =
                send("PUT", "/api/large", "Bearer good:token", "x".repeat(2_000_000));
        assertThat(taken.body()).contains("2000000").contains("none");
        assertThat(
                        send("PUT", "/api/large", "Bearer good:token", "x".repeat(3_000_001))
                                .statusCode())
                .isEqualTo(413);
    }

    @Test
    void aSlowUploadDoesNotKeepOthersOut() throws Exception {
        try (Socket slow = new Socket("127.0.0.1", SERVER.port())) {
            slow.getOutputStream().write(head("Content-Length: 10", "").getBytes("US-ASCII"));
            slow.getOutputStream().write('x');
            slow.getOutputStream().flush();
            long until = System.nanoTime() + 3_000_000_000L;
            int status;
            do { // the server takes the other request up first, then lets its place go
                status = send("PROPFIND", "/dav/a", basic("ann:good:token"), "").statusCode();
            } while (status == 503 && System.nanoTime() < until);
            assertThat(status).as("the only place is free again").isEqualTo(207);
        }
    }

    @Test
    void aDigestAfterTheBodyIsHeard() throws Exception {
        try (Socket socket = new Socket("127.0.0.1", SERVER.port())) {
            String request =
                    head("Transfer-Encoding: chunked", "Trailer: Repr-Digest\r\n")
                            + "5\r\nhello\r\n0\r\nRepr-Digest: sha-256=:abc=:\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            String answer =
                    new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(answer).contains("\"size\":5").contains("sha-256=:abc=:");
        }
    }

    private static String head(String framing, String more) {
        return "PUT /api/large HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer good:token\r\n"
                + "Connection: close\r\n"
                + framing
                + "\r\n"
                + more
                + "\r\n";
    }

    private static String basic(String pair) {
        return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }

    private static HttpResponse<String> send(
            String verb, String path, String authorization, String body) throws Exception {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(SERVER.address() + path))
                        .method(verb, BodyPublishers.ofString(body));
        if (!authorization.isEmpty()) {
            request.header("Authorization", authorization);
        }
        return CLIENT.send(request.build(), BodyHandlers.ofString());
    }
}
