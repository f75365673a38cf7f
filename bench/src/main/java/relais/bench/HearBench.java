package relais.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.SplittableRandom;
import javax.net.ServerSocketFactory;
import org.jspecify.annotations.Nullable;
import relais.gateway.simulator.Behaviour;
import relais.gateway.simulator.SimulatedSmsc;

/** One run: a fresh installation, an archive, then the figures one after the other. */
final class HearBench implements AutoCloseable {
    /** The same chance in every run. */
    private static final long SEED = 20_260_301;

    /** After a start, until caches are filled and the compiler is quiet. */
    private static final Duration SETTLE = Duration.ofSeconds(30);

    private static final Duration IDLE = Duration.ofSeconds(30);

    private final Path launcher;
    private final Duration seconds;
    private final Figures figures;
    private final Path folder;
    private final SplittableRandom random = new SplittableRandom(SEED);
    private volatile @Nullable Product product;

    private HearBench(Path launcher, Duration seconds, Figures figures, Path folder) {
        this.launcher = launcher;
        this.seconds = seconds;
        this.figures = figures;
        this.folder = folder;
    }

    /** Makes a throw-away folder beside the build: temporary folders may be kept in memory. */
    static HearBench open(Path launcher, Duration seconds, Figures figures) throws IOException {
        Path build = launcher.toAbsolutePath().resolveSibling("bench").resolve("target");
        Path folder =
                Files.isWritable(build)
                        ? Files.createTempDirectory(build, "hear")
                        : Files.createTempDirectory("relais-hear");
        return new HearBench(launcher, seconds, figures, folder);
    }

    void run(boolean messagesOnly) throws IOException, SQLException, InterruptedException {
        String password = "b-" + HexFormat.of().toHexDigits(random.nextLong());
        firstStart(password);
        Product running = Product.start(launcher, folder.resolve("home"));
        product = running;
        figures.put("start_ms", running.awaitPage());
        if (!messagesOnly) {
            idle(running);
        }
        try (Visitor visitor = new Visitor(running.console());
                Connection database = running.database()) {
            visitor.signIn(password);
            Archive.load(database, figures);
            if (!messagesOnly) {
                new Pages(visitor, figures, random.split()).measure();
            }
            messages(running, visitor, database);
            if (messagesOnly) {
                return;
            }
            figures.put("copy_rows_per_s", CopyRate.measure(database, figures, random.split()));
            figures.put("mo_ratio", figures.get("mo_per_s") / figures.get("copy_rows_per_s"));
        }
    }

    private void firstStart(String password)
            throws IOException, SQLException, InterruptedException {
        figures.say("first start: the database is made");
        Path home = Files.createDirectory(folder.resolve("home"));
        try (Product first = Product.start(launcher, home)) {
            product = first;
            figures.say("first page after %d ms", first.awaitPage());
            try (Visitor visitor = new Visitor(first.console())) {
                visitor.setUp(first.setupToken(), password);
            }
        }
    }

    private void idle(Product running) throws IOException, SQLException, InterruptedException {
        Patience.pass(SETTLE);
        double own = running.ownSeconds();
        double children = running.childSeconds();
        long start = System.nanoTime();
        Patience.pass(IDLE);
        double passed = (System.nanoTime() - start) / 1e9;
        figures.put("rss_mb", running.residentMegabytes());
        figures.put("idle_cpu_percent", 100 * (running.ownSeconds() - own) / passed);
        figures.say(
                "PostgreSQL used %.1f %% meanwhile",
                100 * (running.childSeconds() - children) / passed);
    }

    private void messages(Product running, Visitor visitor, Connection database)
            throws IOException, SQLException, InterruptedException {
        Phones phones = new Phones();
        try (SimulatedSmsc smsc =
                new SimulatedSmsc(
                        ServerSocketFactory.getDefault(),
                        0,
                        "",
                        Behaviour.SMOOTH,
                        random.split(),
                        phones,
                        phones::acknowledged)) {
            Sending sending = new Sending(visitor, database, smsc, figures);
            sending.connect();
            Shares shares = new Shares(running, figures);
            long poll = sending.ask(seconds);
            shares.say("asking");
            Answering answering = new Answering(database, poll, smsc, phones, figures);
            answering.paced();
            shares.say("answers at a steady pace");
            answering.fullSpeed(seconds);
            shares.say("answers at full speed");
            answering.settle();
        }
    }

    /** After Ctrl-C: what was started is stopped, what was written is deleted. */
    void abandon() {
        try {
            close();
        } catch (IOException e) {
            figures.say("left behind: %s", e.toString());
        }
    }

    @Override
    public void close() throws IOException {
        Product running = product;
        if (running != null) {
            running.close();
        }
        if (!Files.exists(folder)) {
            return; // closed before
        }
        SeriesBench.delete(folder);
    }

    /** A channel and a poll as the console would make them. */
    static Map<String, Object> channel(int port) {
        return Map.of(
                "kind", "smpp",
                "name", "bench",
                "country", "BI",
                "sender", "3030",
                "window", 500,
                "ratePerSecond", 20_000,
                "host", "127.0.0.1",
                "port", port,
                "systemId", "bench");
    }
}
