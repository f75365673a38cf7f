package relais.bench;

import java.io.PrintStream;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

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
final class SeriesCommand extends Measurement {

    @Option(
            names = "--hosts",
            defaultValue = "1000",
            paramLabel = "N",
            description = "Machines (1000).")
    private int hosts = 1000;

    @Override
    Optional<String> wrong() {
        return hosts < 100 || hosts > 10_000
                ? Optional.of("--hosts: 100 to 10000")
                : Optional.empty();
    }

    @Override
    Map<String, Double> measure(PrintStream progress) throws Exception {
        return new SeriesBench(hosts, progress).measure();
    }
}
