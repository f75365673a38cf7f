package relais.app.story;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import relais.platform.db.DatabaseAddress;
import relais.platform.testing.FreePort;
import relais.platform.testing.Opened;

/**
 * The database's primary is killed under people who read: they go on reading from its standby, are
 * told so, and write again once it is back.
 */
class StandbyStory {
    /**
     * Within it a write has its answer, the first one after the death too; without a standby 10 s.
     */
    private static final Duration QUICKLY = Duration.ofSeconds(9);

    /** After it a web node asks the database anew who somebody is; a little more than that. */
    private static final Duration CALLERS_KNOWN = Duration.ofSeconds(6);

    @TempDir Path folder;
    @RegisterExtension private final Opened open = new Opened();
    private DebianPostgres primary;
    private RelaisProcess relais;
    private Officer ana;
    private long dossier;
    private long document;

    @Test
    @Timeout(300)
    void whilePrimaryIsAwayPeopleReadFromItsStandby() throws Exception {
        primary = open.later(DebianPostgres.start());
        DebianPostgres standby = open.later(primary.standby());
        relais = serve(standby.address());
        someoneKeepsSomething();
        Page screen = aScreen();
        assertThat(ana.get("/api/session").json().path("readingOnly").asBoolean()).isFalse();
        wasSeenLongAgo();
        caughtUp(standby);

        primary.kill();
        Instant killed = Instant.now();
        Officer.Reply refused = note("Nobody will know");
        while (refused.status() == 500 && Instant.now().isBefore(killed.plus(QUICKLY))) {
            refused = note("Nobody will know"); // it had a connection that was about to break
        }
        assertThat(Duration.between(killed, Instant.now())).isLessThan(QUICKLY);
        assertThat(refused.status()).as(refused.body()).isEqualTo(503);
        assertThat(refused.json().path("code").asText()).isEqualTo("read-only-now");
        while (Instant.now().isBefore(killed.plus(CALLERS_KNOWN))) {
            reads();
        }
        reads();
        assertThat(ana.get("/api/session").json().path("readingOnly").asBoolean()).isTrue();
        assertThat(ana.get("/api/status").json().path("readingOnly").asBoolean()).isTrue();
        assertThat(ana.status("/ready")).as("another node could do no more").isEqualTo(200);
        PlaywrightAssertions.assertThat(screen.locator(".live-banner"))
                .containsText("Lecture seule");
        screen.navigate("/dossiers/" + dossier);
        PlaywrightAssertions.assertThat(screen.locator("h1")).hasText("The well");
        assertThat(strangersSignIn().headers().firstValue("Retry-After")).contains("5");

        primary.restart();
        Soon.holds("writes go on", () -> note("The well is dug").status() < 300);
        assertThat(ana.get("/api/session").json().path("readingOnly").asBoolean()).isFalse();
        assertThat(ana.get("/api/dossiers/" + dossier + "/notes").body())
                .contains("The well is dug")
                .doesNotContain("Nobody will know");
        PlaywrightAssertions.assertThat(screen.locator(".live-banner")).isEmpty();
    }

    /** What people see of it, each page as a browser asks for it. */
    private void reads() throws Exception {
        assertThat(ana.get("/api/documents/" + document + "/content").body())
                .isEqualTo("Dry since August.");
        assertThat(ana.get("/api/dossiers/" + dossier).json().path("title").asText())
                .isEqualTo("The well");
        for (String page : List.of("/api/dossiers", "/api/dossiers/" + dossier + "/history")) {
            Officer.Reply reply = ana.get(page);
            assertThat(reply.status()).as("%s: %s", page, reply.body()).isEqualTo(200);
        }
    }

    private RelaisProcess serve(DatabaseAddress standby) throws Exception {
        List<String> command = new ArrayList<>(List.of("serve", "--roles", "web"));
        Map<String, String> settings =
                Map.of(
                        "database.url", primary.address().url(),
                        "database.user", primary.address().user(),
                        "database.standby", standby.url(),
                        "http.port", Integer.toString(FreePort.find()));
        return open.later(RelaisProcess.start(folder.resolve("home"), command, settings));
    }

    private void someoneKeepsSomething() throws Exception {
        ana = open.later(Officer.first(relais));
        dossier = ana.dossier("The well");
        document = ana.keep(dossier, "/well.txt", "Dry since August.");
    }

    /** Her own, with the dossiers before her. */
    private Page aScreen() throws Exception {
        Browser browser = open.later(Browser.at(URI.create(relais.console())));
        browser.signIn(Officer.LOGIN, Officer.PASSWORD);
        Page screen = browser.open();
        screen.navigate("/dossiers");
        PlaywrightAssertions.assertThat(screen.locator("main")).containsText("The well");
        return screen;
    }

    private Officer.Reply note(String title) throws Exception {
        return ana.post("/api/dossiers/" + dossier + "/notes", Map.of("text", title));
    }

    private HttpResponse<String> strangersSignIn() throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(
                    HttpRequest.newBuilder(URI.create(relais.console()).resolve("/api/session"))
                            .header("X-Relais", "1")
                            .header("Content-Type", "application/json")
                            .POST(BodyPublishers.ofString("{\"login\":\"a\",\"password\":\"b\"}"))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        }
    }

    /** So that her next request would note that she was seen. */
    private void wasSeenLongAgo() throws SQLException {
        assertThat(
                        primary.said(
                                "UPDATE platform_session SET seen_at = seen_at - interval '9 min'"
                                        + " RETURNING 'done'"))
                .isEqualTo("done");
    }

    /** Returns when the standby has all that the primary has. */
    private void caughtUp(DebianPostgres standby) throws Exception {
        String all = primary.said("SELECT pg_current_wal_lsn()::text");
        String there = "SELECT (pg_last_wal_replay_lsn() >= '" + all + "')::text";
        Soon.holds("the standby has it all", () -> standby.said(there).equals("true"));
    }
}
