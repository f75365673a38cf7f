package relais.vault.testing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import relais.platform.testing.FreePort;
import relais.platform.testing.Peers;
import relais.vault.store.smb.ShareAddress;

/** Debian's Samba with one share, {@code files}, in a folder of its own; dies with the test. */
public final class Samba implements AutoCloseable {
    private static final String PASSWORD = "s3cret-Words";
    private static final Duration START = Duration.ofSeconds(20);

    private final Path program;
    private final Path folder;
    private final int port;
    private Process process;

    public Samba(Path folder) throws IOException, InterruptedException {
        this.program = Peers.require("smbd");
        Path register = Peers.require("pdbedit");
        this.folder = folder;
        this.port = FreePort.find();
        for (String each : new String[] {"share", "private", "run"}) {
            Files.createDirectories(folder.resolve(each));
        }
        Files.writeString(folder.resolve("smb.conf"), configuration());
        Process add =
                new ProcessBuilder(
                                register.toString(),
                                "--configfile=" + folder.resolve("smb.conf"),
                                "-a",
                                "-t",
                                "-u",
                                user())
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("pdbedit.log").toFile())
                        .start();
        add.getOutputStream()
                .write((PASSWORD + "\n" + PASSWORD + "\n").getBytes(StandardCharsets.UTF_8));
        add.getOutputStream().close();
        if (!add.waitFor(START.toSeconds(), TimeUnit.SECONDS) || add.exitValue() != 0) {
            throw new IOException(Files.readString(folder.resolve("pdbedit.log")));
        }
        this.process = start();
    }

    private String configuration() {
        return """
        [global]
        server role = standalone server
        security = user
        map to guest = never
        smb ports = %2$d
        interfaces = lo
        bind interfaces only = yes
        disable netbios = yes
        disable spoolss = yes
        load printers = no
        printing = bsd
        printcap name = /dev/null
        passdb backend = tdbsam:%1$s/private/passdb.tdb
        private dir = %1$s/private
        lock directory = %1$s/run
        state directory = %1$s/run
        cache directory = %1$s/run
        pid directory = %1$s/run
        ncalrpc dir = %1$s/run/ncalrpc
        log file = %1$s/smbd.log
        strict sync = yes
        [files]
        path = %1$s/share
        read only = no
        [old]
        path = %1$s/share
        read only = yes
        force user = nobody
        """
                .formatted(folder, port);
    }

    private Process start() throws IOException {
        Process started =
                new ProcessBuilder(
                                program.toString(),
                                "--foreground",
                                "--no-process-group",
                                "--configfile=" + folder.resolve("smb.conf"))
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("smbd.out").toFile())
                        .start();
        Instant deadline = Instant.now().plus(START);
        while (true) {
            try (Socket probe = new Socket(InetAddress.getLoopbackAddress(), port)) {
                return started;
            } catch (IOException notYet) {
                if (!started.isAlive() || Instant.now().isAfter(deadline)) {
                    started.destroyForcibly();
                    throw new IOException(Files.readString(folder.resolve("smbd.out")), notYet);
                }
                LockSupport.parkNanos(20_000_000);
            }
        }
    }

    private static String user() {
        return System.getProperty("user.name");
    }

    /** The port it listens on, also after a restart. */
    public int port() {
        return port;
    }

    /** The folder that is shared. */
    public Path shared() {
        return folder.resolve("share");
    }

    /** The share as reached over a port: its own or a line's. */
    public ShareAddress address(int over, String inside) {
        return new ShareAddress("127.0.0.1", over, "files", inside, "", user(), PASSWORD, false);
    }

    /**
     * The same folder as a share that can only be read, and by nobody in particular: what is closed
     * to others is closed there.
     */
    public ShareAddress readOnly() throws IOException {
        openWay(shared());
        return new ShareAddress("127.0.0.1", port, "old", "", "", user(), PASSWORD, false);
    }

    /** Temporary folders are closed to others; what is to be served has to be reached. */
    private static void openWay(Path to) throws IOException {
        Path top = Path.of(System.getProperty("java.io.tmpdir"));
        for (Path each = to; each != null && !each.equals(top); each = each.getParent()) {
            Set<PosixFilePermission> may = new HashSet<>(Files.getPosixFilePermissions(each));
            if (may.addAll(
                    Set.of(PosixFilePermission.OTHERS_READ, PosixFilePermission.OTHERS_EXECUTE))) {
                Files.setPosixFilePermissions(each, may);
            }
        }
    }

    public ShareAddress address(String inside) {
        return address(port, inside);
    }

    /** Kills the server and those it made for its clients, as a power cut would. */
    public void kill() throws InterruptedException {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly().waitFor();
    }

    public void startAgain() throws IOException {
        process = start();
    }

    @Override
    public void close() throws InterruptedException {
        kill();
    }
}
