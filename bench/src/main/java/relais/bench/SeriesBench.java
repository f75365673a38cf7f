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
import java.util.stream.Stream;

/** Fills a store in a child process, kills it, starts it anew and asks it. */
final class SeriesBench {
    /** What a small server can spare for the store. */
    private static final String HEAP = "-Xmx192m";

    private final int hosts;
    private final PrintStream progress;
    private final Map<String, Double> figures = new LinkedHashMap<>();

    SeriesBench(int hosts, PrintStream progress) {
        this.hosts = hosts;
        this.progress = progress;
    }

    /** The figures by name, in the order in which they were measured. */
    Map<String, Double> measure() throws IOException {
        Path folder = folder();
        try {
            run("fill", folder);
            long start = System.nanoTime();
            figures.put("restart_ms", (run("ask", folder) - start) / 1e6);
        } finally {
            delete(folder);
        }
        return figures;
    }

    /** Beside the program, not in the temporary folder: that may be memory. */
    static Path folder() throws IOException {
        String launcher = System.getProperty("relais.launcher", "");
        Path build = Path.of(launcher).toAbsolutePath().resolveSibling("bench/target");
        return Files.isDirectory(build)
                ? Files.createTempDirectory(build, "series")
                : Files.createTempDirectory("relais-series");
    }

    /** Ends the child with SIGKILL once it has filled; gives the time of its first answer. */
    private long run(String what, Path folder) throws IOException {
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
                    default -> note(words[0], Double.parseDouble(words[1]));
                }
            }
        } finally {
            child.destroyForcibly().onExit().join();
            Runtime.getRuntime().removeShutdownHook(stop);
        }
        return answered;
    }

    private void note(String key, double value) {
        figures.put(key, value);
        progress.printf(Locale.ROOT, "%-26s %.4f%n", key, value);
    }

    static void delete(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }
}
