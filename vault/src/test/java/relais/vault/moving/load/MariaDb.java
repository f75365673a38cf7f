package relais.vault.moving.load;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import relais.platform.testing.Peers;

/** Debian's MariaDB, a child process in a folder of its own, reached by a socket file. */
final class MariaDb implements AutoCloseable {
    private final Path folder;
    private final Process server;

    private MariaDb(Path folder, Process server) {
        this.folder = folder;
        this.server = server;
    }

    static MariaDb start(Path folder) throws IOException, InterruptedException {
        Path mariadbd = Peers.require("mariadbd");
        Path data = folder.resolve("data");
        finish(
                run(
                        folder,
                        Peers.require("mariadb-install-db").toString(),
                        "--no-defaults",
                        "--auth-root-authentication-method=normal",
                        "--skip-test-db",
                        "--user=" + System.getProperty("user.name"),
                        "--datadir=" + data));
        Process server =
                run(
                        folder,
                        mariadbd.toString(),
                        "--no-defaults",
                        "--user=" + System.getProperty("user.name"),
                        "--datadir=" + data,
                        "--socket=" + folder.resolve("s"),
                        "--pid-file=" + folder.resolve("pid"),
                        "--skip-networking",
                        "--character-set-server=utf8mb4",
                        "--sql-mode=",
                        "--max-allowed-packet=256M",
                        "--innodb-buffer-pool-size=64M",
                        "--innodb-flush-log-at-trx-commit=0");
        Runtime.getRuntime().addShutdownHook(new Thread(server::destroyForcibly));
        MariaDb started = new MariaDb(folder, server);
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (!Files.exists(folder.resolve("s"))) {
            if (!server.isAlive() || System.nanoTime() > until) {
                throw new IOException(Files.readString(folder.resolve("log")));
            }
            server.waitFor(20, TimeUnit.MILLISECONDS);
        }
        return started;
    }

    private static Process run(Path folder, String... command) throws IOException {
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(folder.resolve("log").toFile()))
                .start();
    }

    private static void finish(Process process) throws InterruptedException, IOException {
        if (process.waitFor() != 0) {
            throw new IOException("ended with " + process.exitValue());
        }
    }

    /** Runs SQL given as bytes; answers the lines of its result. */
    List<String> sql(String database, byte[] statements) throws Exception {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                "mariadb",
                                "--no-defaults",
                                "--user=root",
                                "--socket=" + folder.resolve("s"),
                                "--default-character-set=utf8mb4",
                                "--max-allowed-packet=256M",
                                "--batch",
                                "--skip-column-names"));
        if (!database.isEmpty()) {
            command.add(database);
        }
        Path in = Files.createTempFile(folder, "sql", "");
        Files.write(in, statements);
        Process client = new ProcessBuilder(command).redirectInput(in.toFile()).start();
        String out = new String(client.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        String err = new String(client.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        if (client.waitFor() != 0) {
            throw new IOException(err);
        }
        return out.lines().toList();
    }

    List<String> sql(String database, String statements) throws Exception {
        return sql(database, statements.getBytes(StandardCharsets.UTF_8));
    }

    Path dump(String database, String... options) throws Exception {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                "mariadb-dump",
                                "--no-defaults",
                                "--user=root",
                                "--socket=" + folder.resolve("s"),
                                "--routines",
                                "--max-allowed-packet=256M"));
        command.addAll(List.of(options));
        command.add(database);
        Path to = Files.createTempFile(folder, "dump", ".sql");
        Process client =
                new ProcessBuilder(command)
                        .redirectOutput(to.toFile())
                        .redirectError(
                                ProcessBuilder.Redirect.appendTo(folder.resolve("log").toFile()))
                        .start();
        if (client.waitFor() != 0) {
            throw new IOException(Files.readString(folder.resolve("log")));
        }
        return to;
    }

    @Override
    public void close() throws InterruptedException {
        server.destroyForcibly();
        server.waitFor();
    }
}
