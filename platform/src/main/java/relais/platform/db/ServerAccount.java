package relais.platform.db;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Under which account PostgreSQL runs, which refuses to run as root: as an ordinary user it is that
 * user; root lends it a user namespace in which it believes to be nobody (files stay root's); where
 * namespaces are forbidden, or the cluster already belongs to another account, it runs as that
 * account through setpriv.
 *
 * @param uid owner of the cluster's files
 * @param prefix command words that come before the program
 */
record ServerAccount(int uid, List<String> prefix) {
    private static final int ROOT = 0;

    /** Conventional id of "nobody", used when the machine has no account named below. */
    private static final int NOBODY = 65534;

    private static final List<String> SERVICE_ACCOUNTS = List.of("relais", "postgres");

    /** The account for a cluster in {@code cluster}, which need not exist yet. */
    static ServerAccount of(Path cluster) throws IOException {
        int own = owner(Path.of("/proc/self"));
        if (own != ROOT) {
            return new ServerAccount(own, List.of());
        }
        boolean exists = Files.isDirectory(cluster);
        int clusterOwner = exists ? owner(cluster) : ROOT;
        if (clusterOwner != ROOT) {
            return through(clusterOwner);
        }
        if (succeeds("unshare", "-U", "true")) {
            return new ServerAccount(ROOT, List.of("unshare", "-U"));
        }
        if (exists) {
            throw new IOException(
                    "PostgreSQL does not run as root, this machine forbids user namespaces, and "
                            + cluster
                            + " belongs to root. Mend it with: chown -R nobody "
                            + cluster
                            + "  (or: sysctl -w kernel.unprivileged_userns_clone=1)");
        }
        return through(serviceAccount());
    }

    /** Whether the server runs under another uid than we do. */
    boolean isAnother() {
        return uid != ROOT && !prefix.isEmpty();
    }

    /** Gives a file or folder to this account, when it is not the one we run as. */
    void own(Path path) throws IOException {
        if (uid != owner(path)) {
            Files.setAttribute(path, "unix:uid", uid);
            Files.setAttribute(path, "unix:gid", uid);
        }
    }

    private static ServerAccount through(int uid) throws IOException {
        if (!succeeds("setpriv", "--version")) {
            throw new IOException(
                    "PostgreSQL does not run as root and setpriv is missing."
                            + " Mend it with: apt-get install util-linux"
                            + "  (or start Relais as an ordinary user)");
        }
        return new ServerAccount(
                uid,
                List.of("setpriv", "--reuid=" + uid, "--regid=" + uid, "--clear-groups", "--"));
    }

    private static int serviceAccount() throws IOException {
        for (String line : Files.readAllLines(Path.of("/etc/passwd"))) {
            String[] fields = line.split(":", -1);
            if (fields.length > 2 && SERVICE_ACCOUNTS.contains(fields[0])) {
                return Integer.parseInt(fields[2]);
            }
        }
        return NOBODY;
    }

    private static int owner(Path path) throws IOException {
        return (int) Files.getAttribute(path, "unix:uid");
    }

    private static boolean succeeds(String... command) {
        try {
            Process process =
                    new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start();
            return process.waitFor(5, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException e) {
            return false; // the program is not installed
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
