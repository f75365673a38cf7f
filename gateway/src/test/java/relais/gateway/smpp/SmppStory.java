package relais.gateway.smpp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ServerSocketFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import relais.gateway.channel.Arrival;
import relais.gateway.channel.ChannelSettings;
import relais.gateway.channel.ChannelSettings.Alphabet;
import relais.gateway.channel.ChannelSettings.Coding;
import relais.gateway.channel.ChannelSettings.Joining;
import relais.gateway.channel.ChannelSettings.ReceiptIds;
import relais.gateway.channel.Inbound;
import relais.gateway.channel.Line;
import relais.gateway.channel.Outcome;
import relais.gateway.channel.Part;
import relais.gateway.message.Lane;
import relais.gateway.message.Outgoing;
import relais.gateway.message.Report;
import relais.gateway.simulator.Behaviour;
import relais.gateway.simulator.Handset;
import relais.gateway.simulator.SimulatedSmsc;
import relais.gateway.testing.Lines;
import relais.gateway.testing.Until;
import relais.platform.testing.Opened;

class SmppStory {
    @RegisterExtension private final Opened open = new Opened();
    private final List<Arrival> arrived = new CopyOnWriteArrayList<>();
    private final List<String> heard = new CopyOnWriteArrayList<>();

    private SimulatedSmsc smsc(int port, Behaviour behaviour) throws IOException {
        Handset handset =
                (from, to, text) -> {
                    heard.add(text);
                    return List.of();
                };
        SimulatedSmsc smsc =
                new SimulatedSmsc(
                        ServerSocketFactory.getDefault(),
                        port,
                        "secret",
                        behaviour,
                        new Random(3),
                        handset,
                        message -> {});
        open.later(smsc);
        return smsc;
    }

    private SmppSession session(ChannelSettings settings) throws Exception {
        SmppSession session =
                new SmppSession(
                        settings,
                        Lines.QUICK,
                        SSLContext.getDefault(),
                        InstantSource.system(),
                        new Random(4));
        open.later(session);
        return session;
    }

    private SmppSession started(ChannelSettings settings) throws Exception {
        SmppSession session = session(settings);
        session.start(
                (arrival, done) -> {
                    arrived.add(arrival);
                    done.accept(Inbound.Taken.STORED);
                },
                () -> {});
        return session;
    }

    private static void awaitUp(SmppSession session) throws Exception {
        Until.holds("line is up", () -> session.line().state() == Line.State.UP);
    }

    private static Outcome send(SmppSession session, Part part) throws Exception {
        CompletableFuture<Outcome> outcome = new CompletableFuture<>();
        session.submit(part, outcome::complete);
        return outcome.get(10, TimeUnit.SECONDS);
    }

    private static Outgoing message(String text) {
        return new Outgoing(0x1234, "mtn", "", "+25779000001", text, Lane.BULK, null);
    }

    @ParameterizedTest
    @EnumSource(Joining.class)
    void aLongTextArrivesWholeHoweverItsPartsAreMarked(Joining joining) throws Exception {
        SimulatedSmsc smsc = smsc(0, Behaviour.SMOOTH);
        Coding coding = new Coding(Alphabet.GSM7, joining, ReceiptIds.AS_WRITTEN);
        SmppSession session = started(Lines.smpp(Lines.link(smsc.port(), false, coding), 10, 100));
        awaitUp(session);
        String text = "Twebwe turashaka amazi {meza} €. ".repeat(12);
        for (Part part : session.split(message(text))) {
            assertThat(send(session, part)).isInstanceOf(Outcome.Accepted.class);
        }
        if (joining == Joining.SAR) {
            assertThat(String.join("", heard)).isEqualTo(text);
        } else {
            assertThat(heard).containsExactly(text);
        }
    }

    @Test
    void aProviderWithAnotherDefaultAlphabetStillGetsEveryCharacter() throws Exception {
        SimulatedSmsc smsc = smsc(0, Behaviour.SMOOTH);
        Coding latin = new Coding(Alphabet.LATIN1, Joining.UDH8, ReceiptIds.AS_WRITTEN);
        SmppSession session = session(Lines.smpp(Lines.link(smsc.port(), false, latin), 10, 100));
        Part french = session.split(message("été à Gitega")).getFirst();
        assertThat(french.dataCoding()).isZero();
        assertThat(new String(french.body(), java.nio.charset.StandardCharsets.ISO_8859_1))
                .isEqualTo("été à Gitega");
        assertThat(session.split(message("5 €")).getFirst().dataCoding()).isEqualTo(8);
        assertThat(session.split(message("€".repeat(100)))).hasSize(2);
    }

