package relais.agent.munin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import relais.agent.reading.Answer;
import relais.agent.reading.Plugin;
import relais.agent.reading.Value;

/** Nodes that do what a real one hardly ever does. */
class NodeTalkTest {
    private static final Instant AT = Instant.parse("2026-03-01T12:00:00Z");
    private static final Duration AMPLE = Duration.ofSeconds(10);

    /** An answer that comes byte by byte and never ends. */
    private static final String DRIPPING = "drip";

    private ServerSocket server;

    @AfterEach
    void stop() throws Exception {
        server.close();
    }

    @Test
    void aNodeWithASpoolIsAskedForWhatIsNew() throws Exception {
        List<String> asked = new java.util.concurrent.CopyOnWriteArrayList<>();
        MuninNode node =
                node(
                        command -> {
                            asked.add(command);
                            return command.startsWith("cap")
                                    ? "cap multigraph dirtyconfig spool\n"
                                    : "multigraph load\ngraph_title Load\nload.label load\n"
                                            + "load.value 1772366100:1\nload.value 1772366400:2\n.\n";
                        },
                        AMPLE);
        Plugin spool = node.plugins().getFirst();
        Answer.Told told = (Answer.Told) spool.read(AT);
        assertThat(told.graphs().getFirst().name()).isEqualTo("munin/load");
        assertThat(told.readings())
                .extracting(r -> r.value())
                .containsExactly(Value.of(1), Value.of(2));
        assertThat(((Answer.Told) spool.read(AT)).readings()).as("nothing twice").isEmpty();
        assertThat(asked)
                .contains("spoolfetch " + (AT.getEpochSecond() - 3600))
                .as("a round before the newest, whose writing may go on")
                .contains("spoolfetch " + (1772366400 - 900));
    }

    @Test
    void aNodeThatFallsSilentIsHangingAndSoIsOneThatDrips() throws Exception {
        MuninNode node =
                node(
                        command ->
                                switch (command) {
                                    case "fetch silent" -> "x.value 1\n";
                                    case "fetch drip" -> DRIPPING;
                                    default -> "cap multigraph\n";
                                },
                        Duration.ofMillis(700));
        for (String name : List.of("silent", "drip")) {
            Plugin plugin = new NodePlugin(node, "munin/", name, Duration.ofSeconds(10));
            assertThat(((Answer.Failed) plugin.read(AT)).state())
                    .as(name)
                    .isEqualTo(Answer.State.HANGING);
        }
    }

    @Test
    void aLoudNodeIsFloodingAndOneThatKnowsNothingFailing() throws Exception {
        MuninNode node =
                node(
                        command ->
                                switch (command) {
                                    case "fetch loud" -> "x.value 1\n".repeat(200_000);
                                    case "fetch wide" -> "x".repeat(10_000);
                                    case "fetch none" -> "# Unknown service\n.\n";
                                    case "list" -> "loud wide none ../../x\n";
                                    case "nodes" -> "here\n.\n";
                                    default -> "cap multigraph\n";
                                },
                        AMPLE);
        List<Plugin> plugins = node.plugins();
        assertThat(plugins).hasSize(3);
        assertThat(plugins.stream().map(p -> ((Answer.Failed) p.read(AT)).state()))
                .containsExactly(
                        Answer.State.FLOODING, Answer.State.FLOODING, Answer.State.FAILING);
    }

    private MuninNode node(Function<String, String> answers, Duration patience) throws Exception {
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual()
                .start(
                        () -> {
                            while (!server.isClosed()) {
                                try {
                                    Socket socket = server.accept();
                                    Thread.ofVirtual().start(() -> serve(socket, answers));
                                } catch (java.io.IOException closed) {
                                    return;
                                }
                            }
                        });
        return new MuninNode(
                "127.0.0.1:" + server.getLocalPort(), Duration.ofSeconds(10), patience);
    }

    private static void serve(Socket socket, Function<String, String> answers) {
        try (socket;
                BufferedReader in =
                        new BufferedReader(new InputStreamReader(socket.getInputStream()))) {
            OutputStream out = socket.getOutputStream();
            out.write("# munin node at here\n".getBytes(StandardCharsets.US_ASCII));
            for (String line; (line = in.readLine()) != null; ) {
                String answer = answers.apply(line);
                while (answer.equals(DRIPPING)) {
                    out.write('x');
                    Thread.sleep(20);
                }
                out.write(answer.getBytes(StandardCharsets.US_ASCII));
            }
        } catch (java.io.IOException | InterruptedException gone) {
            return;
        }
    }
}
