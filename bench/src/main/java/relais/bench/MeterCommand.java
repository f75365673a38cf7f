package relais.bench;

import java.io.PrintStream;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "meter",
        mixinStandardHelpOptions = true,
        description = {
            "A day by the minute of 1,000 machines with 100 series each: into the engine alone (as"
                    + " bench series), then as Prometheus' text over HTTP into the whole product and"
                    + " into Debian's victoria-metrics where it is installed. The last line is one"
                    + " JSON object; beside those of bench series:",
            "  text_points_per_core_s, vm_text_points_per_core_s, text_ratio",
            "                             samples per second of processor time of the process"
                    + " (ours without PostgreSQL, which does nothing meanwhile), until it is at rest",
            "  rss_mb, vm_rss_mb          resident memory of the process after that",
            "  vm_bytes_per_point         its files then",
            "  q_series_hour_ms, q_series_day_ms, q_100hosts_day_ms, q_top10_ms, vm_…",
            "                             medians over HTTP, the two asked in turn for some seconds",
            "  q_…_first_ms, vm_…         the same, of the first 75 of their kind",
            "  text_lost                  samples that are not there",
            "  product_restart_ms         of the whole product after kill -9, to an answer",
            "  first_graph_ms             in a new folder, from the first answer of /live to values of"
                    + " a graph of this machine over the API; first_graph_from_command_ms with the"
                    + " start and the making of the database",
            "  png_ms                     a day with 5 fields at 800×300, median, in process"
        })
final class MeterCommand extends Measurement {
    @Option(
            names = "--hosts",
            defaultValue = "1000",
            paramLabel = "N",
            description = "Machines, by the hundred (1000).")
    private int hosts = 1000;

    @Option(
            names = "--first-graph-only",
            description = "Leaves out all but the first graph of a new folder.")
    private boolean firstGraphOnly;

    @Override
    Optional<String> wrong() {
        return hosts < 100 || hosts > 5_000 || hosts % 100 != 0
                ? Optional.of("--hosts: 100, 200 … 5000")
                : Optional.empty();
    }

    @Override
    Map<String, Double> measure(PrintStream progress) throws Exception {
        Path launcher = launcher();
        if (firstGraphOnly) {
            return firstGraph(launcher);
        }
        Map<String, Double> figures = new LinkedHashMap<>();
        new SeriesBench(hosts, progress)
                .measure()
                .forEach((key, value) -> figures.put(inEngine(key), value));
        Path folder = SeriesBench.folder();
        try (MeterBench bench = MeterBench.open(launcher, folder, hosts, progress)) {
            figures.putAll(bench.measure());
        } finally {
            SeriesBench.delete(folder);
        }
        figures.putAll(firstGraph(launcher));
        figures.put("png_ms", Pictures.milliseconds());
        return figures;
    }

    private static Map<String, Double> firstGraph(Path launcher) throws Exception {
        Path folder = SeriesBench.folder();
        try {
            return FirstGraph.measure(launcher, folder, InstantSource.system());
        } finally {
            SeriesBench.delete(folder);
        }
    }

    /** Asked over HTTP and asked in process are told apart. */
    private static String inEngine(String key) {
        return key.startsWith("q_") || key.startsWith("rss_") ? "engine_" + key : key;
    }
}
