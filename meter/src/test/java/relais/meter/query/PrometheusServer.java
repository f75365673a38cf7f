package relais.meter.query;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import relais.platform.json.Json;
import relais.platform.testing.FreePort;
import relais.platform.testing.Peers;

/** Debian's Prometheus on a free port, with a folder and a configuration of its own. */
public final class PrometheusServer implements AutoCloseable {
    private final Process process;
    private final URI address;
    private final HttpClient client = HttpClient.newHttpClient();

    private PrometheusServer(Process process, URI address) {
        this.process = process;
        this.address = address;
    }

    /**
     * @param configuration in which SELF stands for its own host and port
     */
    public static PrometheusServer start(Path folder, String configuration, String... flags)
            throws IOException, InterruptedException {
        Path program = Peers.require("prometheus");
        int port = FreePort.find();
        String own = configuration.replace("SELF", "127.0.0.1:" + port);
        Path file = Files.writeString(folder.resolve("prometheus.yml"), own);
        List<String> command = new ArrayList<>(List.of(program.toString()));
        command.add("--config.file=" + file);
        command.add("--storage.tsdb.path=" + folder.resolve("data"));
        command.add("--web.listen-address=127.0.0.1:" + port);
        command.addAll(List.of(flags));
        Process process =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("prometheus.log").toFile())
                        .start();
        PrometheusServer server =
                new PrometheusServer(process, URI.create("http://127.0.0.1:" + port));
        server.awaitReady(folder);
        return server;
    }

    private void awaitReady(Path folder) throws IOException, InterruptedException {
        long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (System.nanoTime() < end && process.isAlive()) {
            try {
                if (get("/-/ready").statusCode() == 200) {
                    return;
                }
            } catch (IOException notYet) {
                // it opens its port when it has read its data
            }
            Thread.sleep(50);
        }
        throw new AssertionError(Files.readString(folder.resolve("prometheus.log")));
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return client.send(
                HttpRequest.newBuilder(address.resolve(path)).build(),
                HttpResponse.BodyHandlers.ofString());
    }

    public URI address() {
        return address;
    }

    public JsonNode ask(String path) throws IOException, InterruptedException {
        return Json.mapper().readTree(get(path).body());
    }

    /** Writes an OpenMetrics text into a new data folder, as promtool does. */
    public static void fill(Path folder, String openMetrics)
            throws IOException, InterruptedException {
        Path program = Peers.require("promtool");
        Path text = Files.writeString(folder.resolve("metrics.om"), openMetrics);
        Path data = folder.resolve("data");
        Process process =
                new ProcessBuilder(
                                List.of(
                                        program.toString(),
                                        "tsdb",
                                        "create-blocks-from",
                                        "openmetrics",
                                        text.toString(),
                                        data.toString()))
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("promtool.log").toFile())
                        .start();
        if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
            throw new AssertionError(Files.readString(folder.resolve("promtool.log")));
        }
    }

    @Override
    public void close() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(5, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
        }
    }
}
