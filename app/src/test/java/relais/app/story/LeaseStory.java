package relais.app.story;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import relais.app.Home;
import relais.gateway.message.Lane;
import relais.gateway.message.Outgoing;
import relais.gateway.message.Topics;
import relais.platform.db.Database;
import relais.platform.db.DatabaseAddress;
import relais.platform.json.Json;
import relais.platform.queue.Item;
import relais.platform.queue.PostgresQueue;
import relais.platform.queue.Queue;
import relais.platform.testing.Opened;
import relais.platform.testing.TestDatabase;

/** Two gateways are given one channel; the one that runs it is killed without warning. */
class LeaseStory {
    private static final int LOT = 200;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir Path folder;

    /** One of each of the two channels, both to one provider. */
    private static final int LINES = 2;

    @RegisterExtension private final Opened open = new Opened();
    private final DatabaseAddress address =
            TestDatabase.freshAddress("platform", "gateway", "voice", "meter", "vault");
    private Crowd crowd;
    private Database database;
    private Queue queue;

    private Path home(String node) {
        return folder.resolve(node);
    }

    private Map<String, String> settings(String node) {
        Map<String, String> settings = new HashMap<>();
        settings.put("database.url", address.url());
        settings.put("database.user", address.user());
        settings.put("database.password", address.password());
        settings.put("database.connections", "8");
        settings.put("gateway.node", node);
        return settings;
    }

    private RelaisProcess gateway(String node) throws Exception {
        RelaisProcess process =
                open.later(
                        RelaisProcess.start(
                                home(node),
                                List.of("serve", "--roles", "gateway"),
                                settings(node)));
        process.says("Relais runs here");
        return process;
    }

    private void sendLot(int number) {
        database.useTransaction(
                tx -> {
                    for (int i = number * LOT; i < (number + 1) * LOT; i++) {
                        Outgoing one =
                                new Outgoing(
                                        i + 1L,
                                        "mtn",
                                        "",
                                        Crowd.phone(i),
                                        "Question",
                                        Lane.BULK,
                                        null);
                        Item item = new Item(Long.toString(i + 1L), one.to(), Json.bytes(one));
                        queue.enqueue(tx, Topics.mt("mtn", Lane.BULK), List.of(item));
                    }
                });
    }

    private long heardOf(int lot) {
        return crowd.heard().keySet().stream()
                .filter(sms -> sms.phone().compareTo(Crowd.phone(lot * LOT)) >= 0)
                .filter(sms -> sms.phone().compareTo(Crowd.phone((lot + 1) * LOT)) < 0)
                .count();
    }

    private void looksThreeTimes(String node) throws Exception {
        long before = renewals(node);
        awaits(node + " looks three times", () -> renewals(node) >= before + 3);
    }

    private long renewals(String node) {
        return database.with(
                handle ->
                        handle.createQuery(
                                        """
                                        select coalesce(max(renewals), 0) from gateway_lease
                                        where thing = 'node:' || :node
                                        """)
                                .bind("node", node)
                                .mapTo(Long.class)
                                .one());
    }

    private static void awaits(String what, Callable<Boolean> condition) throws Exception {
        Instant end = Instant.now().plus(PATIENCE);
        while (!condition.call()) {
            if (Instant.now().isAfter(end)) {
                throw new AssertionError("never so: " + what);
            }
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
        }
    }

    @Test
    @Timeout(value = 200, unit = TimeUnit.SECONDS)
    void oneBindsTheOtherTakesOverAndNobodyHearsAnythingTwice() throws Exception {
        crowd = open.later(new Crowd(1, 1));
        Ledger.prepare(new Home(home("g1")), settings("g1"), crowd, new Ledger.People(1, 0));
        database = open.later(Database.open(address, 4));
        queue = open.later(new PostgresQueue(database, InstantSource.system(), new Random(1)));
        Files.createDirectories(home("g2"));
        Files.copy(home("g1").resolve("secret.key"), home("g2").resolve("secret.key"));

        RelaisProcess first = gateway("g1");
        awaits("the first has bound", () -> crowd.smsc().boundLines() == LINES);
        gateway("g2");
        looksThreeTimes("g2");
        assertThat(crowd.smsc().boundLines()).as("only the first").isEqualTo(LINES);
        sendLot(0);
        awaits("all of the first lot is heard", () -> heardOf(0) == LOT);

        first.kill();
        awaits("unbound", () -> crowd.smsc().boundLines() == 0);
        sendLot(1);
        awaits("the second has bound", () -> crowd.smsc().boundLines() == LINES);
        awaits("all of the second lot is heard", () -> heardOf(1) == LOT);

        gateway("g1");
        looksThreeTimes("g1");
        assertThat(crowd.smsc().boundLines()).as("the first does not push in").isEqualTo(LINES);
        sendLot(2);
        awaits("all of the third lot is heard", () -> heardOf(2) == LOT);
        assertThat(crowd.heard().values()).as("each once").allMatch(times -> times == 1);
    }
}
