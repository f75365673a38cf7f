package relais.app.story;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.StandardProtocolFamily;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import relais.platform.testing.FreePort;
import relais.platform.testing.Opened;
import relais.platform.testing.Peers;

/**
 * Two web nodes on one PostgreSQL behind Debian's HAProxy and nginx, with the configurations that
 * are shipped: each node goes and comes back while people ask, and nobody's request is lost.
 */
class TwoNodesStory {
    private static final int ASKERS = 4;

    @TempDir Path folder;
    @RegisterExtension private final Opened open = new Opened();
    private final Queue<String> lost = new ConcurrentLinkedQueue<>();
    private final AtomicInteger answered = new AtomicInteger();
    private final int[] ports = {FreePort.find(), FreePort.find()};
    private DebianPostgres postgres;
    private volatile boolean asking = true;

    @Test
    @Timeout(value = 300, unit = TimeUnit.SECONDS)
    void aNodeGoesAndComesBackBehindHaproxyAndNobodyNotices() throws Exception {
        postgres = open.later(DebianPostgres.start());
        RelaisProcess[] nodes = {node(0), node(1)};
        int port = FreePort.find();
        Path admin = folder.resolve("admin.sock");
        open.later(haproxy(port, admin));
        URI front = URI.create("http://127.0.0.1:" + port);
        awaitReady(front);
        List<Thread> askers = ask(front);

        say(admin, "set server relais/web1 state drain");
        nodes[0].stop();
        nodes[0] = node(0);
        say(admin, "set server relais/web1 state ready");
        awaitUp(admin, "web1");
        nodes[1].stop(); // the balancer hears of it from /ready alone
        nodes[1] = node(1);
        awaitUp(admin, "web2");

        done(askers);
        assertThat(lost).as("of %s requests", answered).isEmpty();
        assertThat(answered.get()).isGreaterThan(100);
    }

    @Test
    @Timeout(value = 300, unit = TimeUnit.SECONDS)
    void theSameBehindNginx() throws Exception {
        postgres = open.later(DebianPostgres.start());
        RelaisProcess[] nodes = {node(0), node(1)};
        int port = FreePort.find();
        Process nginx = nginx(port, "");
        URI front = URI.create("http://127.0.0.1:" + port);
        awaitReady(front);
        List<Thread> askers = ask(front);

        reload(nginx, port, " down");
        nodes[0].stop();
        nodes[0] = node(0);
        reload(nginx, port, "");

        done(askers);
        assertThat(lost).as("of %s requests", answered).isEmpty();
        assertThat(answered.get()).isGreaterThan(100);
    }

    private RelaisProcess node(int number) throws Exception {
        Path home = folder.resolve("node" + number);
        Path key = folder.resolve("node0/secret.key");
        if (number > 0 && !Files.exists(home.resolve("secret.key"))) {
            Files.createDirectories(home);
            Files.copy(key, home.resolve("secret.key"));
        }
        Map<String, String> settings = new HashMap<>();
        settings.put("database.url", postgres.address().url());
        settings.put("database.user", "relais");
        settings.put("http.port", String.valueOf(ports[number]));
        settings.put("http.trusted-proxies", "127.0.0.1");
        settings.put("http.drain", "3s");
        RelaisProcess node =
                open.later(RelaisProcess.start(home, List.of("serve", "--roles", "web"), settings));
        node.console();
        return node;
    }

    private AutoCloseable haproxy(int port, Path admin) throws IOException {
        Path program = Peers.require("haproxy");
        ProcessBuilder builder =
                new ProcessBuilder(
                        program.toString(), "-db", "-f", deploy("haproxy/haproxy.cfg").toString());
        builder.environment().put("RELAIS_BIND", "127.0.0.1:" + port);
        builder.environment().put("RELAIS_ADMIN_SOCKET", admin.toString());
        builder.environment().put("RELAIS_WEB1", "127.0.0.1:" + ports[0]);
        builder.environment().put("RELAIS_WEB2", "127.0.0.1:" + ports[1]);
        Process process =
                builder.redirectErrorStream(true)
                        .redirectOutput(folder.resolve("haproxy.txt").toFile())
                        .start();
        return process::destroyForcibly;
    }

