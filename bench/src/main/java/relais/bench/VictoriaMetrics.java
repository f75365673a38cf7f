package relais.bench;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Debian's, as a child process on loopback with a folder of its own. */
final class VictoriaMetrics implements AutoCloseable {
    private static final Path PROGRAM = Path.of("/usr/bin/victoria-metrics");
    private static final Duration START_WITHIN = Duration.ofSeconds(30);

    private final Process process;
    private final Path folder;
    private final Engine engine;

    private VictoriaMetrics(Process process, Path folder, Engine engine) {
        this.process = process;
        this.folder = folder;
        this.engine = engine;
    }

    /** Empty where it is not installed. */
    static Optional<VictoriaMetrics> start(Path folder)
            throws IOException, InterruptedException, java.sql.SQLException {
        if (!Files.isExecutable(PROGRAM)) {
            return Optional.empty();
        }
        int port = Product.freePort();
        Process process =
                new ProcessBuilder(
                                List.of(
                                        PROGRAM.toString(),
                                        "-storageDataPath=" + folder.resolve("victoria"),
                                        "-retentionPeriod=24",
                                        "-search.disableCache",
                                        "-httpListenAddr=127.0.0.1:" + port))
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("victoria.log").toFile())
                        .start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        URI at = URI.create("http://127.0.0.1:" + port + "/");
        Engine engine =
                new Engine(
                        at.resolve("api/v1/import/prometheus"),
                        at.resolve("api/v1/"),
                        "&nocache=1",
                        List.of());
        VictoriaMetrics made = new VictoriaMetrics(process, folder, engine);
        if (!Patience.await(START_WITHIN, Duration.ofMillis(50), made::answers)) {
            made.close();
            throw new IOException("VictoriaMetrics does not start: see " + folder);
        }
        return Optional.of(made);
    }

    private boolean answers() {
        try {
            return engine.instant("1", TextDay.START / 1000).contains("success");
        } catch (IOException e) {
            return false; // not listening yet
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    Engine engine() {
        return engine;
    }

    double seconds() throws IOException {
        return Product.seconds(process.pid());
    }

    long residentMegabytes() throws IOException {
        return Product.residentMegabytes(process.pid());
    }

    /** Of its samples and its index. */
    long bytes() throws IOException {
        try (Stream<Path> all = Files.walk(folder.resolve("victoria"))) {
            return all.filter(Files::isRegularFile).mapToLong(path -> path.toFile().length()).sum();
        }
    }

    @Override
    public void close() {
        engine.close();
        process.destroy();
        try {
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
