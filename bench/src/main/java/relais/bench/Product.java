package relais.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Relais as an operator starts it: by its launcher, a process of its own with a folder. */
final class Product implements AutoCloseable {
    private static final Pattern SETUP = Pattern.compile("http://\\S+/setup#(\\S+)");
    private static final Duration START_WITHIN = Duration.ofMinutes(5);
    private static final Duration STOP_WITHIN = Duration.ofSeconds(60);

    private final Process process;
    private final Path home;
    private final Path output;
    private final URI console;
    private final long spawned = System.nanoTime();

    private Product(Process process, Path home, Path output, URI console) {
        this.process = process;
        this.home = home;
        this.output = output;
        this.console = console;
    }

    static Product start(Path launcher, Path home, String... settings) throws IOException {
        int port = freePort();
        Path output = Files.createTempFile(home.getParent(), "relais", ".log");
        List<String> command = new ArrayList<>(List.of(launcher.toString(), "up"));
        command.addAll(List.of("--set", "http.port=" + port));
        command.addAll(List.of("--set", "voice.quiet-hours=none"));
        for (String setting : settings) {
            command.addAll(List.of("--set", setting));
        }
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("RELAIS_HOME", home.toString());
        builder.redirectErrorStream(true).redirectOutput(output.toFile());
        URI console = URI.create("http://127.0.0.1:" + port);
        return new Product(builder.start(), home, output, console);
    }

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    URI console() {
        return console;
    }

    Path home() {
        return home;
    }

    /** Waits for the first page; milliseconds since the process was asked for. */
    long awaitPage() throws IOException, SQLException, InterruptedException {
        return await("/");
    }

    /** As a supervisor would; milliseconds since the process was asked for. */
    long awaitLive() throws IOException, SQLException, InterruptedException {
        return await("/live");
    }

    private long await(String path) throws IOException, SQLException, InterruptedException {
        HttpRequest page = HttpRequest.newBuilder(console.resolve(path)).build();
        try (HttpClient browser =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            boolean up =
                    Patience.await(
                            START_WITHIN,
                            Duration.ofMillis(5),
                            () -> process.isAlive() ? answers(browser, page) : ended());
            if (!up) {
                throw new IOException("no page within " + START_WITHIN + ":\n" + said());
            }
        }
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - spawned);
    }

    private boolean ended() throws IOException {
        throw new IOException("Relais ended by itself:\n" + said());
    }

    private static boolean answers(HttpClient browser, HttpRequest page)
            throws InterruptedException {
        try {
            return browser.send(page, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false; // not listening yet
        }
    }

    /** The secret behind the set-up link that it prints at its first start. */
    String setupToken() throws IOException, SQLException, InterruptedException {
        boolean said =
                Patience.await(
                        START_WITHIN,
                        Duration.ofMillis(20),
                        () -> SETUP.matcher(said()).find() || !process.isAlive());
        Matcher link = SETUP.matcher(said());
        if (!said || !link.find()) {
            throw new IOException("no set-up link:\n" + said());
        }
        return link.group(1);
    }

    String said() throws IOException {
        return Files.readString(output);
    }

    /** Straight into its embedded database. */
    Connection database() throws IOException, SQLException {
        Path folder = home.resolve("postgres");
        String port = Files.readString(folder.resolve("port")).strip();
        String password = Files.readString(folder.resolve("password")).strip();
        return DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:" + port + "/postgres", "relais", password);
    }

    /** As the power fails for our process; its PostgreSQL ends by itself. */
    void kill() {
        process.destroyForcibly().onExit().join();
    }

    long residentMegabytes() throws IOException {
        return residentMegabytes(process.pid());
    }

    static long residentMegabytes(long pid) throws IOException {
        return megabytes(pid, "VmRSS:");
    }

    /** A line of proc_pid_status(5). */
    static long megabytes(long pid, String what) throws IOException {
        for (String line : Files.readAllLines(Path.of("/proc/" + pid + "/status"))) {
            if (line.startsWith(what)) {
                return Long.parseLong(line.replaceAll("\\D", "")) / 1024;
            }
        }
        throw new IOException("no " + what + " in /proc");
    }

    /** Processor seconds used so far by our JVM. */
    double ownSeconds() throws IOException {
        return seconds(process.pid());
    }

    /** Processor seconds used so far by what it started: PostgreSQL. */
    double childSeconds() {
        return process.descendants().mapToDouble(child -> secondsOrNone(child.pid())).sum();
    }

    /** Like {@link #childSeconds}, with what those have used that ended meanwhile. */
    double startedSeconds() {
        return process.descendants().mapToDouble(child -> withEnded(child.pid())).sum();
    }

    private static double withEnded(long pid) {
        try {
            String[] fields = stat(pid);
            double ended = Long.parseLong(fields[13]) + Long.parseLong(fields[14]);
            return seconds(fields) + ended / 100;
        } catch (IOException e) {
            return 0; // ended meanwhile
        }
    }

    /** Processor seconds used so far by both. */
    double allSeconds() {
        return secondsOrNone(process.pid()) + childSeconds();
    }

    static double secondsOrNone(long pid) {
        try {
            return seconds(pid);
        } catch (IOException e) {
            return 0; // ended meanwhile
        }
    }

    /** User and system time of proc_pid_stat(5), fields 14 and 15, in hundredths. */
    static double seconds(long pid) throws IOException {
        return seconds(stat(pid));
    }

    private static double seconds(String[] fields) {
        return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / 100.0;
    }

    private static String[] stat(long pid) throws IOException {
        String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
        return stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
    }

    @Override
    public void close() throws IOException {
        process.destroy();
        try {
            if (!process.waitFor(STOP_WITHIN.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
