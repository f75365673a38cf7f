package relais.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ServerSocketFactory;
import javax.net.ssl.SSLContext;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import relais.gateway.channel.ChannelSettings;
import relais.gateway.channel.ChannelSettings.Coding;
import relais.gateway.channel.ChannelSettings.Simulated;
import relais.gateway.channel.Line;
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
import relais.platform.queue.BatchHandler;
import relais.platform.queue.Item;
import relais.platform.queue.PostgresQueue;
import relais.platform.queue.Queue;
import relais.platform.testing.Opened;
import relais.platform.testing.TestDatabase;

/** From handset to queue and from queue to handset, over real sockets, disk and database. */
class GatewayStory {
    private static final Behaviour ROUGH =
            new Behaviour(
                    Duration.ofMillis(2),
                    0,
                    0.005,
                    0.02,
                    0.05,
                    Duration.ZERO,
                    0,
                    Duration.ofMillis(1_500),
                    50);

    @TempDir Path folder;
    @RegisterExtension private final Opened open = new Opened();
    private final Map<String, Integer> received = new ConcurrentHashMap<>();
    private final List<Report> reports = new CopyOnWriteArrayList<>();
    private Database database;
    private Queue queue;

    @BeforeEach
    void open() {
        database = open.later(TestDatabase.fresh());
        queue = open.later(new PostgresQueue(database, InstantSource.system(), new Random(1)));
        open.later(queue.consume(Topics.MO, 2, 500, reading(this::receive)));
        open.later(
                queue.consume(
                        Topics.REPORT,
                        2,
                        500,
                        reading(item -> reports.add(Json.read(item.body(), Report.class)))));
    }

    private interface Reading {
        void read(Item item) throws IOException;
    }

    private static BatchHandler reading(Reading reading) {
        return (Handle tx, int partition, List<Item> batch) -> {
            for (Item item : batch) {
                reading.read(item);
            }
        };
    }

    private void receive(Item item) throws IOException {
        Incoming message = Json.read(item.body(), Incoming.class);
        received.merge(message.from() + " " + message.text(), 1, Integer::sum);
    }

    private Gateway gateway(Handset handset) {
        try {
            return open.later(
                    Gateway.open(
                            new Gateway.Setup(
                                    GatewayFolder.open(folder),
                                    Intake.USUAL_BYTES,
                                    "g1",
                                    queue,
                                    InstantSource.system(),
                                    new Random(2),
                                    SSLContext.getDefault(),
                                    handset,
                                    StopList.NOBODY,
                                    () -> {})));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private void send(Outgoing... messages) {
        database.useTransaction(
                tx -> {
                    for (Outgoing one : messages) {
                        Item item =
                                new Item(Long.toString(one.messageId()), one.to(), Json.bytes(one));
                        queue.enqueue(tx, Topics.mt(one.channel(), one.lane()), List.of(item));
                    }
                });
    }

    private static Outgoing message(String channel, long id, String text) {
        return new Outgoing(id, channel, "", "+25779" + id, text, Lane.BULK, null);
    }

    @Test
    void aRoughProviderLosesNothingAndDoublesNothing() throws Exception {
        Set<String> written = ConcurrentHashMap.newKeySet();
        Map<String, Integer> heard = new ConcurrentHashMap<>();
        SimulatedSmsc smsc =
                open.later(
                        new SimulatedSmsc(
                                ServerSocketFactory.getDefault(),
                                0,
                                "secret",
                                ROUGH,
                                new Random(3),
                                (from, to, text) -> {
                                    heard.merge(text, 1, Integer::sum);
                                    return List.of();
                                },
                                message -> written.add(message.from() + " " + message.text())));
        gateway(Handset.SILENT)
                .apply(List.of(Lines.smpp(Lines.link(smsc.port(), false, Coding.USUAL), 20, 500)));
        int count = 300;
        for (int i = 1; i <= count; i++) {
            String text = i % 10 == 0 ? "Long " + i + " word".repeat(60) : "Yego " + i;
            smsc.deliver("+2577" + i, "8500", text);
            send(message("mtn", i, "Question " + i));
        }
        Until.holds("all acknowledged", () -> smsc.acknowledged() == count);
        Until.holds("all handed on", () -> received.size() == count);
        Until.holds("all reported", () -> reports.size() >= count);
        assertThat(received.keySet()).isEqualTo(written);
        assertThat(received.values()).allMatch(times -> times == 1);
        assertThat(heard.values()).allMatch(times -> times == 1);
        everyMessageIsToldOfOnce();
        assertThat(smsc.repeatedDeliveries()).as("there were repeats to recognise").isPositive();
    }

    private void everyMessageIsToldOfOnce() {
        Set<Long> told = ConcurrentHashMap.newKeySet();
        for (Report report : reports) {
            long id =
                    switch (report) {
                        case Report.Submitted sent -> sent.messageId();
                        case Report.Refused refused -> refused.messageId();
                        case Report.Uncertain unknown -> unknown.messageId();
                        case Report.Receipt receipt -> throw new AssertionError(receipt);
                    };
            assertThat(told.add(id)).as("one report for message " + id).isTrue();
        }
    }

    @Test
    void aSimulatedChannelAnswersByItself() throws Exception {
        Handset polite = (from, to, text) -> List.of(new Handset.Answer("Yego", Duration.ZERO));
        Gateway gateway = gateway(polite);
        gateway.apply(
                List.of(new ChannelSettings("demo", new Simulated(7), "8500", 10, 100, false)));
        send(message("demo", 1, "Uvuga iki?"));
        Until.holds("the answer", () -> received.containsKey("+257791 Yego"));
        ChannelState state = gateway.channel("demo").orElseThrow();
        assertThat(state.kind()).isEqualTo("simulated");
        assertThat(state.line().state()).isEqualTo(Line.State.UP);
        Until.holds("counted", () -> gateway.channel("demo").orElseThrow().sent() == 1);
        assertThat(gateway.simulator("demo")).isPresent();
    }

    @Test
    void channelsAreOpenedChangedPausedAndClosedAsTold() throws Exception {
        SimulatedSmsc smsc = open.later(SimulatedSmsc.smooth());
        Gateway gateway = gateway(Handset.SILENT);
        ChannelSettings settings = Lines.smpp(smsc.port());
        gateway.apply(List.of(settings));
        Until.holds("bound", () -> smsc.boundLines() == 1);
        ChannelSettings paused =
                new ChannelSettings("mtn", settings.link(), "8500", 100, 10_000, true);
        gateway.apply(List.of(paused));
        assertThat(gateway.channels().getFirst().line().state()).isEqualTo(Line.State.PAUSED);
        assertThat(smsc.boundLines()).as("still receiving").isEqualTo(1);
        smsc.deliver("+1", "8500", "while paused");
        Until.holds("received", () -> received.containsKey("+1 while paused"));
        gateway.apply(List.of());
        assertThat(gateway.channels()).isEmpty();
        Until.holds("unbound", () -> smsc.boundLines() == 0);
    }
}
