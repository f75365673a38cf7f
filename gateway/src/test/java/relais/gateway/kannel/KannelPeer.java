package relais.gateway.kannel;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import relais.platform.testing.FreePort;
import relais.platform.testing.Peers;

/** Debian's Kannel with its fake SMSC, on free ports, in a folder of its own. */
final class KannelPeer implements AutoCloseable {
    private final Path folder;
    private final int smscPort = FreePort.find();
    private final int sendsmsPort = FreePort.find();
    private final List<Process> processes = new ArrayList<>();

    /** What the fake SMSC was given, e.g. {@code <345 +257 text Oui>}. */
    final BlockingQueue<String> submitted = new LinkedBlockingQueue<>();

    /**
     * @param more groups added to the configuration, such as an sms-service or another smsc
     */
    KannelPeer(String more) throws Exception {
        Path bearerbox = Peers.require("bearerbox");
        Path smsbox = Peers.require("smsbox");
        folder = Files.createTempDirectory("relais-kannel-");
        Path config = folder.resolve("kannel.conf");
        int admin = FreePort.find();
        int box = FreePort.find();
        Files.writeString(
                config,
                """
                group = core
                admin-port = %d
                admin-password = bar
                smsbox-port = %d
                store-type = file
                store-location = %s
                dlr-storage = internal
                box-allow-ip = "127.0.0.1"

                group = smsc
                smsc = fake
                smsc-id = fake
                port = %d
                connect-allow-ip = 127.0.0.1

                group = smsbox
                bearerbox-host = 127.0.0.1
                sendsms-port = %d
                http-request-retry = 1000
                http-queue-delay = 1

                group = sendsms-user
                username = relais
                password = geheim
                max-messages = 10

                %s
                """
                        .formatted(
                                admin, box, folder.resolve("store"), smscPort, sendsmsPort, more));
        run(bearerbox.toString(), "-v", "4", config.toString());
        awaitPort(box);
        run(smsbox.toString(), "-v", "4", config.toString());
        awaitPort(sendsmsPort);
    }

    URI sendsms() {
        return URI.create("http://127.0.0.1:" + sendsmsPort + "/cgi-bin/sendsms");
    }

    /** Connects the fake SMSC, which first sends {@code message} once and then takes messages. */
    void smsc(String message) throws Exception {
        Path fakesmsc = Peers.require("fakesmsc");
        Process process =
                run(
                        fakesmsc.toString(),
                        "-H",
                        "127.0.0.1",
                        "-r",
                        Integer.toString(smscPort),
                        "-i",
                        "0.01",
                        "-m",
                        "1",
                        message);
        Thread.ofVirtual()
                .start(
                        () -> {
                            try (var reader = process.errorReader()) {
                                reader.lines()
                                        .filter(line -> line.contains("Got message"))
                                        .map(line -> line.substring(line.indexOf('<')))
                                        .forEach(submitted::add);
                            } catch (IOException e) {
                                // The process ended, and its output with it.
                            }
                        });
    }

    private Process run(String... command) throws IOException {
        boolean listened = command[0].endsWith("fakesmsc");
        ProcessBuilder builder =
                new ProcessBuilder(command)
                        .directory(folder.toFile())
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD);
        if (!listened) {
            builder.redirectError(ProcessBuilder.Redirect.DISCARD);
        }
        Process process = builder.start();
        processes.add(process);
        return process;
    }

    private static void awaitPort(int port) throws InterruptedException {
        long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (System.nanoTime() < deadline) {
            try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress("127.0.0.1", port), 200);
                return;
            } catch (IOException e) {
                TimeUnit.MILLISECONDS.sleep(50);
            }
        }
        throw new AssertionError("Kannel does not listen on port " + port);
    }

    @Override
    public void close() throws Exception {
        for (Process process : processes.reversed()) {
            process.destroy();
            if (!process.waitFor(2, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        }
        try (var files = Files.walk(folder)) {
            for (Path path : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }
}
