package relais.platform.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import relais.platform.identity.Caller;
import relais.platform.identity.Credential;
import relais.platform.identity.Permission;
import relais.platform.metrics.Metrics;

/** A server with a few routes of every kind, and a client that asks it. */
final class TestSite implements AutoCloseable {
    static final Permission READ = new Permission("things.read");
    static final Access OPEN = new Access.Open("a test");
    final HttpServer server;
    final HttpClient client = HttpClient.newHttpClient();

    enum Colour {
        RED,
        GREEN
    }

    record Part(String name, int count) {}

    record Thing(
            long id,
            String name,
            @Nullable String note,
            @Nullable Colour colour,
            List<Part> parts) {
        Thing {
            if (name != null && name.length() > 10) {
                throw new IllegalArgumentException("a name has at most 10 signs");
            }
        }
    }

    TestSite() {
        Metrics metrics = new Metrics();
        List<Route> routes = new ArrayList<>(things());
        routes.addAll(troubles());
        routes.addAll(others());
        routes.addAll(
                new Health(
                                List.of(
                                        new Health.Check("good", Optional::empty),
                                        new Health.Check("bad", () -> Optional.of("gone"))),
                                metrics,
                                READ)
                        .routes());
        HttpSettings settings =
                new HttpSettings(
                        "127.0.0.1",
                        0,
                        Optional.empty(),
                        Set.of(),
                        new HttpLimits(
                                100_000,
                                300_000,
                                8192,
                                Duration.ofSeconds(5),
                                Duration.ofMillis(700),
                                100,
                                50));
        server = HttpServer.start(settings, routes, TestSite::caller, metrics, "1.2.3");
    }

    private static List<Route> things() {
        return List.of(
                route(
                        Route.Verb.POST,
                        "/api/things",
                        OPEN,
                        Thing.class,
                        r -> Answer.created(r.body(Thing.class))),
                route(
                        Route.Verb.GET,
                        "/api/things",
                        new Access.Needs(READ),
                        null,
                        r -> Answer.ok(Map.of("limit", r.limit(), "who", r.caller().name()))),
                route(
                        Route.Verb.GET,
                        "/api/things/{id}",
                        OPEN,
                        null,
                        r -> Answer.ok(Map.of("id", r.pathId("id")))),
                route(
                        Route.Verb.GET,
                        "/api/things/special",
                        OPEN,
                        null,
                        r -> Answer.ok(Map.of("special", true))),
                route(
                        Route.Verb.DELETE,
                        "/api/things/{id}",
                        new Access.SignedIn(),
                        null,
                        r -> Answer.done()));
    }

    private static List<Route> troubles() {
        return List.of(
                route(
                        Route.Verb.GET,
                        "/api/broken",
                        OPEN,
                        null,
                        r -> {
                            throw new IllegalStateException("secret inner words");
                        }),
                route(
                        Route.Verb.GET,
                        "/api/export",
                        OPEN,
                        null,
                        r ->
                                new Answer.Streamed(
                                        "text/csv",
                                        "répon ses.csv",
                                        out -> {
                                            for (int i = 0; i < 5000; i++) {
                                                out.write(
                                                        (i + ";some words\n")
                                                                .getBytes(StandardCharsets.UTF_8));
                                            }
                                        })),
                route(
                        Route.Verb.GET,
                        "/api/cut",
                        OPEN,
                        null,
                        r ->
                                new Answer.Streamed(
                                        "text/csv",
                                        "",
                                        out -> {
                                            out.write(new byte[200_000]);
                                            out.flush();
                                            throw new IOException("disk went away");
                                        })));
    }

    private static List<Route> others() {
        return List.of(
                route(
                        Route.Verb.POST,
                        "/api/upload",
                        OPEN,
                        null,
                        r -> {
                            try (InputStream in = r.stream()) {
                                return Answer.ok(
                                        Map.of(
                                                "bytes",
                                                in.transferTo(OutputStream.nullOutputStream())));
                            }
                        }),
                route(
                        Route.Verb.GET,
                        "/api/login",
                        OPEN,
                        null,
                        r -> new Answer.WithSession(Answer.done(), "s3cret", Duration.ofHours(1))));
    }

    @Override
    public void close() {
        server.close();
    }

    static Route route(
            Route.Verb verb,
            String path,
            Access access,
            @Nullable Class<?> takes,
            Endpoint endpoint) {
        return new Route(verb, path, access, "test", takes, takes, endpoint);
    }

    static Optional<Caller> caller(Credential credential) {
        return switch (credential) {
            case Credential.None none -> Optional.empty();
            case Credential.Session session when session.secret().equals("good") ->
                    Optional.of(named("Ana", Set.of()));
            case Credential.Session session -> Optional.empty();
            case Credential.Token token when token.secret().equals("reader") ->
                    Optional.of(named("Bot", Set.of(READ)));
            case Credential.Token token when token.secret().equals("idle") ->
                    Optional.of(named("Bot", Set.of()));
            case Credential.Token token -> Optional.empty();
        };
    }

    private static Caller named(String name, Set<Permission> permissions) {
        return new Caller(7, name, permissions, false, Set.of(), Locale.FRENCH);
    }

    void expect(HttpResponse<String> answer, int status, String code) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type"))
                .hasValue("application/problem+json");
        assertThat(answer.body()).contains("\"code\":\"" + code + "\"");
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(server.address() + path))
                .timeout(Duration.ofSeconds(10));
    }

    HttpResponse<String> send(HttpRequest request) throws Exception {
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }

    HttpResponse<String> get(String path) throws Exception {
        return send(request(path).build());
    }

    HttpResponse<String> get(String path, String token) throws Exception {
        return send(request(path).header("Authorization", "Bearer " + token).build());
    }

    HttpResponse<String> post(String path, String body) throws Exception {
        return send(
                request(path)
                        .header("X-Relais", "1")
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build());
    }

    String raw(String request) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", server.port())) {
            socket.setSoTimeout(3000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            try {
                return new String(socket.getInputStream().readNBytes(4000), StandardCharsets.UTF_8);
            } catch (java.net.SocketTimeoutException e) {
                return "";
            }
        }
    }
}