    private static Path deploy(String file) {
        Path here = Path.of("").toAbsolutePath();
        while (!Files.exists(here.resolve("deploy"))) {
            here = here.getParent();
        }
        return here.resolve("deploy").resolve(file);
    }

    private Process nginx(int port, String first) throws Exception {
        Path program = Peers.require("nginx");
        writeNginx(port, first);
        Process process =
                new ProcessBuilder(
                                program.toString(),
                                "-p",
                                folder + "/",
                                "-c",
                                folder.resolve("nginx.conf").toString())
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("nginx.txt").toFile())
                        .start();
        open.later(process::destroy);
        return process;
    }

    /** The shipped server, with this machine's ports. */
    private void writeNginx(int port, String first) throws IOException {
        String shipped =
                Files.readString(deploy("nginx/relais.conf"))
                        .replace("127.0.0.1:8080", "127.0.0.1:" + port)
                        .replace("127.0.0.1:8081", "127.0.0.1:" + ports[0] + first)
                        .replace("127.0.0.1:8082", "127.0.0.1:" + ports[1]);
        String around =
                """
                daemon off;
                user root;
                pid nginx.pid;
                error_log nginx-error.txt;
                events {}
                http {
                access_log off;
                client_body_temp_path temp;
                proxy_temp_path temp-proxy;
                fastcgi_temp_path temp-fastcgi;
                uwsgi_temp_path temp-uwsgi;
                scgi_temp_path temp-scgi;
                """;
        Files.writeString(folder.resolve("nginx.conf"), around + shipped + "}\n");
    }

    private void reload(Process nginx, int port, String first) throws Exception {
        writeNginx(port, first);
        new ProcessBuilder("kill", "-HUP", Long.toString(nginx.pid())).start().waitFor();
        TimeUnit.SECONDS.sleep(1); // new workers take over; what the old ones have ends
    }

    private static void awaitReady(URI front) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            Soon.holds("the front answers", () -> status(client, front.resolve("/ready")) == 200);
        }
    }

    private static int status(HttpClient client, URI uri) throws InterruptedException {
        return Integer.parseInt(answer(client, uri).substring(0, 3));
    }

    /** The status, and what came with it; 000 where nobody answers. */
    private static String answer(HttpClient client, URI uri) throws InterruptedException {
        try {
            HttpResponse<String> answer =
                    client.send(
                            HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(10)).build(),
                            HttpResponse.BodyHandlers.ofString());
            return answer.statusCode() + " " + answer.body();
        } catch (IOException e) {
            return "000 " + e;
        }
    }

    /** Somebody at the console, asking all the time for what needs the database. */
    private List<Thread> ask(URI front) {
        List<Thread> askers = new ArrayList<>();
        for (int i = 0; i < ASKERS; i++) {
            askers.add(
                    Thread.startVirtualThread(
                            () -> {
                                try (HttpClient client = HttpClient.newHttpClient()) {
                                    while (asking) {
                                        String answer =
                                                answer(client, front.resolve("/api/session"));
                                        answered.incrementAndGet();
                                        if (!answer.startsWith("200")) {
                                            lost.add(answer);
                                        }
                                        TimeUnit.MILLISECONDS.sleep(20);
                                    }
                                } catch (InterruptedException e) {
                                    Thread.currentThread().interrupt();
                                }
                            }));
        }
        return askers;
    }

    private void done(List<Thread> askers) throws InterruptedException {
        asking = false;
        for (Thread asker : askers) {
            asker.join();
        }
    }

    private static String say(Path admin, String command) throws IOException {
        try (SocketChannel socket = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            socket.connect(UnixDomainSocketAddress.of(admin));
            socket.write(ByteBuffer.wrap((command + "\n").getBytes(StandardCharsets.US_ASCII)));
            InputStream answer = Channels.newInputStream(socket);
            return new String(answer.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static void awaitUp(Path admin, String server) throws Exception {
        Soon.holds(
                server + " is up",
                () ->
                        say(admin, "show stat")
                                .lines()
                                .anyMatch(
                                        line ->
                                                line.startsWith("relais," + server + ",")
                                                        && line.contains(",UP,")));
    }
}
