package relais.platform.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import relais.platform.metrics.Metrics;

class TransportTest {
    private static final String PASSWORD = "changeit";
    @TempDir Path folder;
    private final CountDownLatch asked = new CountDownLatch(1);

    @Test
    void overTlsHttp2IsSpokenAndTheCookieIsForThisHostAlone() throws Exception {
        KeyStore keys = certificate("RSA");
        Path chain = pem("chain.pem", "CERTIFICATE", keys.getCertificate("mykey").getEncoded());
        Path key =
                pem(
                        "key.pem",
                        "PRIVATE KEY",
                        keys.getKey("mykey", PASSWORD.toCharArray()).getEncoded());
        HttpSettings settings =
                new HttpSettings(
                        "127.0.0.1",
                        0,
                        Optional.of(new HttpSettings.Tls(chain, key)),
                        Set.of(),
                        HttpLimits.usual());
        try (HttpServer server = start(settings)) {
            assertThat(server.address()).hasScheme("https");
            HttpResponse<String> answer =
                    trusting(keys)
                            .send(
                                    HttpRequest.newBuilder(server.address().resolve("/api/login"))
                                            .build(),
                                    HttpResponse.BodyHandlers.ofString());
            assertThat(answer.headers().firstValue("Set-Cookie"))
                    .hasValue(
                            "__Host-relais_session=s3cret; Path=/; Max-Age=60; HttpOnly;"
                                    + " SameSite=Strict; Secure");
            assertThat(answer.headers().firstValue("Strict-Transport-Security")).isPresent();
            assertThat(answer.version()).isEqualTo(HttpClient.Version.HTTP_2);
            assertThat(answer.sslSession().orElseThrow().getProtocol()).isEqualTo("TLSv1.3");
            HttpResponse<String> old =
                    trusting(keys)
                            .send(
                                    HttpRequest.newBuilder(server.address().resolve("/api/who"))
                                            .version(HttpClient.Version.HTTP_1_1)
                                            .build(),
                                    HttpResponse.BodyHandlers.ofString());
            assertThat(old.version()).isEqualTo(HttpClient.Version.HTTP_1_1);
            assertThat(old.statusCode()).isEqualTo(200);
        }
    }

    @Test
    void aKeyOfTheWrongKindIsRefusedWithTheCommandThatMendsIt() throws Exception {
        KeyStore keys = certificate("EC");
        byte[] encoded = keys.getCertificate("mykey").getEncoded();
        Path chain = pem("chain.pem", "CERTIFICATE", encoded);
        Path key = pem("key.pem", "RSA PRIVATE KEY", new byte[] {1, 2, 3});
        assertThatThrownBy(() -> PemCertificate.load(chain, key))
                .hasMessageContaining("openssl pkcs8 -topk8");
        Path damaged = pem("key2.pem", "PRIVATE KEY", new byte[] {1, 2, 3});
        assertThatThrownBy(() -> PemCertificate.load(chain, damaged))
                .hasMessageContaining("do not fit");
        assertThatThrownBy(() -> PemCertificate.load(folder.resolve("none"), key))
                .hasMessageContaining("cannot read");
    }

    @Test
    void http2IsSpokenInClearText() throws Exception {
        try (HttpServer server = start(HttpSettings.local())) {
            HttpResponse<String> answer =
                    HttpClient.newHttpClient()
                            .send(
                                    HttpRequest.newBuilder(server.address().resolve("/api/login"))
                                            .build(),
                                    HttpResponse.BodyHandlers.ofString());
            assertThat(answer.version()).isEqualTo(HttpClient.Version.HTTP_2);
        }
    }

    @Test
    void aTakenPortIsSaidAtTheStart() {
        try (HttpServer server = start(HttpSettings.local())) {
            HttpSettings same =
                    new HttpSettings(
                            "127.0.0.1",
                            server.port(),
                            Optional.empty(),
                            Set.of(),
                            HttpLimits.usual());
            assertThatThrownBy(() -> start(same))
                    .hasMessageContaining("is taken")
                    .hasStackTraceContaining("already in use");
        }
    }

