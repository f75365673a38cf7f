package relais.app.story;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import relais.platform.accounts.Accounts;
import relais.platform.accounts.Outcome;
import relais.platform.accounts.SetupLinks;
import relais.platform.accounts.Tokens;
import relais.platform.http.Access;
import relais.platform.http.Route;
import relais.platform.json.Json;
import relais.platform.testing.RouteWalk;

/** Every route of the whole product, tried by those who must not get in. */
class RouteWalkTest {
    @TempDir private static Path folder;
    private static WholeProduct product;
    private static RouteWalk walk;
    private static Accounts.SignedIn administrator;

    @BeforeAll
    static void start() throws IOException {
        product = WholeProduct.empty(folder);
        walk = new RouteWalk(product.address(), product.wiring().routes());
        String link = product.accounts().setupLinks().first().orElseThrow().token();
        administrator =
                done(
                        product.accounts()
                                .setupLinks()
                                .use(
                                        new SetupLinks.Form(
                                                link, "Ana", "ana", "correct horse battery", "fr"),
                                        "127.0.0.1"));
    }

    @AfterAll
    static void stop() {
        if (product != null) {
            product.close();
        }
    }

    @Test
    void strangersAreTurnedAwayEverywhere() throws IOException, InterruptedException {
        System.out.println("walked " + walk.summary());
        assertThat(product.wiring().routes()).hasSizeGreaterThan(80);
        assertThat(walk.openToStrangers()).isEmpty();
    }

    @Test
    void whoLacksThePermissionIsRefused() throws IOException, InterruptedException {
        Tokens.Made powerless =
                done(
                        product.accounts()
                                .tokens()
                                .create(
                                        administrator.caller(),
                                        "may nothing",
                                        List.of(),
                                        Instant.now().plus(Duration.ofHours(1))));
        assertThat(walk.openToThoseWithoutPermission(powerless.secret())).isEmpty();
    }

    @Test
    void aForeignPageCannotUseSomebodysSession() throws IOException, InterruptedException {
        assertThat(walk.openToForeignPages(administrator.session())).isEmpty();
    }

    /** Each exception is a decision: a new one must be added here, with its reason in the route. */
    @Test
    void whatIsOpenToAllIsListedHere() {
        assertThat(product.wiring().routes())
                .filteredOn(route -> route.access() instanceof Access.Open)
                .extracting(Route::path)
                .containsOnly(
                        "/api/agents/batches",
                        "/api/agents/pairing",
                        "/api/session",
                        "/api/setup",
                        "/api/setup/look",
                        "/api/stores/own/{word}",
                        "/api/uploads",
                        "/api/uploads/{id}",
                        "/cgi-bin/sendsms",
                        "/kannel/{channel}/receive",
                        "/kannel/{channel}/report",
                        "/live",
                        "/openapi.json",
                        "/ready",
                        "/s/{token}",
                        "/s/{token}/content",
                        "/share.css",
                        "/shared/{token}/{name}");
    }

    @Test
    void theDescriptionOfTheApiNamesEveryRoute() throws IOException, InterruptedException {
        HttpResponse<String> answer =
                HttpClient.newHttpClient()
                        .send(
                                HttpRequest.newBuilder(product.address().resolve("/openapi.json"))
                                        .build(),
                                HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(200);
        JsonNode description = Json.mapper().readTree(answer.body());
        assertThat(description.path("openapi").asText()).startsWith("3.1");
        for (Route route : product.wiring().routes()) {
            if (route.path().startsWith("/api/") && route.verb().common()) {
                String verb = route.verb().name().toLowerCase(Locale.ROOT);
                assertThat(description.path("paths").path(route.path()).has(verb))
                        .as("%s %s", route.verb(), route.path())
                        .isTrue();
            }
        }
    }

    private static <T> T done(Outcome<T> outcome) {
        return switch (outcome) {
            case Outcome.Done<T> done -> done.value();
            case Outcome.Refused<T> refused -> throw new AssertionError(refused.toString());
        };
    }
}
