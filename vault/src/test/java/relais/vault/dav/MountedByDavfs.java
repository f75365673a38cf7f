package relais.vault.dav;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Assumptions;
import relais.platform.testing.Peers;

/**
 * Debian's davfs2 with our drive mounted, in a mount namespace of its own: nobody else sees it, and
 * the shell that holds it lets it go when its standard input ends, thus with the test's program.
 */
final class MountedByDavfs implements AutoCloseable {
    /** The machine's own settings, cache and process numbers of davfs2 are hidden, not touched. */
    private static final String HOLDING =
            """
            mount --bind "$1/etc" /etc/davfs2 &&
            mount --bind "$1/cache" /var/cache/davfs2 &&
            mount -t tmpfs tmpfs /run &&
            mount.davfs "$2" "$1/drive" </dev/null && echo mounted
            read -r end
            umount "$1/drive" && echo unmounted
            """;

    private final Process shell;
    private final BufferedReader said;

    /** The drive's folder, as this program reaches into the namespace. */
    final Path top;

    MountedByDavfs(Mounted drive, Path folder) throws IOException {
        Peers.require("mount.davfs");
        Path unshare = Peers.require("unshare");
        requireFuse(unshare);
        configure(drive, folder);
        shell =
                new ProcessBuilder(
                                unshare.toString(),
                                "--mount",
                                "sh",
                                "-c",
                                HOLDING,
                                "sh",
                                folder.toString(),
                                drive.address().toString())
                        .redirectErrorStream(true)
                        .start();
        said = shell.inputReader(StandardCharsets.UTF_8);
        awaitLine("mounted");
        top = Path.of("/proc/" + shell.pid() + "/root" + folder.resolve("drive"));
    }

    /** Left out even where peers are required: no package brings what the kernel does not have. */
    private static void requireFuse(Path unshare) throws IOException {
        Process trial =
                new ProcessBuilder(unshare.toString(), "--mount", "test", "-w", "/dev/fuse")
                        .redirectErrorStream(true)
                        .start();
        String why = new String(trial.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (trial.onExit().join().exitValue() != 0) {
            String reason = "nothing can be mounted here, or there is no /dev/fuse " + why;
            System.out.println("left out: " + reason);
            Assumptions.abort(reason);
        }
    }

    /** The buffer: newer kernels list folders by 32 KiB and more, davfs2 takes 16 by itself. */
    private static void configure(Mounted drive, Path folder) throws IOException {
        Files.createDirectories(folder.resolve("drive"));
        Path settings = Files.createDirectories(folder.resolve("etc"));
        Files.writeString(
                settings.resolve("davfs2.conf"),
                """
                dav_user root
                dav_group root
                ask_auth 0
                use_locks 1
                delay_upload 0
                buf_size 256
                """);
        Path secrets =
                Files.writeString(
                        settings.resolve("secrets"),
                        "%s anyone %s\n".formatted(drive.address(), Mounted.TOKEN));
        Files.setPosixFilePermissions(secrets, PosixFilePermissions.fromString("rw-------"));
        Path cache = Files.createDirectories(folder.resolve("cache"));
        Files.setPosixFilePermissions(cache, PosixFilePermissions.fromString("rwxrwxr-x"));
    }

    private void awaitLine(String wanted) throws IOException {
        StringBuilder all = new StringBuilder();
        for (String line = said.readLine(); line != null; line = said.readLine()) {
            if (line.equals(wanted)) {
                return;
            }
            all.append(line).append('\n');
        }
        throw new IOException("not " + wanted + ": " + all);
    }

    /** Returns when all that was written is at the server. */
    void unmount() throws IOException {
        shell.getOutputStream().close();
        awaitLine("unmounted");
    }

    @Override
    public void close() throws IOException {
        shell.getOutputStream().close();
        shell.onExit().join();
    }
}