    @Test
    void whatHandsetsWriteArrivesAndReportsNameTheSubmission() throws Exception {
        Behaviour reporting =
                new Behaviour(
                        Duration.ZERO, 0, 0, 0, 0, Duration.ofMillis(10), 0, Duration.ZERO, 10);
        SimulatedSmsc smsc = smsc(0, reporting);
        SmppSession session =
                started(Lines.smpp(Lines.link(smsc.port(), true, Coding.USUAL), 10, 100));
        awaitUp(session);
        Until.holds("transmitter and receiver", () -> smsc.boundLines() == 2);
        smsc.deliver("+25779000001", "8500", "Yego");
        Until.holds("message and its acknowledgement", () -> smsc.acknowledged() == 1);
        assertThat(((Arrival.Message) arrived.getFirst()).text()).isEqualTo("Yego");
        var accepted =
                (Outcome.Accepted) send(session, session.split(message("Urakoze")).getFirst());
        Until.holds("report", () -> arrived.size() == 2);
        Report.Receipt receipt = ((Arrival.Receipt) arrived.get(1)).report();
        assertThat(receipt.providerId()).isEqualTo(accepted.providerId());
        assertThat(receipt.state()).isEqualTo(Report.State.DELIVERED);
    }

    @Test
    void untilItIsStoredTheProviderKeepsIt() throws Exception {
        SimulatedSmsc smsc = smsc(0, Behaviour.SMOOTH);
        SmppSession session = session(Lines.smpp(smsc.port()));
        AtomicInteger tries = new AtomicInteger();
        session.start(
                (arrival, done) ->
                        done.accept(
                                tries.incrementAndGet() < 3
                                        ? Inbound.Taken.FULL
                                        : Inbound.Taken.STORED),
                () -> {});
        awaitUp(session);
        smsc.deliver("+25779000001", "8500", "Yego");
        Until.holds("stored at the third try", () -> smsc.acknowledged() == 1);
        assertThat(smsc.refusedDeliveries()).isEqualTo(2);
        assertThat(session.line().state()).isEqualTo(Line.State.UP);
    }

    @Test
    void aLineThatBreaksComesBackAndNothingWaitsForever() throws Exception {
        SimulatedSmsc smsc = smsc(0, Behaviour.SMOOTH);
        SmppSession session = started(Lines.smpp(smsc.port()));
        awaitUp(session);
        for (int i = 0; i < 3; i++) {
            smsc.hangUp();
            Until.holds(
                    "noticed",
                    () -> session.line().state() != Line.State.UP || smsc.boundLines() == 1);
            Until.holds(
                    "bound again",
                    () -> session.line().state() == Line.State.UP && smsc.boundLines() == 1);
        }
        smsc.deliver("+25779000001", "8500", "still here");
        Until.holds("delivered", () -> smsc.acknowledged() == 1);
    }

    @Test
    void aWrongPasswordIsSaidPlainlyAndNotRepeatedQuickly() throws Exception {
        SimulatedSmsc smsc =
                new SimulatedSmsc(
                        ServerSocketFactory.getDefault(),
                        0,
                        "other",
                        Behaviour.SMOOTH,
                        new Random(1),
                        Handset.SILENT,
                        message -> {});
        open.later(smsc);
        SmppSession session = started(Lines.smpp(smsc.port()));
        Until.holds("told", () -> session.line().detail().contains("wrong password"));
        assertThat(session.line().state()).isEqualTo(Line.State.DOWN);
        assertThat(session.line().detail()).doesNotContain("secret");
    }

    @Test
    void aHostilePeerNeitherStopsTheProcessNorTheNextLine() throws Exception {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        try (ServerSocket hostile = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> talkNonsense(hostile, random));
            SmppSession victim = started(Lines.smpp(hostile.getLocalPort()));
            SimulatedSmsc smsc = smsc(0, Behaviour.SMOOTH);
            SmppSession other = started(Lines.smpp(smsc.port()));
            awaitUp(other);
            for (int i = 0; i < 100; i++) {
                smsc.deliver("+25779" + i, "8500", "Yego " + i);
            }
            Until.holds("others are not delayed, seed " + seed, () -> smsc.acknowledged() == 100);
            Until.holds(
                    "the victim tries on", () -> victim.line().state() != Line.State.CONNECTING);
        }
    }

    /** Binds its client properly, then says whatever comes to its mind. */
    private static void talkNonsense(ServerSocket server, Random random) {
        while (!server.isClosed()) {
            try (Socket socket = server.accept()) {
                DataInputStream in = new DataInputStream(socket.getInputStream());
                DataOutputStream out = new DataOutputStream(socket.getOutputStream());
                int length = in.readInt();
                in.readInt();
                in.readInt();
                int sequence = in.readInt();
                in.skipBytes(length - 16);
                out.writeInt(17);
                out.writeInt(0x80000009);
                out.writeInt(0);
                out.writeInt(sequence);
                out.writeByte(0);
                int[] commands = {5, 0x80000004, 0x80000005, 0x15, 0x103, 0x77, 0, 0x80000000};
                for (int i = 0; i < 200; i++) {
                    byte[] body = new byte[random.nextInt(60)];
                    random.nextBytes(body);
                    boolean lie = random.nextInt(50) == 0;
                    out.writeInt(lie ? random.nextInt() : 16 + body.length);
                    out.writeInt(commands[random.nextInt(commands.length)]);
                    out.writeInt(0);
                    out.writeInt(random.nextInt(5));
                    out.write(body);
                }
            } catch (IOException e) {
                // The client had enough of it; the next one, please.
            }
        }
    }
}
