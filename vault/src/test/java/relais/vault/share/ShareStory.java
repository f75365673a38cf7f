package relais.vault.share;

import static org.assertj.core.api.Assertions.assertThat;
import static relais.vault.testing.DocumentSite.READER;
import static relais.vault.testing.DocumentSite.STRANGER;
import static relais.vault.testing.DocumentSite.WRITER;
import static relais.vault.testing.DocumentSite.json;
import static relais.vault.testing.DocumentSite.text;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import relais.platform.testing.SettableClock;
import relais.vault.testing.DocumentSite;

/** Documents given to people without an account. */
class ShareStory {
    @TempDir Path folder;
    private DocumentSite site;
    private long document;
    private final SettableClock clock = new SettableClock(Instant.parse("2026-03-03T10:00:00Z"));
    private final HttpClient browser = HttpClient.newHttpClient();

    @BeforeEach
    void open() throws Exception {
        site = new DocumentSite(folder, clock);
        document = site.put("/Décision <b>.txt", "the answer");
    }

    @AfterEach
    void close() {
        site.close();
    }

    @Test
    void aLinkGivesTheDocumentAsOftenAsItSaysAndNoLonger() throws Exception {
        String url = make(Map.of("expiresAt", "2026-03-10T00:00:00Z", "most", 2));
        HttpResponse<String> page = visit(url, "fr-BI,fr");
        assertThat(page.body())
                .contains("Télécharger", "Décision &lt;b>.txt")
                .doesNotContain("<b>");
        assertThat(page.body().length()).isLessThan(30_000);
        assertThat(visit(url, "en").body()).contains("Download");
        assertThat(visit(url + "/content", "").body()).isEqualTo("the answer");
        assertThat(visit(url + "/content", "").statusCode()).isEqualTo(200);
        assertThat(visit(url + "/content", "").statusCode()).isEqualTo(404);
        String shares = "/api/documents/" + document + "/shares";
        var shown = site.get(WRITER, shares).path("items").path(0);
        assertThat(shown.path("used").asInt()).isEqualTo(2);
        assertThat(shown.has("url")).as("what it says is shown once").isFalse();
        String log = "/api/shares/" + shown.path("id").asLong() + "/log";
        assertThat(site.get(WRITER, log).path("items")).hasSize(4);
        assertThat(site.ask(READER, "POST", shares, Map.of()).statusCode()).isIn(400, 403);
        assertThat(site.ask(STRANGER, "GET", shares, null).statusCode()).isEqualTo(404);

        String other = make(Map.of("expiresAt", "2026-03-04T00:00:00Z"));
        clock.advance(Duration.ofDays(2));
        assertThat(visit(other, "").statusCode()).isEqualTo(404);
    }

    @Test
    void aPasswordIsAskedForAndGuessingIsSlow() throws Exception {
        String url = make(Map.of("expiresAt", "2026-03-10T00:00:00Z", "password", "baobab-1984"));
        assertThat(visit(url, "").body()).contains("type=\"password\"");
        assertThat(visit(url + "/content", "").statusCode()).isEqualTo(404);
        for (int i = 0; i < 5; i++) {
            assertThat(enter(url, "wrong").statusCode()).isEqualTo(403);
        }
        assertThat(enter(url, "baobab-1984").statusCode()).as("too fast").isEqualTo(429);
        clock.advance(Duration.ofMinutes(16));
        HttpResponse<String> entered = enter(url, "baobab-1984");
        assertThat(entered.statusCode()).isEqualTo(200);
        String cookie = entered.headers().firstValue("Set-Cookie").orElseThrow();
        assertThat(cookie).contains("HttpOnly", "SameSite=Strict");
        HttpResponse<String> content =
                browser.send(
                        HttpRequest.newBuilder(site.address().resolve(url + "/content"))
                                .header("Cookie", cookie.substring(0, cookie.indexOf(';')))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        assertThat(content.body()).isEqualTo("the answer");
    }

    /** A password of four digits must not fall to ten thousand tries made at once. */
    @Test
    void manyTriesAtOnceAreAsManyTries() throws Exception {
        String url = make(Map.of("expiresAt", "2026-03-10T00:00:00Z", "password", "baobab-1984"));
        List<CompletableFuture<HttpResponse<String>>> tries = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            HttpRequest request =
                    HttpRequest.newBuilder(site.address().resolve(url))
                            .header("Content-Type", "application/x-www-form-urlencoded")
                            .POST(BodyPublishers.ofString("password=wrong" + i))
                            .build();
            tries.add(browser.sendAsync(request, HttpResponse.BodyHandlers.ofString()));
        }
        long looked = 0;
        for (CompletableFuture<HttpResponse<String>> one : tries) {
            looked += one.get().statusCode() == 403 ? 1 : 0;
        }
        assertThat(looked).isLessThanOrEqualTo(5);
    }

    /** Behind a proxy that speaks TLS the ticket must not go over a line without it. */
    @Test
    void aTicketGivenOverTlsIsShownOverTlsAlone() throws Exception {
        String url = make(Map.of("expiresAt", "2026-03-10T00:00:00Z", "password", "baobab-1984"));
        HttpRequest.Builder request =
                HttpRequest.newBuilder(site.address().resolve(url))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString("password=baobab-1984"));
        assertThat(cookie(request)).doesNotContain("Secure");
        assertThat(cookie(request.header("X-Forwarded-Proto", "https"))).endsWith("; Secure");
    }

    private String cookie(HttpRequest.Builder request) throws Exception {
        return browser.send(request.build(), HttpResponse.BodyHandlers.ofString())
                .headers()
                .firstValue("Set-Cookie")
                .orElseThrow();
    }

    @Test
    void aLinkTakenBackLeadsNowhere() throws Exception {
        String url = make(Map.of("expiresAt", "2026-03-10T00:00:00Z"));
        long id =
                site.get(WRITER, "/api/documents/" + document + "/shares")
                        .path("items")
                        .path(0)
                        .path("id")
                        .asLong();
        assertThat(site.ask(WRITER, "DELETE", "/api/shares/" + id, null).statusCode())
                .isEqualTo(204);
        assertThat(visit(url, "").statusCode()).isEqualTo(404);
        assertThat(visit("/s/made-up", "").statusCode()).isEqualTo(404);
        String again = make(Map.of("expiresAt", "2026-03-10T00:00:00Z"));
        site.ask(WRITER, "DELETE", "/api/documents/" + document, null);
        assertThat(visit(again, "").statusCode()).as("its document is in the trash").isEqualTo(404);
    }

    private String make(Map<String, ?> terms) throws Exception {
        HttpResponse<byte[]> made =
                site.ask(WRITER, "POST", "/api/documents/" + document + "/shares", terms);
        assertThat(made.statusCode()).as(text(made)).isEqualTo(201);
        return json(made).path("url").asText();
    }

    private HttpResponse<String> visit(String path, String language) throws Exception {
        return browser.send(
                HttpRequest.newBuilder(site.address().resolve(path))
                        .header("Accept-Language", language)
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> enter(String path, String password) throws Exception {
        return browser.send(
                HttpRequest.newBuilder(site.address().resolve(path))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString("password=" + password))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }
}
