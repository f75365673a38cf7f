package relais.platform.db;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One running server. A shell stands between us and it, holding a pipe from us: when we end,
 * however we end, the pipe closes and the shell has the server shut down fast and cleanly. A
 * session of its own keeps a terminal's Ctrl-C away from it, so that our own shutdown can still
 * commit.
 */
final class PostgresProcess implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PostgresProcess.class);

    /** Crash recovery replays at most max_wal_size of log; on a slow disk that takes minutes. */
    private static final Duration START = Duration.ofMinutes(10);

    /** A fast shutdown writes one checkpoint, at most shared_buffers. */
    private static final Duration STOP = Duration.ofSeconds(60);

    private static final int LINES_KEPT = 20;

    private static final String GUARD =
            """
            exec 3<&0
            "$@" </dev/null 3<&- &
            server=$!
            { read -r line <&3; kill -INT $server; } 2>/dev/null &
            guard=$!
            wait $server
            code=$?
            kill $guard 2>/dev/null
            exit $code
            """;

    private final Process shell;
    private final CompletableFuture<Void> ready = new CompletableFuture<>();
    private final Deque<String> lastLines = new ArrayDeque<>();

    private PostgresProcess(Process shell) {
        this.shell = shell;
    }

    /** Starts the server and returns when it takes connections, crash recovery included. */
    static PostgresProcess start(ServerAccount account, List<String> server) throws IOException {
        List<String> command = new ArrayList<>(List.of("setsid"));
        command.addAll(account.prefix());
        command.addAll(List.of("sh", "-c", GUARD, "relais-postgres"));
        command.addAll(server);
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.directory(Path.of("/").toFile());
        builder.environment().put("LC_ALL", "C");
        builder.environment().keySet().removeIf(name -> name.startsWith("PG"));
        PostgresProcess process = new PostgresProcess(builder.start());
        Thread.ofPlatform().daemon().name("postgres-log").start(process::readLog);
        process.awaitReady();
        return process;
    }

    private void awaitReady() throws IOException {
        try {
            ready.get(START.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new IOException("PostgreSQL did not start:\n" + lastLines(), e.getCause());
        } catch (TimeoutException e) {
            close();
            throw new IOException(
                    "PostgreSQL is not ready after " + START + ":\n" + lastLines(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            close();
            throw new IOException("interrupted while PostgreSQL started", e);
        }
    }

    private void readLog() {
        try (BufferedReader log =
                new BufferedReader(
                        new InputStreamReader(shell.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = log.readLine(); line != null; line = log.readLine()) {
                note(line);
            }
        } catch (IOException e) {
            LOG.debug("PostgreSQL's log ended", e);
        }
        ready.completeExceptionally(new IOException("the server ended"));
    }

    private void note(String line) {
        synchronized (lastLines) {
            lastLines.addLast(line);
            if (lastLines.size() > LINES_KEPT) {
                lastLines.removeFirst();
            }
        }
        if (line.contains("database system is ready to accept connections")) {
            ready.complete(null);
        }
        boolean ending = line.contains("due to administrator command");
        if (!ending && (line.contains("FATAL:") || line.contains("PANIC:"))) {
            LOG.warn("PostgreSQL: {}", line);
        } else {
            LOG.debug("PostgreSQL: {}", line);
        }
    }

    private String lastLines() {
        synchronized (lastLines) {
            return String.join("\n", lastLines);
        }
    }

    /** Completes when the server has ended, whoever ended it. */
    CompletableFuture<Integer> ended() {
        return shell.onExit().thenApply(Process::exitValue);
    }

    /** Shuts the server down fast and cleanly: open transactions are rolled back. */
    @Override
    public void close() {
        try {
            shell.getOutputStream().close();
            if (!shell.waitFor(STOP.toSeconds(), TimeUnit.SECONDS)) {
                LOG.warn("PostgreSQL did not stop within {}; killing it", STOP);
                kill();
            }
        } catch (IOException e) {
            LOG.debug("the pipe to PostgreSQL was closed already", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            kill();
        }
    }

    private void kill() {
        shell.descendants().forEach(ProcessHandle::destroyForcibly);
        shell.destroyForcibly();
    }

    /**
     * Ends a server that an earlier run left behind on {@code cluster} (its guard was killed), and
     * removes a pid file whose pid now belongs to another program. The caller holds the folder's
     * lock, so no living Relais owns that server.
     */
    static void endOrphan(Path cluster) throws IOException {
        Path pidFile = cluster.resolve("postmaster.pid");
        if (!Files.exists(pidFile)) {
            return;
        }
        List<String> lines = Files.readAllLines(pidFile);
        long pid = lines.isEmpty() ? 0 : Long.parseLong(lines.getFirst().strip());
        ProcessHandle orphan = ProcessHandle.of(pid).orElse(null);
        if (orphan == null) {
            return; // PostgreSQL itself replaces the file of a dead server
        }
        if (!isServerOf(pid, cluster)) {
            Files.delete(pidFile);
            return;
        }
        LOG.info("ending the PostgreSQL (pid {}) that an earlier run left behind", pid);
        try {
            new ProcessBuilder("sh", "-c", "kill -INT $0", Long.toString(pid)).start().waitFor();
            orphan.onExit().get(STOP.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException | ExecutionException e) {
            throw new IOException(
                    "a PostgreSQL of an earlier run (pid " + pid + ") does not end: kill it", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while an earlier PostgreSQL ended", e);
        }
    }

    private static boolean isServerOf(long pid, Path cluster) throws IOException {
        Path commandLine = Path.of("/proc", Long.toString(pid), "cmdline");
        return Files.isReadable(commandLine)
                && Files.readString(commandLine).contains(cluster.toString());
    }
}