    @Test
    void whatIsBeingAnsweredIsAnsweredWhileTheServerStops() throws Exception {
        HttpServer server = start(HttpSettings.local());
        CompletableFuture<HttpResponse<String>> slow =
                HttpClient.newHttpClient()
                        .sendAsync(
                                HttpRequest.newBuilder(server.address().resolve("/api/slow"))
                                        .build(),
                                HttpResponse.BodyHandlers.ofString());
        assertThat(asked.await(10, TimeUnit.SECONDS)).isTrue();
        server.close();
        assertThat(slow.get().body()).isEqualTo("{\"slow\":true}");
    }

    @ParameterizedTest
    @CsvSource({
        "'',127.0.0.1,false",
        "203.0.113.7,203.0.113.7,true",
        "'6.6.6.6, 203.0.113.7',203.0.113.7,true",
        "'6.6.6.6, 203.0.113.7, 10.0.0.9',203.0.113.7,true",
        "'2001:db8::1',2001:db8::1,true",
        "'<script>',127.0.0.1,true",
    })
    void aTrustedProxyTellsWhoAsks(String forwarded, String address, boolean secure)
            throws Exception {
        Set<String> proxies = Set.of("127.0.0.1", "10.0.0.9");
        HttpSettings settings =
                new HttpSettings("127.0.0.1", 0, Optional.empty(), proxies, HttpLimits.usual());
        try (HttpServer server = start(settings)) {
            assertThat(who(server, forwarded, secure)).contains("\"" + address + "\"");
        }
    }

    @Test
    void anyoneElseIsNotBelieved() throws Exception {
        try (HttpServer server = start(HttpSettings.local())) {
            assertThat(who(server, "203.0.113.7", true)).contains("\"127.0.0.1\"");
        }
    }

    private static String who(HttpServer server, String forwarded, boolean secure)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(server.address().resolve("/api/who"));
        if (!forwarded.isEmpty()) {
            request.header("X-Forwarded-For", forwarded);
        }
        if (secure) {
            request.header("X-Forwarded-Proto", "https");
        }
        return HttpClient.newHttpClient()
                .send(request.build(), HttpResponse.BodyHandlers.ofString())
                .body();
    }

    private HttpServer start(HttpSettings settings) {
        List<Route> routes =
                List.of(
                        TestSite.route(
                                Route.Verb.GET,
                                "/api/login",
                                TestSite.OPEN,
                                null,
                                r ->
                                        new Answer.WithSession(
                                                Answer.done(), "s3cret", Duration.ofMinutes(1))),
                        TestSite.route(
                                Route.Verb.GET,
                                "/api/who",
                                TestSite.OPEN,
                                null,
                                r -> Answer.ok(Map.of("remote", r.remote()))),
                        TestSite.route(
                                Route.Verb.GET,
                                "/api/slow",
                                TestSite.OPEN,
                                null,
                                r -> {
                                    asked.countDown();
                                    // longer than a stopping server keeps an idle connection
                                    LockSupport.parkNanos(Duration.ofMillis(700).toNanos());
                                    return Answer.ok(Map.of("slow", true));
                                }));
        return HttpServer.start(settings, routes, TestSite::caller, new Metrics(), "1");
    }

    private KeyStore certificate(String algorithm) throws Exception {
        Path store = folder.resolve(algorithm + ".p12");
        Path keytool = Path.of(System.getProperty("java.home"), "bin", "keytool");
        Process made =
                new ProcessBuilder(
                                keytool.toString(),
                                "-genkeypair",
                                "-keyalg",
                                algorithm,
                                "-dname",
                                "CN=relais",
                                "-ext",
                                "san=ip:127.0.0.1",
                                "-storetype",
                                "PKCS12",
                                "-keystore",
                                store.toString(),
                                "-storepass",
                                PASSWORD)
                        .redirectErrorStream(true)
                        .start();
        String said = new String(made.getInputStream().readAllBytes());
        assertThat(made.waitFor()).as(said).isZero();
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, PASSWORD.toCharArray());
        }
        return keys;
    }

    private Path pem(String name, String what, byte[] der) throws IOException {
        String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
        return Files.writeString(
                folder.resolve(name),
                "-----BEGIN %s-----\n%s\n-----END %s-----\n".formatted(what, text, what));
    }

    private static HttpClient trusting(KeyStore keys) throws Exception {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("relais", keys.getCertificate("mykey"));
        TrustManagerFactory trust =
                TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return HttpClient.newBuilder().sslContext(context).build();
    }
}
