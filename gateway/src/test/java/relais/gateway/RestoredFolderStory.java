package relais.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import javax.net.ServerSocketFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import relais.gateway.channel.ChannelSettings;
import relais.gateway.intake.Intake;
import relais.gateway.message.Incoming;
import relais.gateway.message.Lane;
import relais.gateway.message.Outgoing;
import relais.gateway.message.Report;
import relais.gateway.message.Topics;
import relais.gateway.outgoing.StopList;
import relais.gateway.simulator.Behaviour;
import relais.gateway.simulator.Handset;
import relais.gateway.simulator.SimulatedSmsc;
import relais.gateway.testing.Lines;
import relais.gateway.testing.Until;
import relais.platform.db.Database;
import relais.platform.json.Json;
import relais.platform.queue.Item;
import relais.platform.queue.PostgresQueue;
import relais.platform.queue.Queue;
import relais.platform.testing.Opened;
import relais.platform.testing.TestDatabase;

/** Somebody puts last week's copy of the gateway's folder beside today's database. */
class RestoredFolderStory {
    /** Answers late, so that sent and done with are told apart. */
    private static final Behaviour SLOW =
            new Behaviour(
                    Duration.ofMillis(100), 0, 0, 0, 0, Duration.ZERO, 0, Duration.ZERO, 1_000);

    @TempDir Path folder;
    @RegisterExtension private final Opened open = new Opened();
    private final Map<String, Integer> received = new ConcurrentHashMap<>();
    private final List<Report> reports = new CopyOnWriteArrayList<>();
    private final Map<String, Integer> heard = new ConcurrentHashMap<>();
    private final Database database = open.later(TestDatabase.fresh());
    private final Queue queue =
            open.later(new PostgresQueue(database, InstantSource.system(), new Random(1)));

    private void workers() {
        open.later(
                queue.consume(
                        Topics.MO,
                        2,
                        500,
                        (tx, partition, batch) -> {
                            for (Item item : batch) {
                                String text = Json.read(item.body(), Incoming.class).text();
                                received.merge(text, 1, Integer::sum);
                            }
                        }));
        open.later(
                queue.consume(
                        Topics.REPORT,
                        2,
                        500,
                        (tx, partition, batch) -> {
                            for (Item item : batch) {
                                reports.add(Json.read(item.body(), Report.class));
                            }
                        }));
    }

    private SimulatedSmsc provider() throws IOException {
        return open.later(
                new SimulatedSmsc(
                        ServerSocketFactory.getDefault(),
                        0,
                        "secret",
                        SLOW,
                        new Random(3),
                        (from, to, text) -> {
                            heard.merge(text, 1, Integer::sum);
                            return List.of();
                        },
                        message -> {}));
    }

    private Gateway gateway(Path home) throws Exception {
        return Gateway.open(
                new Gateway.Setup(
                        GatewayFolder.open(home),
                        Intake.USUAL_BYTES,
                        "g1",
                        queue,
                        InstantSource.system(),
                        new Random(2),
                        SSLContext.getDefault(),
                        Handset.SILENT,
                        StopList.NOBODY,
                        () -> {}));
    }

    private void send(long id) {
        String text = "Question " + id;
        Outgoing one = new Outgoing(id, "mtn", "", "+2577900000" + id, text, Lane.BULK, null);
        Item item = new Item(Long.toString(id), one.to(), Json.bytes(one));
        database.useTransaction(
                tx -> queue.enqueue(tx, Topics.mt("mtn", Lane.BULK), List.of(item)));
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> all = Files.walk(from)) {
            for (Path one : all.toList()) {
                Files.copy(one, to.resolve(from.relativize(one).toString()));
            }
        }
    }

    @Test
    void newMessagesAreNotTakenForOldOnesAndNothingIsSentAgain() throws Exception {
        workers();
        SimulatedSmsc smsc = provider();
        ChannelSettings mtn =
                Lines.smpp(
                        Lines.link(smsc.port(), false, ChannelSettings.Coding.USUAL), 1, 0.000_1);
        Path home = folder.resolve("gateway");
        Gateway gateway = gateway(home);
        gateway.apply(List.of(mtn));
        smsc.deliver("+257790001", "8500", "before the copy");
        send(1);
        Until.holds("received", () -> received.containsKey("before the copy"));
        Until.holds("the first is done with", () -> reports.size() == 1);
        send(2);
        Until.holds(
                "the second waits in the journal",
                () -> gateway.channel("mtn").orElseThrow().waiting() == 1);
        gateway.close();
        Path copy = folder.resolve("copy");
        copy(home, copy);

        Gateway goesOn = gateway(home);
        goesOn.apply(List.of(mtn));
        Until.holds("the second is sent", () -> heard.containsKey("Question 2"));
        for (int i = 1; i <= 20; i++) {
            smsc.deliver("+257790002", "8500", "after the copy " + i);
        }
        Until.holds("received", () -> received.size() == 21);
        Until.holds("both told of", () -> reports.size() == 2);
        goesOn.close();

        Gateway restored = gateway(copy);
        restored.apply(List.of(mtn));
        smsc.deliver("+257790003", "8500", "after the restore");
        Until.holds("not taken for an old one", () -> received.containsKey("after the restore"));
        Until.holds("the open one is told of", () -> reports.size() == 3);
        restored.close();
        Gateway again = open.later(gateway(copy));
        again.apply(List.of(mtn));
        smsc.deliver("+257790003", "8500", "and after the next start");
        Until.holds("received", () -> received.containsKey("and after the next start"));

        assertThat(received.values()).as("each once").allMatch(times -> times == 1);
        assertThat(heard).isEqualTo(Map.of("Question 1", 1, "Question 2", 1));
        assertThat(reports.getLast())
                .isInstanceOfSatisfying(
                        Report.Uncertain.class, one -> assertThat(one.messageId()).isEqualTo(2));
    }
}
