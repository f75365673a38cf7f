package relais.agent.munin;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** One conversation with a munin-node: banner, cap, then question and answer. Not thread safe. */
final class NodeTalk implements AutoCloseable {

    private static final Duration CONNECT = Duration.ofSeconds(5);

    private final Socket socket;
    private final long deadline;
    private final byte[] heard = new byte[8192];
    private final Set<String> abilities = new HashSet<>();
    private int length;
    private int next;
    private int read;

    /** More than a plugin may say. */
    static final class Flood extends IOException {
        private static final long serialVersionUID = 1;

        Flood(String message) {
            super(message);
        }
    }

    private NodeTalk(Socket socket, Duration timeout) {
        this.socket = socket;
        this.deadline = System.nanoTime() + timeout.toNanos();
    }

    /**
     * Connects and tells what we understand.
     *
     * @param timeout for the whole conversation
     */
    static NodeTalk with(String host, int port, Duration timeout) throws IOException {
        Socket socket = new Socket();
        try {
            socket.connect(new InetSocketAddress(host, port), (int) CONNECT.toMillis());
            NodeTalk talk = new NodeTalk(socket, timeout);
            String banner = talk.line();
            if (!banner.startsWith("# munin node at ")) {
                throw new IOException("this is no munin-node: " + shortened(banner));
            }
            talk.abilities.addAll(
                    List.of(talk.ask("cap multigraph dirtyconfig spoolfetch").split("\\s+")));
            return talk;
        } catch (IOException | RuntimeException failure) {
            socket.close();
            throw failure;
        }
    }

    boolean canSpool() {
        return abilities.contains("spool") || abilities.contains("spoolfetch");
    }

    /** A question with an answer of one line. */
    String ask(String command) throws IOException {
        send(command);
        String answer = line();
        while (answer.startsWith("# ") && !answer.startsWith("# Unknown")) {
            answer = line();
        }
        return answer;
    }

    /** A question whose answer ends with a dot. */
    List<String> askLines(String command) throws IOException {
        send(command);
        List<String> lines = new ArrayList<>();
        for (String line = line(); !line.equals("."); line = line()) {
            lines.add(line);
        }
        return lines;
    }

    private void send(String command) throws IOException {
        read = 0;
        socket.getOutputStream().write((command + "\n").getBytes(StandardCharsets.US_ASCII));
    }

    private String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream(80);
        while (true) {
            if (next == length) {
                listen();
            }
            byte letter = heard[next++];
            if (++read > Bounds.ANSWER || line.size() > Bounds.LINE) {
                throw new Flood(
                        "more than %d bytes, or a line of more than %d"
                                .formatted(Bounds.ANSWER, Bounds.LINE));
            }
            if (letter == '\n') {
                String text = line.toString(StandardCharsets.UTF_8);
                return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
            }
            line.write(letter);
        }
    }

    /** The only place that waits, so a node that drips byte by byte meets the deadline too. */
    private void listen() throws IOException {
        long left = (deadline - System.nanoTime()) / 1_000_000;
        if (left <= 0) {
            throw new SocketTimeoutException("no end of the answer in time");
        }
        socket.setSoTimeout((int) left);
        int got = socket.getInputStream().read(heard);
        if (got < 0) {
            throw new IOException("the node hung up");
        }
        length = got;
        next = 0;
    }

    private static String shortened(String text) {
        return text.length() <= 60 ? text : text.substring(0, 60) + "…";
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
