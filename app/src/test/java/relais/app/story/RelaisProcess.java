package relais.app.story;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import relais.platform.testing.FreePort;
import relais.platform.testing.SmallDisk;

/**
 * Relais as an operator starts it: a process of its own, with its own data folder, that can be
 * asked to stop, frozen, or killed without warning.
 */
final class RelaisProcess implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(150);
    private static final Duration LONG_PATIENCE = Duration.ofMinutes(4);

    private final Process process;
    private final Path output;

    private RelaisProcess(Process process, Path output) {
        this.process = process;
        this.output = output;
    }

    /**
     * Starts {@code relais up} where nothing is watched and no hour is quiet: what happens in it is
     * what the story does.
     */
    static RelaisProcess up(Path home) throws IOException {
        return up(home, Map.of());
    }

    static RelaisProcess up(Path home, Map<String, String> environment) throws IOException {
        Map<String, String> settings =
                Map.of(
                        "meter.watch-this-host", "no",
                        "voice.quiet-hours", "none",
                        "http.port", Integer.toString(FreePort.find()));
        return start(home, List.of("up"), settings, environment);
    }

    /** Starts {@code relais <arguments>} with {@code home} as its data folder. */
    static RelaisProcess start(Path home, List<String> arguments, Map<String, String> settings)
            throws IOException {
        return start(home, arguments, settings, Map.of());
    }

    /** Starts it with more variables in its environment. */
    static RelaisProcess start(
            Path home,
            List<String> arguments,
            Map<String, String> settings,
            Map<String, String> environment)
            throws IOException {
        Files.createDirectories(home);
        Path output = Files.createTempFile(home, "output", ".txt");
        return start(List.of(), home, output, arguments, settings, environment);
    }

    /** Runs a command to its good end; what it said. */
    static String run(Path home, String... command) throws IOException, InterruptedException {
        try (RelaisProcess process = start(home, List.of(command), Map.of())) {
            return process.ends(0);
        }
    }

    /**
     * Starts it on a disk of its own, a tmpfs of so many MB that only it sees at {@code home} and
     * that is gone with it; {@link #inside} reaches it.
     */
    static RelaisProcess startOnSmallDisk(
            Path home,
            int megabytes,
            Path output,
            List<String> arguments,
            Map<String, String> settings)
            throws IOException {
        List<String> prefix = SmallDisk.command(home, megabytes);
        return start(prefix, home, output, arguments, settings, Map.of());
    }

    private static RelaisProcess start(
            List<String> prefix,
            Path home,
            Path output,
            List<String> arguments,
            Map<String, String> settings,
            Map<String, String> environment)
            throws IOException {
        List<String> command = new ArrayList<>(prefix);
        command.addAll(
                List.of(
                        ProcessHandle.current().info().command().orElse("java"),
                        "-Xmx256m",
                        "-XX:+UseSerialGC",
                        "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "relais.app.cli.Main"));
        command.addAll(arguments);
        settings.forEach((key, value) -> command.addAll(List.of("--set", key + "=" + value)));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().putAll(environment);
        builder.environment().put("RELAIS_HOME", home.toString());
        builder.redirectErrorStream(true).redirectOutput(output.toFile());
        return new RelaisProcess(builder.start(), output);
    }

    /** Waits for a line that {@code pattern} finds; its first group, or the whole of it. */
    String says(String pattern) throws IOException, InterruptedException {
        Pattern wanted = Pattern.compile(pattern);
        Instant end = Instant.now().plus(PATIENCE);
        while (Instant.now().isBefore(end)) {
            boolean alive = process.isAlive();
            Matcher found = wanted.matcher(output());
            if (found.find()) {
                return found.groupCount() > 0 ? found.group(1) : found.group();
            }
            if (!alive) {
                throw new AssertionError("ended with " + process.exitValue() + ":\n" + output());
            }
            process.waitFor(50, TimeUnit.MILLISECONDS);
        }
        throw new AssertionError("never said " + pattern + ":\n" + output());
    }

    String output() throws IOException {
        return Files.readString(output);
    }

    /** Its address, once it answers there. */
    String console() throws IOException, InterruptedException {
        return says("(http://[0-9.:]+)");
    }

    /** Waits for its end; the exit status. */
    int ends() throws InterruptedException {
        if (!process.waitFor(LONG_PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            throw new AssertionError("does not end");
        }
        return process.exitValue();
    }

    /** All that it said, once it has ended with this exit status. */
    String ends(int status) throws IOException, InterruptedException {
        int ended = ends();
        if (ended != status) {
            throw new AssertionError("ended with " + ended + ":\n" + output());
        }
        return output();
    }

    /** A path as this process sees it. */
    Path inside(Path path) {
        return Path.of("/proc/" + process.pid() + "/root" + path);
    }

    /** kill -9: it gets no chance to put anything in order. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** Stops its clock and its threads, as a machine under pressure does. */
    void freeze() throws IOException, InterruptedException {
        signal("STOP");
    }

    void thaw() throws IOException, InterruptedException {
        signal("CONT");
    }

    private void signal(String name) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
    }

    boolean alive() {
        return process.isAlive();
    }

    /**
     * Asks it to stop, as Ctrl-C does; its exit status, or empty when it did not within a minute.
     */
    Optional<Integer> stop() throws InterruptedException {
        process.destroy();
        return process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)
                ? Optional.of(process.exitValue())
                : Optional.empty();
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
