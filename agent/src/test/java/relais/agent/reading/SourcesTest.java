package relais.agent.reading;

import com.sun.net.httpserver.HttpServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;
import relais.agent.host.HostSource;
import relais.agent.munin.MuninNode;
import relais.agent.munin.PluginFolder;
import relais.agent.prometheus.MetricsPage;

/** Each source keeps the contract. */
class SourcesTest {
    private static final Duration EVERY = Duration.ofSeconds(10);

    @Nested
    class ThisHost extends SourceContract {
        @Override
        Source source() {
            return new HostSource(EVERY);
        }

        @Override
        Source broken() throws IOException {
            return new MuninNode("127.0.0.1:1", EVERY);
        }
    }

    @Nested
    class AFolderOfPlugins extends SourceContract {
        @TempDir private Path folder;

        @Override
        Source source() throws IOException {
            return folder("[ \"$1\" = config ] && echo x.label x || echo x.value 1");
        }

        @Override
        Source broken() throws IOException {
            return folder("exit 1");
        }

        private Source folder(String script) throws IOException {
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
            Path file = Files.createDirectories(folder.resolve("plugins")).resolve("one");
            Files.writeString(file, "#!/bin/sh\n" + script + "\n");
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
            return new PluginFolder(
                    folder.resolve("plugins"),
                    folder.resolve("none"),
                    folder.resolve("own"),
                    EVERY);
        }
    }

    @Nested
    class AMetricsPage extends SourceContract {
        private HttpServer server;

        @BeforeEach
        void start() throws IOException {
            server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext(
                    "/good",
                    exchange -> {
                        exchange.sendResponseHeaders(200, 0);
                        exchange.getResponseBody().write("up{a=\"b c\"} 1\nup 2\n".getBytes());
                        exchange.close();
                    });
            server.start();
        }

        @AfterEach
        void stop() {
            server.stop(0);
        }

        @Override
        Source source() {
            return page("/good");
        }

        @Override
        Source broken() {
            return page("/missing");
        }

        private Source page(String path) {
            int port = server.getAddress().getPort();
            return new MetricsPage(URI.create("http://127.0.0.1:" + port + path), EVERY);
        }
    }

    @Nested
    class AMuninNode extends SourceContract {
        private ServerSocket server;

        @BeforeEach
        void start() throws IOException {
            server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
            Thread.ofPlatform().daemon(true).start(this::accept);
        }

        @AfterEach
        void stop() throws IOException {
            server.close();
        }

        @Override
        Source source() {
            return new MuninNode("127.0.0.1:" + server.getLocalPort(), EVERY);
        }

        @Override
        Source broken() throws IOException {
            server.close();
            return source();
        }

        private void accept() {
            while (true) {
                try (Socket socket = server.accept()) {
                    var out = socket.getOutputStream();
                    out.write("# munin node at test\n".getBytes());
                    BufferedReader in =
                            new BufferedReader(
                                    new java.io.InputStreamReader(socket.getInputStream()));
                    for (String line; (line = in.readLine()) != null; ) {
                        out.write(answer(line).getBytes());
                    }
                } catch (IOException gone) {
                    if (server.isClosed()) {
                        return;
                    }
                }
            }
        }

        private static String answer(String command) {
            return switch (command) {
                case "nodes" -> "test\n.\n";
                case "list" -> "load cpu\n";
                case "config load", "config cpu" -> "graph_title T\nx.label x\n.\n";
                case "fetch load", "fetch cpu" -> "x.value 1\n.\n";
                default -> "cap multigraph\n";
            };
        }
    }
}
