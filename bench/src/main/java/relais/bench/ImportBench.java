package relais.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import relais.vault.moving.demo.LegacyTable;

/**
 * Moves an old dump in with the product's own command, beside the running product: the time holds
 * the command's start, the sums of both sides, the keys and ANALYZE.
 */
final class ImportBench {
    private static final Duration WITHIN = Duration.ofHours(1);
    private static final Duration LOOK = Duration.ofMillis(20);

    private final Path launcher;
    private final Product product;
    private final Path folder;
    private final VaultFigures figures;

    ImportBench(Path launcher, Product product, Path folder, VaultFigures figures) {
        this.launcher = launcher;
        this.product = product;
        this.folder = folder;
        this.figures = figures;
    }

    void measure(int rows) throws IOException, SQLException, InterruptedException {
        Path dump = folder.resolve("old.sql");
        LegacyTable.write(dump, rows);
        try {
            measure(dump, rows);
        } finally {
            Files.deleteIfExists(dump);
        }
    }

    private void measure(Path dump, int rows)
            throws IOException, SQLException, InterruptedException {
        Path said = folder.resolve("import.log");
        ProcessBuilder command =
                new ProcessBuilder(
                        launcher.toString(),
                        "vault",
                        "import",
                        "--name",
                        "bench",
                        "--dump",
                        dump.toString());
        command.environment().put("RELAIS_HOME", product.home().toString());
        command.redirectErrorStream(true).redirectOutput(said.toFile());
        double database = product.startedSeconds();
        long start = System.nanoTime();
        Process importing = command.start();
        Watched watched = new Watched();
        boolean ended =
                Patience.await(
                        WITHIN,
                        LOOK,
                        () -> {
                            watched.look(importing.pid());
                            return !importing.isAlive();
                        });
        double seconds = (System.nanoTime() - start) / 1e9;
        if (!ended || importing.exitValue() != 0) {
            importing.destroyForcibly();
            throw new IOException("the import failed:\n" + Files.readString(said));
        }
        figures.put("import_rows_per_s", rows / seconds);
        figures.put("import_mb_s", Files.size(dump) / 1e6 / seconds);
        figures.put("import_rss_mb", watched.most);
        figures.put("import_cpu_us", watched.cpu * 1e6 / rows);
        double databases = product.startedSeconds() - database;
        figures.put("import_database_cpu_us", databases * 1e6 / rows);
    }

    /** What is known of a process until just before its end. */
    private static final class Watched {
        private double cpu;
        private long most;

        void look(long pid) {
            try {
                cpu = Product.seconds(pid);
                most = Math.max(most, Product.megabytes(pid, "VmHWM:"));
            } catch (IOException e) {
                // It has ended; what was seen last counts.
            }
        }
    }
}
