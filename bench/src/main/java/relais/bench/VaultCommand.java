package relais.bench;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "vault",
        mixinStandardHelpOptions = true,
        description = {
            "Files in and out of the whole product over HTTP, in turn with Debian's nginx where it is"
                    + " installed (sendfile, dav_methods: it syncs and checks nothing). The last line"
                    + " is one JSON object:",
            "  put_1g_mb_s, get_1g_mb_s      one connection, incompressible, median of three; ours"
                    + " hashed, sealed, synced, each frame verified on the way out",
            "  put_64k_per_s, get_64k_per_s  documents a second over 64 connections, durable",
            "  nginx_…                       the same of nginx",
            "  …_cpu_us                      processor time of one, PostgreSQL's included",
            "  looked_after_s                until the words of all that was put were read",
            "  list_100k_ms                  first page of a folder of 100,000 documents, median",
            "  rss_after_64k_mb, …_1g_mb     resident memory after the small files, after the large",
            "  lost                          uploads that were acknowledged while the product was"
                    + " killed again and again, and are not there bit by bit; duplicated: twice",
            "  search_1m_ms, list_1m_ms      of the slowest kind of question about a million dossiers"
                    + " the median (…_p95_ms: of the slowest p95); …_clerk: who sees two types of ten",
            "  import_rows_per_s, …_mb_s     ./relais vault import of a generated dump, sums of both"
                    + " sides, keys and ANALYZE included",
            "  import_rss_mb                 the most that was resident of its process",
            "  import_cpu_us, …_database_…   processor time of a row, its own and PostgreSQL's"
        })
final class VaultCommand extends Measurement {
    @Option(
            names = "--megabytes",
            defaultValue = "1024",
            paramLabel = "N",
            description = "Of the large file (1024); 0 leaves it out.")
    private int megabytes = 1024;

    @Option(
            names = "--seconds",
            defaultValue = "8",
            paramLabel = "N",
            description = "Small ones each way (8); 0 leaves them and the listing out.")
    private int seconds = 8;

    @Option(
            names = "--dossiers",
            defaultValue = "1000000",
            paramLabel = "N",
            description = "Among which is searched (1000000); 0 leaves that out.")
    private int dossiers = 1_000_000;

    @Option(
            names = "--kills",
            defaultValue = "5",
            paramLabel = "N",
            description = "Times the product is killed while files come (5); 0 leaves that out.")
    private int kills = 5;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "Of the moments it is killed at; another each time where none is given.")
    private long seed = System.nanoTime();

    @Option(
            names = "--rows",
            defaultValue = "2000000",
            paramLabel = "N",
            description = "Of the dump that is moved in (2000000); 0 leaves that out.")
    private int rows = 2_000_000;

    @Override
    Optional<String> wrong() {
        return megabytes < 0 || megabytes > 100_000
                ? Optional.of("--megabytes: 0 … 100000")
                : Optional.empty();
    }

    @Override
    Map<String, Double> measure(PrintStream progress) throws Exception {
        Path folder = SeriesBench.folder();
        VaultFigures figures = new VaultFigures(progress);
        try {
            measure(launcher(), folder, figures);
        } finally {
            SeriesBench.delete(folder);
        }
        return figures.all();
    }

    private void measure(Path launcher, Path folder, VaultFigures figures) throws Exception {
        try (VaultBench bench = VaultBench.open(launcher, folder, megabytes, seconds, figures)) {
            bench.measure();
            if (dossiers > 0) {
                new SearchBench(bench.product(), figures).measure(dossiers);
            }
            if (rows > 0) {
                new ImportBench(launcher, bench.product(), folder, figures).measure(rows);
            }
        }
        if (kills > 0) {
            try (LostBench bench = LostBench.open(launcher, folder, figures)) {
                bench.measure(kills, seed);
            }
        }
    }
}
