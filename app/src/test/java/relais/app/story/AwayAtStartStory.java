package relais.app.story;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import relais.app.Home;
import relais.app.Role;
import relais.platform.testing.FreePort;
import relais.platform.testing.Opened;
import relais.platform.testing.RabbitServer;

/**
 * After a power cut everything starts at once, and database and broker are the last to be ready:
 * each role waits and says for what, and then works.
 */
class AwayAtStartStory {
    private static final int PEOPLE = 60;

    @TempDir Path folder;
    @RegisterExtension private final Opened open = new Opened();

    @Test
    @Timeout(300)
    void rolesWaitForWhatIsAwayAndThenWork() throws Exception {
        DebianPostgres postgres = open.later(DebianPostgres.start());
        RabbitServer rabbit = open.later(RabbitServer.start());
        Crowd crowd = open.later(new Crowd(PEOPLE, 1));
        Map<String, String> settings = settings(postgres, rabbit);
        Site site = open.later(new Site(folder, settings));
        Ledger.prepare(
                new Home(site.home(Role.WEB)), settings, crowd, new Ledger.People(PEOPLE, 1));
        site.shareSecretKey(Role.WEB);
        postgres.kill();
        rabbit.kill();

        int health = FreePort.find();
        site.start(Role.WEB);
        site.start(Role.GATEWAY);
        site.start(Role.WORKER, Map.of("health.port", Integer.toString(health)));
        URI console = URI.create("http://127.0.0.1:" + settings.get("http.port"));
        Officer ana = open.later(new Officer(console));
        Soon.holds("it says that it lives", () -> ana.status("/live") == 200);
        assertThat(ana.get("/ready")).isEqualTo(notReady("\"database\":\"does not answer\""));
        assertThat(ana.get("/api/session").body()).contains("waits for its database");
        for (Role role : Site.ROLES) {
            site.process(role).says("waiting for the database");
        }
        Officer supervisor = open.later(new Officer(URI.create("http://127.0.0.1:" + health)));
        Soon.holds("the worker lives too", () -> supervisor.status("/live") == 200);
        assertThat(supervisor.status("/ready")).isEqualTo(503);

        postgres.restart();
        for (Role role : Site.ROLES) {
            site.awaitStarted(role);
        }
        assertThat(ana.get("/ready").body())
                .contains("\"database\":\"ok\"", "\"queue\":\"RabbitMQ does not answer\"");
        crowd.startWriting();
        Soon.holds(
                "the edge takes what people write",
                () -> !crowd.goesOn() && crowd.smsc().acknowledged() == crowd.messages());
        Ledger ledger = open.later(new Ledger(postgres.address()));
        assertThat(ledger.received()).isZero();

        rabbit.restart();
        Soon.holds("all is ready", () -> ana.status("/ready") == 200);
        // Each process finds the broker again in its own time.
        Soon.holds("the worker too", () -> supervisor.status("/ready") == 200);
        Soon.holds("all is stored", () -> ledger.received() == crowd.messages());
        Soon.holds("all is answered", () -> crowd.replied() == PEOPLE);
        assertThat(ledger.tally()).isEqualTo(Map.of("yes", (long) PEOPLE));
    }

    private static Officer.Reply notReady(String check) {
        return new Officer.Reply(503, "{\"ready\":false,\"checks\":{" + check + "}}");
    }

    private static Map<String, String> settings(DebianPostgres postgres, RabbitServer rabbit) {
        Map<String, String> settings = new HashMap<>();
        settings.put("database.url", postgres.address().url());
        settings.put("database.user", postgres.address().user());
        settings.put("queue.rabbitmq", "127.0.0.1:" + rabbit.port());
        settings.put("queue.rabbitmq-user", "guest");
        settings.put("queue.rabbitmq-password", "guest");
        settings.put("http.port", Integer.toString(FreePort.find()));
        settings.put("voice.quiet-hours", "none");
        return settings;
    }
}
