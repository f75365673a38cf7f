package relais.bench;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import relais.platform.json.Json;

@Command(
        name = "vault",
        mixinStandardHelpOptions = true,
        description = {
            "Files in and out of the whole product over HTTP, in turn with Debian's nginx where it is"
                    + " installed (sendfile, dav_methods: it syncs and checks nothing). The last line"
                    + " is one JSON object:",
            "  put_1g_mb_s, get_1g_mb_s      one connection, incompressible, median of three; ours"
                    + " hashed, sealed, synced, each frame verified on the way out",
            "  put_64k_per_s, get_64k_per_s  documents a second over 16 connections, durable",
            "  nginx_…                       the same of nginx",
            "  …_cpu_us                      processor time of one, PostgreSQL's included",
            "  looked_after_s                until the words of all that was put were read",
            "  list_100k_ms                  first page of a folder of 100,000 documents, median",
            "  rss_mb                        resident memory after the files",
            "  lost                          documents that do not come back"
        })
final class VaultCommand implements Callable<Integer> {
    @Option(
            names = "--megabytes",
            defaultValue = "1024",
            paramLabel = "N",
            description = "Of the large file (1024); 0 leaves it out.")
    private int megabytes = 1024;

    @Option(
            names = "--files",
            defaultValue = "6000",
            paramLabel = "N",
            description = "Small ones (6000); 0 leaves them and the listing out.")
    private int files = 6_000;

    @Option(names = "--json", description = "Progress goes to standard error.")
    private boolean json;

    @Override
    public Integer call() throws Exception {
        PrintStream progress = json ? System.err : System.out;
        String launcher = System.getProperty("relais.launcher");
        if (launcher == null || megabytes < 0 || megabytes > 100_000) {
            progress.println(
                    launcher == null
                            ? "Run it as ./relais bench vault"
                            : "--megabytes: 0 … 100000");
            return 2;
        }
        Path folder = SeriesBench.folder();
        try (VaultBench bench =
                VaultBench.open(Path.of(launcher), folder, megabytes, files, progress)) {
            Map<String, Double> figures = bench.measure();
            System.out.println(Json.text(figures));
        } finally {
            SeriesBench.delete(folder);
        }
        return 0;
    }
}
