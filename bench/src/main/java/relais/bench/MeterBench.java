package relais.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * The whole product beside VictoriaMetrics, over HTTP: the same bodies, then the same questions in
 * turn. Processor seconds count until the process is at rest again.
 */
final class MeterBench implements AutoCloseable {
    /** Both engines make parts of what they hold in memory; at rest they have. */
    private static final Duration REST = Duration.ofSeconds(6);

    private static final double AT_REST = 0.05;
    private static final Duration REST_WITHIN = Duration.ofMinutes(3);
    private static final int QUESTIONS = 60;
    private static final int WARM_UP = 15;

    /** A server is asked for months: by then all that answers is compiled. */
    private static final Duration WARM = Duration.ofSeconds(4);

    private static final String PASSWORD = "thirty machines a minute";

    private final InstantSource clock = InstantSource.system();
    private final Path launcher;
    private final Path folder;
    private final int hosts;
    private final PrintStream progress;
    private final Map<String, Double> figures = new LinkedHashMap<>();
    private Product product;

    private MeterBench(
            Product product, Path launcher, Path folder, int hosts, PrintStream progress) {
        this.product = product;
        this.launcher = launcher;
        this.folder = folder;
        this.hosts = hosts;
        this.progress = progress;
    }

    static MeterBench open(Path launcher, Path folder, int hosts, PrintStream progress)
            throws IOException {
        return new MeterBench(start(launcher, folder), launcher, folder, hosts, progress);
    }

    private static Product start(Path launcher, Path folder) throws IOException {
        Path home = Files.createDirectories(folder.resolve("relais"));
        return Product.start(launcher, home, "meter.watch-this-host=no");
    }

    private double points() {
        return (double) hosts * Fleet.SERIES * TextDay.MINUTES;
    }

    private void put(String key, double value) {
        figures.put(key, value);
        progress.printf(Locale.ROOT, "%-28s %.4f%n", key, value);
    }

    Map<String, Double> measure()
            throws IOException, SQLException, InterruptedException, ExecutionException {
        product.awaitPage();
        List<String> tokens = tokens();
        Engine own =
                new Engine(
                        product.console().resolve("ingest/prometheus-text"),
                        product.console().resolve("prometheus/api/v1/"),
                        "",
                        tokens);
        Optional<VictoriaMetrics> rival = VictoriaMetrics.start(folder);
        try (own) {
            double speed = points() / fill(own, product::ownSeconds);
            put("text_points_per_core_s", speed);
            put("rss_mb", product.residentMegabytes());
            if (rival.isPresent()) {
                VictoriaMetrics vm = rival.get();
                double theirs = points() / fill(vm.engine(), vm::seconds);
                put("vm_text_points_per_core_s", theirs);
                put("text_ratio", speed / theirs);
                put("vm_rss_mb", vm.residentMegabytes());
                put("vm_bytes_per_point", vm.bytes() / points());
            } else {
                progress.println("victoria-metrics is not installed: measured without it");
            }
            questions(own, rival.map(VictoriaMetrics::engine));
            put("text_lost", points() - counted(own));
        } finally {
            if (rival.isPresent()) {
                rival.get().close();
            }
        }
        put("product_restart_ms", restart(tokens));
        return figures;
    }

    /** One owner may bring 20,000 series: a token for each hundred machines. */
    private List<String> tokens() throws IOException, SQLException, InterruptedException {
        List<String> tokens = new ArrayList<>();
        try (Visitor visitor = new Visitor(product.console())) {
            visitor.setUp(product.setupToken(), PASSWORD);
            for (int i = 0; i * TextDay.HOSTS_A_BODY < hosts; i++) {
                tokens.add(
                        visitor.change(
                                        "/api/tokens",
                                        Map.of(
                                                "name",
                                                "machines " + i,
                                                "permissions",
                                                List.of("metrics.write", "metrics.read"),
                                                "expiresAt",
                                                clock.instant().plus(Duration.ofDays(1))))
                                .path("secret")
                                .asText());
            }
        }
        return tokens;
    }

    /** Two senders at a time, each with its machines; answers the processor seconds it took. */
    private double fill(Engine engine, Spent spent)
            throws IOException, SQLException, InterruptedException, ExecutionException {
        double before = spent.seconds();
        try (ExecutorService senders = Executors.newFixedThreadPool(2)) {
            TextDay day = new TextDay(hosts);
            for (int minute = 0; minute < TextDay.MINUTES; minute++) {
                List<Future<?>> sent = new ArrayList<>();
                for (int first = 0; first < hosts; first += TextDay.HOSTS_A_BODY) {
                    byte[] body = day.body(first, minute);
                    int writer = first / TextDay.HOSTS_A_BODY;
                    sent.add(
                            senders.submit(
                                    () -> {
                                        engine.take(body, writer);
                                        return null;
                                    }));
                }
                for (Future<?> one : sent) {
                    one.get();
                }
            }
        }
        boolean rests =
                Patience.await(
                        REST_WITHIN,
                        Duration.ofMillis(1),
                        () -> {
                            double then = spent.seconds();
                            Patience.pass(REST);
                            return spent.seconds() - then < AT_REST * REST.toSeconds();
                        });
        if (!rests) {
            progress.println("does not come to rest: counted until now");
        }
        return spent.seconds() - before;
    }

