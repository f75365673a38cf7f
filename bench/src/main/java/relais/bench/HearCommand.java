package relais.bench;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "hear",
        mixinStandardHelpOptions = true,
        description = {
            "Starts Relais with its embedded PostgreSQL, loads 250,000 contacts and 1,000,000"
                    + " messages, and measures it over HTTP and SMPP on loopback. The last line is"
                    + " one JSON object:",
            "  mo_per_s            answers stored, attributed, counted and replied to, a second:"
                    + " from the first deliver_sm to the last commit",
            "  mt_per_s            questions of a poll a second, to submit_sm_resp",
            "  mo_p99_ms           at 2,000 a second, from the handset's message to the reply's"
                    + " submit_sm at the SMSC: longer than to the commit",
            "  copy_rows_per_s     the same database's COPY into a table with three indexes",
            "  mo_ratio            mo_per_s / copy_rows_per_s",
            "  lost, duplicated    messages acknowledged and replies due, against what is there",
            "  start_ms            second start, from the command to the first page",
            "  rss_mb              resident memory of our process, idle",
            "  idle_cpu_percent    of one core, our process, idle",
            "  inbox_page_ms, inbox_search_ms, people_search_ms, poll_page_ms",
            "                      95th percentile of the calls behind each page"
        })
final class HearCommand extends Measurement {
    @Option(
            names = "--seconds",
            defaultValue = "12",
            paramLabel = "N",
            description = "How long each stream of messages runs at full speed (12).")
    private int seconds = 12;

    @Option(
            names = "--messages-only",
            description = "Leaves out start, idleness, pages and COPY: for looking at a profile.")
    private boolean messagesOnly;

    @Override
    Optional<String> wrong() {
        return seconds < 3 || seconds > 60
                ? Optional.of("--seconds: 3 to 60; the contacts are asked once each")
                : Optional.empty();
    }

    @Override
    Map<String, Number> measure(PrintStream progress) throws Exception {
        Figures figures = new Figures(progress);
        try (HearBench bench = HearBench.open(launcher(), Duration.ofSeconds(seconds), figures)) {
            Thread stop = new Thread(bench::abandon);
            Runtime.getRuntime().addShutdownHook(stop);
            bench.run(messagesOnly);
            Runtime.getRuntime().removeShutdownHook(stop);
        }
        return figures.all();
    }
}
