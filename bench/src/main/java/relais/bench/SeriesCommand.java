package relais.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import relais.platform.json.Json;

@Command(
        name = "series",
        mixinStandardHelpOptions = true,
        description = {
            "Measures the series engine alone: 1,000 machines with 100 series each, a day by the"
                    + " minute, appended in batches of 10 machines by 32 callers; then kill -9 and a"
                    + " start. The last line is one JSON object:",
            "  native_points_per_core_s   samples per second of processor time, from the batch to"
                    + " the merged day: log, fsync, sealing, merging",
            "  ingest_points_per_core_s   the same without the merging after the last sample",
            "  raw_bytes_per_point        files of the day, index included, without roll-ups",
            "  bytes_per_point            with the hours' roll-ups and the series' names",
            "  rss_mb, rss_peak_mb        resident memory of the process with the store",
            "  restart_ms                 after kill -9 with 2 million samples only in the log,"
                    + " from starting the JVM to the first answer",
            "  q_series_hour_ms, q_series_day_ms, q_100hosts_day_ms, q_top10_ms",
            "                             medians of calls in process, selection by label included",
            "  lost                       samples missing; of every 20th machine also not"
                    + " bit-exact"
        })
final class SeriesCommand implements Callable<Integer> {

    /** What a small server can spare for the store. */
    private static final String HEAP = "-Xmx192m";

    @Option(
            names = "--hosts",
            defaultValue = "1000",
            paramLabel = "N",
            description = "Machines (1000).")
    private int hosts = 1000;

    @Option(names = "--json", description = "Progress goes to standard error.")
    private boolean json;

    private final Map<String, Double> figures = new LinkedHashMap<>();

    @Override
    public Integer call() throws Exception {
        PrintStream progress = json ? System.err : System.out;
        if (hosts < 100 || hosts > 10_000) {
            progress.println("--hosts: 100 to 10000");
            return 2;
        }
        // Beside the program, not in the temporary folder: that may be memory.
        String launcher = System.getProperty("relais.launcher", "");
        Path build = Path.of(launcher).toAbsolutePath().resolveSibling("bench/target");
        Path folder =
                Files.isDirectory(build)
                        ? Files.createTempDirectory(build, "series")
                        : Files.createTempDirectory("relais-series");
        try {
            run("fill", folder, progress);
            long start = System.nanoTime();
            figures.put("restart_ms", (run("ask", folder, progress) - start) / 1e6);
        } finally {
            delete(folder);
        }
        System.out.println(Json.text(figures));
        return 0;
    }

    /** Ends the child with SIGKILL once it has filled; gives the time of its first answer. */
    private long run(String what, Path folder, PrintStream progress) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(HEAP, "-XX:+UseSerialGC", "-XX:+UseCompactObjectHeaders", "-cp"));
        command.add(System.getProperty("java.class.path"));
        command.add(SeriesChild.class.getName());
        command.addAll(List.of(what, folder.toString(), Integer.toString(hosts)));
        Process child =
                new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        Thread stop = new Thread(child::destroyForcibly);
        Runtime.getRuntime().addShutdownHook(stop);
        long answered = 0;
        try (BufferedReader lines = child.inputReader()) {
            for (String line; (line = lines.readLine()) != null; ) {
                String[] words = line.split(" ");
                switch (words[0]) {
                    case "answer" -> answered = System.nanoTime();
                    // Not through Process: that would close the pipe that is being read.
                    case "filled" -> child.toHandle().destroyForcibly();
                    default -> note(words[0], Double.parseDouble(words[1]), progress);
                }
            }
        } finally {
            child.destroyForcibly().onExit().join();
            Runtime.getRuntime().removeShutdownHook(stop);
        }
        return answered;
    }

    private void note(String key, double value, PrintStream progress) {
        figures.put(key, value);
        progress.printf(Locale.ROOT, "%-26s %.4f%n", key, value);
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