    /** Processor seconds used so far. */
    private interface Spent {
        double seconds() throws IOException;
    }

    private interface Question {
        String ask(Engine engine, int turn) throws IOException, InterruptedException;
    }

    private void questions(Engine own, Optional<Engine> rival)
            throws IOException, InterruptedException {
        long end = TextDay.START / 1000 + 86_400 - 60;
        long day = TextDay.START / 1000;
        compare(
                "q_series_hour",
                own,
                rival,
                (engine, turn) -> engine.range("gauge_40" + of(turn), end - 3_600, end, 60));
        compare(
                "q_series_day",
                own,
                rival,
                (engine, turn) -> engine.range("counter_07" + of(turn), day, end, 60));
        compare(
                "q_100hosts_day",
                own,
                rival,
                (engine, turn) -> engine.range("float_93{instance=~\"host-00.*\"}", day, end, 300));
        compare(
                "q_top10",
                own,
                rival,
                (engine, turn) -> engine.instant("topk(10, avg_over_time(gauge_50[1d]))", end));
    }

    private String of(int turn) {
        return "{instance=\"" + Fleet.host(turn % hosts) + "\"}";
    }

    /**
     * Medians; the two are asked in turn, so that both see the same machine. First of code that is
     * still being compiled, as after a start, then of code that has answered for some seconds.
     */
    private void compare(String key, Engine own, Optional<Engine> rival, Question question)
            throws IOException, InterruptedException {
        int turn = ask(key + "_first_ms", own, rival, question, 0);
        long end = System.nanoTime() + WARM.toNanos();
        while (System.nanoTime() < end) {
            time(own, question, turn);
            if (rival.isPresent()) {
                time(rival.get(), question, turn);
            }
            turn++;
        }
        ask(key + "_ms", own, rival, question, turn);
    }

    /** The first {@link #WARM_UP} do not count. */
    private int ask(String key, Engine own, Optional<Engine> rival, Question question, int from)
            throws IOException, InterruptedException {
        long[] ours = new long[QUESTIONS];
        long[] theirs = new long[QUESTIONS];
        for (int i = -WARM_UP; i < QUESTIONS; i++) {
            int at = Math.max(0, i);
            int turn = from + WARM_UP + i;
            ours[at] = time(own, question, turn);
            if (rival.isPresent()) {
                theirs[at] = time(rival.get(), question, turn);
            }
        }
        put(key, Figures.percentile(ours, 0.5));
        if (rival.isPresent()) {
            put("vm_" + key, Figures.percentile(theirs, 0.5));
        }
        return from + WARM_UP + QUESTIONS;
    }

    private static long time(Engine engine, Question question, int turn)
            throws IOException, InterruptedException {
        long start = System.nanoTime();
        String answer = question.ask(engine, turn);
        long took = System.nanoTime() - start;
        if (!answer.contains("\"instance\"")) {
            throw new IOException("nothing was found: " + answer);
        }
        return took;
    }

    /** Samples that are there, metric by metric. */
    private double counted(Engine engine) throws IOException, InterruptedException {
        long end = TextDay.START / 1000 + 86_400 - 60;
        double all = 0;
        for (int metric = 0; metric < Fleet.SERIES; metric++) {
            String answer =
                    engine.instant("sum(count_over_time(" + Fleet.metric(metric) + "[1d]))", end);
            all +=
                    Double.parseDouble(
                            answer.replaceFirst(
                                    "(?s).*\"value\":\\[[^,]*,\"([0-9.e+]+)\"\\].*", "$1"));
        }
        return all;
    }

    /** From asking for the process, after a kill, to the first answer about a series. */
    private double restart(List<String> tokens)
            throws IOException, SQLException, InterruptedException {
        product.kill();
        long start = System.nanoTime();
        product = start(launcher, folder);
        try (Engine engine =
                new Engine(
                        product.console(),
                        product.console().resolve("prometheus/api/v1/"),
                        "",
                        tokens)) {
            long end = TextDay.START / 1000 + 86_400 - 60;
            Patience.await(
                    Duration.ofMinutes(2),
                    Duration.ofMillis(5),
                    () -> {
                        try {
                            return engine.instant("gauge_40" + of(0), end).contains("instance");
                        } catch (IOException e) {
                            return false; // not listening yet
                        }
                    });
        }
        return (System.nanoTime() - start) / 1e6;
    }

    /** For whoever interrupts it. */
    @Override
    public void close() throws IOException {
        product.close();
    }
}
