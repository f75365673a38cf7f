package relais.platform.db;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A real PostgreSQL 18 of our own: programs from the class path, one cluster in a folder, listening
 * on loopback only, password in a file only we may read, ended with us. Layout in
 * docs/decisions/021-embedded-postgresql.md.
 */
public final class EmbeddedPostgres implements AutoCloseable {
    private static final String USER = "relais";

    /** Together far longer than orphaned children take to notice that their server is gone. */
    private static final Duration BETWEEN_TRIES = Duration.ofMillis(250);

    private static final int MOST_TRIES = 60;

    /** The cluster's folder carries the major version: another major never opens it by mistake. */
    private static final String CLUSTER = "cluster-18";

    /** A server that ended by itself is started again; on a full disk that takes many tries. */
    private static final Duration REVIVE_FIRST = Duration.ofMillis(500);

    private static final Duration REVIVE_MOST = Duration.ofSeconds(10);
    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedPostgres.class);

    /** For one small machine that also runs us; durability settings stay at their safe defaults. */
    private static final Map<String, String> SETTINGS =
            Map.ofEntries(
                    Map.entry("listen_addresses", "'127.0.0.1'"),
                    Map.entry("unix_socket_directories", "''"),
                    Map.entry("max_connections", "60"),
                    Map.entry("shared_buffers", "'" + bufferMegabytes() + "MB'"),
                    Map.entry("max_wal_size", "'2GB'"),
                    Map.entry("checkpoint_timeout", "'15min'"),
                    Map.entry("wal_level", "'minimal'"),
                    Map.entry("max_wal_senders", "0"),
                    Map.entry("io_method", "'sync'"),
                    Map.entry("random_page_cost", "1.1"),
                    Map.entry("jit", "off"),
                    Map.entry("log_min_messages", "'log'"),
                    Map.entry("log_checkpoints", "off"),
                    Map.entry("timezone", "'UTC'"));

    private final FileChannel lockFile;
    private final Launch launch;
    private final int port;
    private final String password;
    private PostgresProcess server;
    private volatile boolean closed;

    private EmbeddedPostgres(
            FileChannel lockFile,
            Launch launch,
            PostgresProcess server,
            int port,
            String password) {
        this.lockFile = lockFile;
        this.launch = launch;
        this.server = server;
        this.port = port;
        this.password = password;
    }

    private record Launch(Path cluster, ServerAccount account, List<String> command) {
        /** Whatever an earlier server left behind is ended first. */
        PostgresProcess now() throws IOException {
            PostgresProcess.endOrphan(cluster);
            return startWhenFree(account, command);
        }
    }

    /** Starts the server whose everything lives in {@code folder}, making it at first use. */
    public static EmbeddedPostgres start(Path folder) {
        return start(folder, folder, Map.of());
    }

    /** Where the server of a Relais that runs on this folder answers; empty when none does. */
    public static Optional<DatabaseAddress> runningIn(Path folder) {
        if (!Files.exists(folder.resolve("lock"))) {
            return Optional.empty();
        }
        try (FileChannel mine = lock(folder)) {
            return Optional.empty();
        } catch (IOException held) {
            try {
                String port = Files.readString(folder.resolve("port")).strip();
                String password = Files.readString(folder.resolve("password")).strip();
                String url = "jdbc:postgresql://127.0.0.1:" + port + "/postgres";
                return Optional.of(new DatabaseAddress(url, USER, password));
            } catch (IOException e) {
                throw new UncheckedIOException("embedded PostgreSQL: " + e.getMessage(), e);
            }
        }
    }

    /**
     * Like {@link #start(Path)} with the programs unpacked in {@code binaries} (shared by many
     * clusters) and some settings changed, values in PostgreSQL's own notation.
     */
    public static EmbeddedPostgres start(Path folder, Path binaries, Map<String, String> settings) {
        try {
            return startIn(folder.toAbsolutePath().normalize(), binaries, settings);
        } catch (IOException e) {
            throw new UncheckedIOException("embedded PostgreSQL: " + e.getMessage(), e);
        }
    }

    /**
     * An eighth of the machine's memory, which the operating system and we share with it; what is
     * beyond a gigabyte is better left to the system's own cache.
     */
    private static long bufferMegabytes() {
        long memory =
                ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system
                        ? system.getTotalMemorySize()
                        : 0;
        return Math.clamp(memory / 8 >> 20, 128, 1_024);
    }

    private static EmbeddedPostgres startIn(
            Path folder, Path binaries, Map<String, String> settings) throws IOException {
        Folders.createPrivate(folder);
        FileChannel lock = lock(folder);
        try {
            PostgresBinaries programs = PostgresBinaries.under(binaries);
            Path cluster = folder.resolve(CLUSTER);
            String password = password(folder.resolve("password"));
            ServerAccount account = ServerAccount.of(cluster);
            PostgresProcess.endOrphan(cluster);
            if (!Files.exists(cluster.resolve("postgresql.conf"))) {
                new NewCluster(programs, account, USER, password).makeIn(cluster);
            }
            writeSettings(cluster.resolve("relais.conf"), account, settings);
            int port = port(folder.resolve("port"));
            List<String> command = new ArrayList<>();
            command.add(programs.program("postgres").toString());
            command.addAll(List.of("-D", cluster.toString(), "-p", Integer.toString(port)));
            Launch launch = new Launch(cluster, account, command);
            EmbeddedPostgres running =
                    new EmbeddedPostgres(lock, launch, launch.now(), port, password);
            running.watch();
            return running;
        } catch (IOException | RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    /**
     * After a crash the old server's children live a moment longer than it; until they have
     * noticed, a new server refuses the folder.
     */
    private static PostgresProcess startWhenFree(ServerAccount account, List<String> command)
            throws IOException {
        for (int tries = 1; ; tries++) {
            try {
                return PostgresProcess.start(account, command);
            } catch (IOException e) {
                boolean occupied =
                        String.valueOf(e.getMessage()).contains("pre-existing shared memory block");
                if (!occupied || tries == MOST_TRIES) {
                    throw e;
                }
                LockSupport.parkNanos(BETWEEN_TRIES.toNanos());
            }
        }
    }

    private static FileChannel lock(Path folder) throws IOException {
        FileChannel channel =
                FileChannel.open(
                        folder.resolve("lock"),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE);
        if (!locked(channel)) {
            channel.close();
            throw new IOException(
                    "another Relais is running on "
                            + folder
                            + "; stop it, or set RELAIS_HOME to another folder");
        }
        return channel;
    }

    private static boolean locked(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            return false; // held by this very process
        }
    }

    private static String password(Path file) throws IOException {
        if (Files.exists(file)) {
            return Files.readString(file).strip();
        }
        byte[] random = new byte[24];
        new SecureRandom().nextBytes(random);
        String password = HexFormat.of().formatHex(random);
        Files.createFile(
                file,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(file, password);
        return password;
    }

    private static void writeSettings(Path file, ServerAccount account, Map<String, String> changed)
            throws IOException {
        StringBuilder text = new StringBuilder();
        text.append("# Written by Relais at each start; your own go into postgresql.conf.\n");
        SETTINGS.forEach((key, value) -> text.append(key + " = " + value + "\n"));
        changed.forEach((key, value) -> text.append(key + " = " + value + "\n"));
        Files.writeString(file, text, StandardCharsets.UTF_8);
        account.own(file);
    }

    /** The port of the last start when it is free, else any free one, remembered. */
    private static int port(Path file) throws IOException {
        int last = Files.exists(file) ? Integer.parseInt(Files.readString(file).strip()) : 0;
        int port = free(last);
        if (port != last) {
            Files.writeString(file, Integer.toString(port));
        }
        return port;
    }

    private static int free(int wanted) throws IOException {
        InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
        try (ServerSocket socket = new ServerSocket(wanted, 1, loopback)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            if (wanted == 0) {
                throw e;
            }
            return free(0);
        }
    }

    /** Where the database every installation has answers. */
    public DatabaseAddress address() {
        return address("postgres");
    }

    /** Where {@code database} of this server answers. */
    public DatabaseAddress address(String database) {
        return new DatabaseAddress(
                "jdbc:postgresql://127.0.0.1:" + port + "/" + database, USER, password);
    }

    private synchronized void watch() {
        server.ended().thenAcceptAsync(this::revive, Thread::startVirtualThread);
    }

    /** A crash, an operator's kill, a full disk: as soon as it can run it runs again. */
    private void revive(int code) {
        Duration pause = REVIVE_FIRST;
        while (!closed) {
            LOG.warn("PostgreSQL ended by itself ({}); starting it again", code);
            try {
                if (take(launch.now())) {
                    LOG.info("PostgreSQL is back");
                    watch();
                }
                return;
            } catch (IOException e) {
                LOG.error("PostgreSQL cannot start, again in {}: {}", pause, e.getMessage());
            }
            LockSupport.parkNanos(pause.toNanos());
            pause = pause.multipliedBy(2);
            pause = pause.compareTo(REVIVE_MOST) > 0 ? REVIVE_MOST : pause;
        }
    }

    private synchronized boolean take(PostgresProcess fresh) {
        if (closed) {
            fresh.close();
            return false;
        }
        server = fresh;
        return true;
    }

    /** From now on a server that ends stays so: for tests of what a killed Relais leaves behind. */
    synchronized CompletableFuture<Integer> leave() {
        closed = true;
        return server.ended();
    }

    /** Shuts down cleanly; open transactions are rolled back. */
    @Override
    public synchronized void close() {
        closed = true;
        server.close();
        try {
            lockFile.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
