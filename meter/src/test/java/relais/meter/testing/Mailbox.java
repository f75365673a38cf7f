package relais.meter.testing;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import relais.meter.alert.delivery.MailCarrier;

/**
 * A mail server (RFC 5321) that hears one conversation after another and answers each receiver the
 * same.
 */
public final class Mailbox implements AutoCloseable {
    private final List<String> said = new CopyOnWriteArrayList<>();
    private final ServerSocket socket;

    public Mailbox(String toReceivers) throws IOException {
        socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Thread.ofVirtual()
                .start(
                        () -> {
                            while (!socket.isClosed()) {
                                talk(toReceivers);
                            }
                        });
    }

    /** All lines that came. */
    public List<String> said() {
        return said;
    }

    public MailCarrier carrier(InstantSource clock) {
        return new MailCarrier(
                new MailCarrier.Server(
                        "127.0.0.1",
                        socket.getLocalPort(),
                        MailCarrier.Security.NONE,
                        "",
                        "",
                        "relais@example.org"),
                clock);
    }

    private void talk(String toReceivers) {
        try (Socket one = socket.accept();
                BufferedReader in =
                        new BufferedReader(
                                new InputStreamReader(
                                        one.getInputStream(), StandardCharsets.UTF_8));
                OutputStream out = one.getOutputStream()) {
            say(out, "220 test");
            boolean body = false;
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                said.add(line);
                if (body && !line.equals(".")) {
                    continue;
                }
                body = line.equals("DATA");
                say(out, answer(line, toReceivers));
            }
        } catch (IOException e) {
            if (!socket.isClosed()) {
                said.add("broken: " + e);
            }
        }
    }

    private static String answer(String line, String toReceivers) {
        return switch (line.split(" ")[0].toUpperCase(Locale.ROOT)) {
            case "DATA" -> "354 go on";
            case "RCPT" -> toReceivers;
            case "QUIT" -> "221 bye";
            default -> "250 ok";
        };
    }

    private static void say(OutputStream out, String line) throws IOException {
        out.write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
