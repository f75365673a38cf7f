package relais.bench;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Debian's, as a child process: sendfile out, dav_methods in, nothing synced, nothing checked. */
final class Nginx implements AutoCloseable {
    private static final Path PROGRAM = Path.of("/usr/sbin/nginx");
    private static final Duration START_WITHIN = Duration.ofSeconds(10);

    private final Process process;
    private final URI address;

    private Nginx(Process process, URI address) {
        this.process = process;
        this.address = address;
    }

    /** Empty where it is not installed. */
    static Optional<Nginx> start(Path folder) throws Exception {
        if (!Files.isExecutable(PROGRAM)) {
            return Optional.empty();
        }
        int port = Product.freePort();
        Path root = Files.createDirectories(folder.resolve("nginx"));
        Path settings = settings(root, port);
        Process process =
                new ProcessBuilder(
                                List.of(
                                        PROGRAM.toString(),
                                        "-p",
                                        root + "/",
                                        "-c",
                                        settings.toString()))
                        .redirectErrorStream(true)
                        .redirectOutput(root.resolve("said").toFile())
                        .start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
        boolean up =
                Patience.await(
                        START_WITHIN,
                        Duration.ofMillis(20),
                        () -> {
                            try (Socket socket = new Socket("127.0.0.1", port)) {
                                return socket.isConnected();
                            } catch (IOException e) {
                                return false;
                            }
                        });
        if (!up) {
            process.destroy();
            throw new IOException(Files.readString(root.resolve("said")));
        }
        return Optional.of(new Nginx(process, URI.create("http://127.0.0.1:" + port)));
    }

    private static Path settings(Path root, int port) throws IOException {
        Path settings = root.resolve("nginx.conf");
        Files.writeString(
                settings,
                """
                daemon off;
                worker_processes 2;
                user root;
                pid nginx.pid;
                error_log error.log;
                events { worker_connections 256; }
                http {
                  access_log off;
                  sendfile on;
                  tcp_nopush on;
                  keepalive_requests 1000000;
                  client_max_body_size 0;
                  client_body_temp_path temp;
                  server {
                    listen 127.0.0.1:%d;
                    root files;
                    location / { dav_methods PUT DELETE; create_full_put_path on; }
                  }
                }
                """
                        .formatted(port));
        Files.createDirectories(root.resolve("files"));
        return settings;
    }

    /** Processor seconds used so far by its workers. */
    double seconds() {
        return process.descendants().mapToDouble(w -> Product.secondsOrNone(w.pid())).sum();
    }

    URI address() {
        return address;
    }

    @Override
    public void close() {
        process.destroy();
        try {
            process.waitFor(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
