package relais.platform.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A real RabbitMQ of a test's own: its own folder, ports, node name and epmd, ended by pid. User
 * and password are "guest".
 */
public final class RabbitServer implements AutoCloseable {
    private static final long START_SECONDS = 60;

    private final Path folder;
    private final Path program;
    private final int port = FreePort.find();
    private final int tlsPort = FreePort.find();
    private final int distribution = FreePort.find();
    private final int epmdPort = FreePort.find();
    private final Process epmd;
    private Process server;

    private RabbitServer(Path program, @Nullable OwnCertificate certificate) throws IOException {
        this.program = program;
        this.folder = Files.createTempDirectory("relais-test-rabbit-");
        Files.writeString(folder.resolve("enabled_plugins"), "[].");
        Files.writeString(
                folder.resolve("rabbitmq.conf"),
                "listeners.tcp.1 = 127.0.0.1:"
                        + port
                        + "\nlog.console = true\n"
                        + (certificate == null ? "" : tls(certificate)));
        this.epmd =
                new ProcessBuilder(
                                Peers.require("epmd").toString(),
                                "-port",
                                Integer.toString(epmdPort),
                                "-address",
                                "127.0.0.1")
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start();
        this.server = launch();
        Runtime.getRuntime().addShutdownHook(new Thread(this::end));
    }

    private String tls(OwnCertificate certificate) {
        return """
                listeners.ssl.1 = 127.0.0.1:%1$d
                ssl_options.cacertfile = %2$s
                ssl_options.certfile = %2$s
                ssl_options.keyfile = %3$s
                ssl_options.verify = verify_none
                """
                .formatted(tlsPort, certificate.chain(), certificate.key());
    }

    /** Starts one, or leaves the test out where RabbitMQ is not installed. */
    public static RabbitServer start() throws IOException, InterruptedException {
        return start(null);
    }

    /** One that also speaks TLS, at a port of its own. */
    public static RabbitServer start(@Nullable OwnCertificate certificate)
            throws IOException, InterruptedException {
        Peers.require("rabbitmq-server");
        // Debian's wrapper changes to the rabbitmq account; the script behind it does not.
        Path program = Path.of("/usr/lib/rabbitmq/bin/rabbitmq-server");
        RabbitServer rabbit = new RabbitServer(program, certificate);
        rabbit.awaitReady();
        return rabbit;
    }

    private Process launch() throws IOException {
        return here(List.of(program.toString())).start();
    }

    /** A command about this server; what it says goes to the server's log. */
    private ProcessBuilder here(List<String> command) {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.redirectOutput(
                ProcessBuilder.Redirect.appendTo(folder.resolve("server.log").toFile()));
        Map<String, String> env = builder.environment();
        env.put("HOME", folder.toString());
        env.put("ERL_EPMD_PORT", Integer.toString(epmdPort));
        env.put("ERL_EPMD_ADDRESS", "127.0.0.1");
        env.put("RABBITMQ_NODENAME", "relais" + port + "@localhost");
        env.put("RABBITMQ_NODE_IP_ADDRESS", "127.0.0.1");
        env.put("RABBITMQ_NODE_PORT", Integer.toString(port));
        env.put("RABBITMQ_DIST_PORT", Integer.toString(distribution));
        env.put("RABBITMQ_MNESIA_BASE", folder.resolve("data").toString());
        env.put("RABBITMQ_LOG_BASE", folder.resolve("log").toString());
        env.put("RABBITMQ_LOGS", "-");
        env.put("RABBITMQ_ENABLED_PLUGINS_FILE", folder.resolve("enabled_plugins").toString());
        env.put("RABBITMQ_CONFIG_FILE", folder.resolve("rabbitmq.conf").toString());
        env.put("RABBITMQ_CONF_ENV_FILE", folder.resolve("none").toString());
        env.put("RABBITMQ_PID_FILE", folder.resolve("pid").toString());
        env.put("RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS", "+S 1:1 +sbwt none");
        return builder;
    }

    /**
     * Makes an account; the rights are regular expressions of names.
     *
     * @param password seen by every account of this machine, as that of a test may
     */
    public void account(String name, String password, String configure, String write, String read)
            throws IOException, InterruptedException {
        String control = program.resolveSibling("rabbitmqctl").toString();
        List<List<String>> commands =
                List.of(
                        List.of(control, "await_startup"),
                        List.of(control, "add_user", name, password),
                        List.of(control, "set_permissions", name, configure, write, read));
        for (List<String> command : commands) {
            if (here(command).start().waitFor() != 0) {
                throw new IOException(Files.readString(folder.resolve("server.log")));
            }
        }
    }

    private void awaitReady() throws IOException, InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
        while (System.nanoTime() < deadline && server.isAlive()) {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                return;
            } catch (IOException notYet) {
                Thread.sleep(50);
            }
        }
        throw new IOException(
                "RabbitMQ did not start:\n" + Files.readString(folder.resolve("server.log")));
    }

    /** Where it listens, on loopback. */
    public int port() {
        return port;
    }

    /** Where it listens for TLS, where it has a certificate. */
    public int tlsPort() {
        return tlsPort;
    }

    /** Kills it as a power cut would. */
    public void kill() throws InterruptedException {
        List<ProcessHandle> all = new ArrayList<>(server.descendants().toList());
        all.forEach(ProcessHandle::destroyForcibly);
        server.destroyForcibly().waitFor();
        for (ProcessHandle one : all) {
            one.onExit().join();
        }
    }

    /** Starts it again on what it has on disk. */
    public void restart() throws IOException, InterruptedException {
        server = launch();
        awaitReady();
    }

    private void end() {
        server.descendants().forEach(ProcessHandle::destroyForcibly);
        server.destroyForcibly();
        epmd.destroyForcibly();
        try {
            server.waitFor(5, TimeUnit.SECONDS);
            TempFolders.delete(folder);
        } catch (IOException | UncheckedIOException | InterruptedException e) {
            // its server may still be ending, and take its files away itself
            System.err.println("left behind: " + folder + ": " + e);
        }
    }

    @Override
    public void close() {
        end();
    }
}
