package relais.platform.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class AdmissionTest {
    private static final TestSite SITE = new TestSite();

    @AfterAll
    static void stop() {
        SITE.close();
    }

    @Test
    void onlyThoseWithThePermissionComeIn() throws Exception {
        SITE.expect(SITE.get("/api/things"), 401, "not-signed-in");
        SITE.expect(SITE.get("/api/things", "forged"), 401, "not-signed-in");
        SITE.expect(SITE.get("/api/things", "idle"), 403, "not-permitted");
        assertThat(SITE.get("/api/things", "reader").statusCode()).isEqualTo(200);
        HttpRequest.Builder delete =
                SITE.request("/api/things/1").header("Authorization", "Bearer reader").DELETE();
        SITE.expect(SITE.send(delete.build()), 403, "needs-session");
    }

    @Test
    void aForeignPageCannotUseTheCookie() throws Exception {
        SITE.expect(SITE.send(delete().build()), 403, "cross-site");
        assertThat(SITE.send(delete().header("X-Relais", "1").build()).statusCode()).isEqualTo(204);
        SITE.expect(
                SITE.send(
                        delete().header("X-Relais", "1")
                                .header("Sec-Fetch-Site", "cross-site")
                                .build()),
                403,
                "cross-site");
        SITE.expect(
                SITE.send(
                        delete().header("X-Relais", "1")
                                .header("Sec-Fetch-Site", "same-site")
                                .build()),
                403,
                "cross-site");
        SITE.expect(
                SITE.send(
                        delete().header("X-Relais", "1")
                                .header("Origin", "https://evil.example")
                                .build()),
                403,
                "cross-site");
        SITE.expect(
                SITE.send(delete().header("X-Relais", "1").header("Origin", "null").build()),
                403,
                "cross-site");
        assertThat(
                        SITE.send(
                                        delete().header("X-Relais", "1")
                                                .header("Origin", SITE.server.address().toString())
                                                .build())
                                .statusCode())
                .isEqualTo(204);
        SITE.expect(
                SITE.send(
                        SITE.request("/api/things")
                                .header("Content-Type", "application/json")
                                .POST(HttpRequest.BodyPublishers.ofString("{}"))
                                .build()),
                403,
                "cross-site");
    }

    private static HttpRequest.Builder delete() {
        return SITE.request("/api/things/1").header("Cookie", "relais_session=good").DELETE();
    }

    @Test
    void theSessionCookieIsHiddenFromScriptsAndOtherSites() throws Exception {
        assertThat(SITE.get("/api/login").headers().firstValue("Set-Cookie"))
                .hasValue("relais_session=s3cret; Path=/; Max-Age=3600; HttpOnly; SameSite=Strict");
        assertThat(new Answer.WithSession(Answer.done(), "s3cret", Duration.ZERO).toString())
                .doesNotContain("s3cret");
    }
}
