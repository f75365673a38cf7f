package relais.app.story;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import relais.platform.db.DatabaseAddress;
import relais.platform.testing.FreePort;
import relais.platform.testing.Peers;
import relais.platform.testing.TempFolders;

/** Debian's PostgreSQL with everything on disk, in a folder of its own, that can lose its power. */
final class DebianPostgres implements AutoCloseable {
    private static final long START_SECONDS = 90;

    private final Path folder;
    private final Path program;
    private final int port = FreePort.find();
    private Process server;

    private final List<String> options;

    private DebianPostgres(Path folder, Path program, List<String> options) throws IOException {
        this.folder = folder;
        this.program = program;
        this.options = options;
        this.server = launch();
    }

    /** Makes a cluster and starts it, or leaves the test out where PostgreSQL is not installed. */
    static DebianPostgres start() throws IOException, InterruptedException {
        return start(List.of());
    }

    /** One that archives its log, each piece as soon as it is full or asked for. */
    static DebianPostgres archiving(Path archive) throws IOException, InterruptedException {
        return start(
                List.of(
                        "archive_mode=on",
                        "archive_command=test ! -f %1$s/%%f && cp %%p %1$s/%%f.half"
                                .concat(" && mv %1$s/%%f.half %1$s/%%f")
                                .formatted(archive)));
    }

    private static DebianPostgres start(List<String> options)
            throws IOException, InterruptedException {
        Path initdb = Peers.require("initdb");
        Path program = Peers.require("postgres");
        Path folder = folder();
        run(
                List.of(
                        initdb.toString(),
                        "--pgdata=" + folder.resolve("cluster"),
                        "--username=relais",
                        "--auth=trust",
                        "--encoding=UTF8",
                        "--locale=C"));
        return started(folder, program, options);
    }

    private static DebianPostgres started(Path folder, Path program, List<String> options)
            throws IOException, InterruptedException {
        DebianPostgres postgres = new DebianPostgres(folder, program, options);
        postgres.awaitReady();
        return postgres;
    }

    /** A folder that its account may write to; deleted by who asked for it. */
    static Path writable() throws IOException, InterruptedException {
        return folder();
    }

    /** A copy of what is on disk now, from which any later moment of the archive can be reached. */
    Path baseBackup() throws IOException, InterruptedException {
        return copy();
    }

    private Path copy(String... options) throws IOException, InterruptedException {
        Path copy = folder();
        List<String> command =
                new ArrayList<>(
                        List.of(
                                Peers.require("pg_basebackup").toString(),
                                "--pgdata=" + copy.resolve("cluster"),
                                "--host=127.0.0.1",
                                "--port=" + port,
                                "--username=relais",
                                "--checkpoint=fast",
                                "--wal-method=stream"));
        command.addAll(List.of(options));
        run(command);
        return copy;
    }

    /** The server as it was at a moment between the base backup and the end of the archive. */
    static DebianPostgres recovered(Path base, Path archive, String moment)
            throws IOException, InterruptedException {
        Files.createFile(base.resolve("cluster/recovery.signal"));
        return started(
                base,
                Peers.require("postgres"),
                List.of(
                        "restore_command=cp " + archive + "/%f %p",
                        "recovery_target_time=" + moment,
                        "recovery_target_action=promote"));
    }

    /** A hot standby of this one, in a folder of its own, that follows what is written here. */
    DebianPostgres standby() throws IOException, InterruptedException {
        Path copy = copy("--write-recovery-conf");
        return started(copy, program, List.of());
    }

    private static Path folder() throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("relais-story-postgres-");
        List<String> owner = List.of("chown", "postgres:", folder.toString());
        if (root() && new ProcessBuilder(owner).start().waitFor() != 0) {
            throw new IOException("no account postgres");
        }
        return folder;
    }

    private static void run(List<String> command) throws IOException, InterruptedException {
        Process process = ordinary(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes());
        if (process.waitFor() != 0) {
            throw new IOException(command.getFirst() + ": " + said);
        }
    }

    private static boolean root() {
        return "root".equals(System.getProperty("user.name"));
    }

    /** PostgreSQL refuses to run as root. */
    private static ProcessBuilder ordinary(List<String> command) {
        List<String> all = new ArrayList<>();
        if (root()) {
            all.addAll(
                    List.of("setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"));
        }
        all.addAll(command);
        return new ProcessBuilder(all).directory(Path.of("/").toFile());
    }

    private Process launch() throws IOException {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                program.toString(),
                                "-D",
                                folder.resolve("cluster").toString(),
                                "-p",
                                Integer.toString(port)));
        List<String> all =
                new ArrayList<>(
                        List.of(
                                "listen_addresses=127.0.0.1",
                                "unix_socket_directories=",
                                "fsync=on"));
        all.addAll(options);
        all.forEach(option -> command.addAll(List.of("-c", option)));
        return ordinary(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    private void awaitReady() throws IOException, InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
        while (System.nanoTime() < deadline && server.isAlive()) {
            try {
                said("SELECT 1");
                return;
            } catch (SQLException notYet) {
                server.waitFor(50, TimeUnit.MILLISECONDS);
            }
        }
        throw new IOException("PostgreSQL did not start in " + folder);
    }

    DatabaseAddress address() {
        return new DatabaseAddress(
                "jdbc:postgresql://127.0.0.1:" + port + "/postgres", "relais", "");
    }

    /** The first value of the first row that it answers. */
    String said(String sql) throws SQLException {
        DatabaseAddress at = address();
        try (Connection connection = DriverManager.getConnection(at.url(), at.user(), "");
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }

    /** Kills it, children included, as a power cut would. */
    void kill() throws InterruptedException {
        List<ProcessHandle> all = server.descendants().toList();
        server.destroyForcibly();
        all.forEach(ProcessHandle::destroyForcibly);
        server.waitFor();
        all.forEach(one -> one.onExit().join());
    }

    /** Starts it again on what it has on disk. */
    void restart() throws IOException, InterruptedException {
        server = launch();
        awaitReady();
    }

    @Override
    public void close() {
        try {
            kill();
            TempFolders.delete(folder);
        } catch (IOException e) {
            System.err.println("left behind: " + folder + ": " + e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
