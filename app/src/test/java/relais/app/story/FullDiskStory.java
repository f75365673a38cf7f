package relais.app.story;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.JdbiException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import relais.platform.db.DatabaseAddress;
import relais.platform.testing.FreePort;
import relais.platform.testing.SmallDisk;

/**
 * The whole product on one small disk, spool and database together, that something else fills while
 * people write: it says so, refuses what it cannot keep, loses nothing that it said yes to, and
 * goes on by itself when there is room again.
 */
class FullDiskStory {
    /** Programs, an empty cluster, some of PostgreSQL's log and a spool. */
    private static final int MEGABYTES = 400;

    private static final int PEOPLE = 100_000;

    /** What the provider must be left with before we believe that it is refused. */
    private static final int REFUSED = 200;

    @TempDir Path folder;

    @Test
    @Timeout(300)
    void aFullDiskIsSaidAndLosesNothing() throws Exception {
        Path home = Files.createDirectories(folder.resolve("home"));
        SmallDisk.require(home);
        Map<String, String> settings = Map.of("http.port", Integer.toString(FreePort.find()));
        try (Crowd crowd = new Crowd(PEOPLE, 1);
                RelaisProcess process =
                        RelaisProcess.startOnSmallDisk(
                                home,
                                MEGABYTES,
                                folder.resolve("output.txt"),
                                List.of("up"),
                                settings);
                Officer ana = new Officer(URI.create(process.console()))) {
            ana.setUp(process.says("(http\\S+/setup#\\S+)"));
            addChannel(ana, crowd);
            assertThat(ana.get("/ready").status()).isEqualTo(200);
            try (Ledger ledger = new Ledger(database(process.inside(home)))) {
                crowd.startWriting();
                Soon.holds("messages are stored", () -> stored(ledger) > 100);

                Path filler = process.inside(home.resolve("filler"));
                SmallDisk.fill(filler);
                ledger.exhaustLog();
                Soon.holds("it says so", () -> ana.get("/ready").body().contains("nearly full"));
                assertThat(ana.get("/ready").status()).isEqualTo(503);
                Soon.holds("the provider is refused", () -> unacknowledged(crowd) > REFUSED);
                assertThat(ana.get("/live").status()).isEqualTo(200);
                refusesAFile(ana);
                long kept = crowd.smsc().acknowledged();

                SmallDisk.free(filler);
                Soon.holds("it is ready again", () -> ana.status("/ready") == 200);
                Soon.holds("it takes messages again", () -> crowd.smsc().acknowledged() > kept);
                crowd.stopWriting();
                Soon.holds("all is taken", () -> unacknowledged(crowd) == 0);
                Soon.holds("all is stored", () -> stored(ledger) >= crowd.messages());
                Map<Crowd.Sms, Integer> all = ledger.stored();
                assertThat(all.keySet()).isEqualTo(crowd.acknowledged().keySet());
                assertThat(all.values()).as("stored once").allMatch(times -> times == 1);
                System.out.printf(
                        "full disk story: %d messages, %d deliveries again%n",
                        crowd.messages(), crowd.smsc().repeatedDeliveries());
            }
        }
    }

    private static void addChannel(Officer ana, Crowd crowd) throws Exception {
        String channel =
                """
                {"kind":"smpp","name":"mtn","host":"127.0.0.1","port":%d,"systemId":"relais",
                 "password":"%s","sender":"8500","country":"BI","price":0,"currency":"BIF",
                 "joining":"SAR","window":20,"ratePerSecond":30}
                """
                        .formatted(crowd.smsc().port(), Crowd.PASSWORD);
        Officer.Reply added =
                ana.upload("/api/channels", BodyPublishers.ofString(channel), "application/json");
        assertThat(added.status()).as(added.body()).isEqualTo(201);
    }

    /** A clear refusal or an honest problem on our side, and soon; never a yes. */
    private static void refusesAFile(Officer ana) throws Exception {
        String list = "phone,name\n" + "79000001,Somebody\n".repeat(20);
        Officer.Reply reply =
                ana.upload("/api/imports?name=x.csv", BodyPublishers.ofString(list), "text/csv");
        assertThat(reply.status()).as(reply.body()).isGreaterThanOrEqualTo(400);
        System.out.println("full disk story: a file is answered by " + reply);
        JsonNode problem = reply.json();
        assertThat(problem.path("detail").asText()).isNotBlank();
    }

    private static long unacknowledged(Crowd crowd) {
        return crowd.messages() - crowd.smsc().acknowledged();
    }

    /** Zero while the database is away. */
    private static long stored(Ledger ledger) {
        try {
            return ledger.received();
        } catch (JdbiException e) {
            return 0;
        }
    }

    private static DatabaseAddress database(Path home) throws Exception {
        String port = Files.readString(home.resolve("postgres/port")).strip();
        String password = Files.readString(home.resolve("postgres/password")).strip();
        return new DatabaseAddress(
                "jdbc:postgresql://127.0.0.1:" + port + "/postgres", "relais", password);
    }
}
