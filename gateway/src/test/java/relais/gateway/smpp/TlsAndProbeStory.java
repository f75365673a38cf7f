package relais.gateway.smpp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import relais.gateway.channel.ChannelSettings;
import relais.gateway.channel.ChannelSettings.Smpp;
import relais.gateway.channel.Inbound;
import relais.gateway.channel.Line;
import relais.gateway.simulator.Behaviour;
import relais.gateway.simulator.Handset;
import relais.gateway.simulator.SimulatedSmsc;
import relais.gateway.testing.Lines;
import relais.gateway.testing.Until;

class TlsAndProbeStory {
    private static final char[] PASSWORD = "changeit".toCharArray();

    /** bind_transceiver and enquire_link, SMPP 3.4 section 5.1.2.1. */
    private static final int BIND = 0x09;

    private static final int PROBE = 0x15;

    @TempDir Path folder;

    private static SmppSession session(Smpp link, SSLContext trust) {
        SmppSession session =
                new SmppSession(
                        Lines.smpp(link, 10, 100),
                        Lines.QUICK,
                        trust,
                        InstantSource.system(),
                        new Random(1));
        session.start((arrival, done) -> done.accept(Inbound.Taken.STORED), () -> {});
        return session;
    }

    private static Smpp link(String host, int port, boolean tls, Duration enquireLink) {
        Smpp plain = Lines.link(port, false, ChannelSettings.Coding.USUAL);
        return new Smpp(
                host,
                port,
                tls,
                false,
                plain.login(),
                plain.addressing(),
                plain.coding(),
                enquireLink);
    }

    @Test
    void aTlsLineIsBoundOnlyWhenTheCertificateIsTrustedAndNamesTheHost() throws Exception {
        SSLContext own = certificate("ip:127.0.0.1");
        try (SimulatedSmsc smsc =
                new SimulatedSmsc(
                        own.getServerSocketFactory(),
                        0,
                        "secret",
                        Behaviour.SMOOTH,
                        new Random(1),
                        Handset.SILENT,
                        message -> {})) {
            Duration probe = Duration.ofSeconds(30);
            try (SmppSession good = session(link("127.0.0.1", smsc.port(), true, probe), own);
                    SmppSession unnamed =
                            session(link("localhost", smsc.port(), true, probe), own);
                    SmppSession untrusting =
                            session(
                                    link("127.0.0.1", smsc.port(), true, probe),
                                    SSLContext.getDefault())) {
                Until.holds("bound", () -> good.line().state() == Line.State.UP);
                smsc.deliver("+1", "8500", "sealed");
                Until.holds("delivered", () -> smsc.acknowledged() == 1);
                Until.holds("told", () -> unnamed.line().detail().contains("localhost"));
                Until.holds("told", () -> untrusting.line().state() == Line.State.DOWN);
                assertThat(untrusting.line().detail()).contains("certification path");
                assertThat(smsc.boundLines()).isEqualTo(1);
            }
        }
    }

    @Test
    void aProviderThatHasFrozenIsNoticedByItsSilence() throws Exception {
        List<Integer> commands = new CopyOnWriteArrayList<>();
        try (ServerSocket frozen = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> serve(frozen, commands, Set.of(BIND)));
            Smpp link = link("127.0.0.1", frozen.getLocalPort(), false, Duration.ofSeconds(1));
            try (SmppSession session = session(link, SSLContext.getDefault())) {
                Until.holds("bound", () -> session.line().state() == Line.State.UP);
                Until.holds("noticed", () -> session.line().state() == Line.State.DOWN);
                assertThat(commands).contains(PROBE);
            }
        }
    }

    @Test
    void aLineIsProbedAndStaysUpWhileTheProviderAnswers() throws Exception {
        List<Integer> commands = new CopyOnWriteArrayList<>();
        try (ServerSocket smsc = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> serve(smsc, commands, Set.of(BIND, PROBE)));
            Smpp link = link("127.0.0.1", smsc.getLocalPort(), false, Duration.ofSeconds(1));
            try (SmppSession session = session(link, SSLContext.getDefault())) {
                Until.holds("bound", () -> session.line().state() == Line.State.UP);
                var since = session.line().since();
                Until.holds("probed twice", () -> Collections.frequency(commands, PROBE) >= 2);
                assertThat(session.line().state()).isEqualTo(Line.State.UP);
                assertThat(session.line().since()).isEqualTo(since);
            }
        }
    }

    /** Notes every command, and answers those of {@code answered} alone. */
    private static void serve(ServerSocket server, List<Integer> commands, Set<Integer> answered) {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                DataInputStream in = new DataInputStream(socket.getInputStream());
                DataOutputStream out = new DataOutputStream(socket.getOutputStream());
                while (true) {
                    int length = in.readInt();
                    int command = in.readInt();
                    in.readInt();
                    int sequence = in.readInt();
                    in.skipBytes(length - 16);
                    commands.add(command);
                    if (answered.contains(command)) {
                        byte[] body = command == BIND ? new byte[1] : new byte[0];
                        out.writeInt(16 + body.length);
                        out.writeInt(0x80000000 | command);
                        out.writeInt(0);
                        out.writeInt(sequence);
                        out.write(body);
                    }
                }
            } catch (IOException e) {
                // The client gave up on us, as it should.
            }
        }
    }

    /** A fresh key with a certificate for that name, which the context also trusts. */
    private SSLContext certificate(String name) throws Exception {
        Path store = folder.resolve("keys.p12");
        String keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        Process made =
                new ProcessBuilder(
                                keytool,
                                "-genkeypair",
                                "-keyalg",
                                "EC",
                                "-alias",
                                "smsc",
                                "-dname",
                                "CN=smsc",
                                "-ext",
                                "san=" + name,
                                "-validity",
                                "2",
                                "-keystore",
                                store.toString(),
                                "-storepass",
                                new String(PASSWORD))
                        .redirectErrorStream(true)
                        .start();
        made.getInputStream().readAllBytes();
        assertThat(made.waitFor()).isZero();
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, PASSWORD);
        }
        KeyManagerFactory managers =
                KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, PASSWORD);
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("smsc", keys.getCertificate("smsc"));
        TrustManagerFactory trust =
                TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), trust.getTrustManagers(), null);
        return context;
    }
}
