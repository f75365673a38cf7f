package relais.platform.db;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Makes a cluster: all or nothing, because it appears under its name only when complete. */
record NewCluster(PostgresBinaries programs, ServerAccount account, String user, String password) {
    /** initdb takes half a second on an idle disk. */
    private static final long MINUTES = 5;

    void makeIn(Path cluster) throws IOException {
        Path making = cluster.resolveSibling(cluster.getFileName() + ".making");
        Folders.delete(making);
        Files.createDirectory(making);
        Files.setPosixFilePermissions(making, PosixFilePermissions.fromString("rwx------"));
        account.own(making);
        if (account.isAnother()) {
            letThrough(cluster.resolveSibling("."));
        }
        Path secret = cluster.resolveSibling("password.making");
        Files.deleteIfExists(secret);
        Files.createFile(
                secret,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try {
            Files.writeString(secret, password);
            account.own(secret);
            initdb(making, secret);
        } finally {
            Files.delete(secret);
        }
        Files.writeString(
                making.resolve("postgresql.conf"),
                "include 'relais.conf'\n# Your own settings below this line win.\n",
                StandardCharsets.UTF_8,
                StandardOpenOption.TRUNCATE_EXISTING);
        Files.move(making, cluster, StandardCopyOption.ATOMIC_MOVE);
    }

    /** The server's account may pass through the folder to the cluster, but not look around. */
    private void letThrough(Path folder) throws IOException {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx--x--x"));
    }

    private void initdb(Path cluster, Path secret) throws IOException {
        List<String> command = new ArrayList<>(account.prefix());
        command.add(programs.program("initdb").toString());
        command.addAll(List.of("-D", cluster.toString(), "-U", user));
        command.addAll(List.of("--pwfile=" + secret, "--auth=scram-sha-256", "-E", "UTF8"));
        command.addAll(List.of("--locale-provider=builtin", "--builtin-locale=C.UTF-8"));
        command.addAll(List.of("--locale=C", "--no-instructions"));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.directory(Path.of("/").toFile());
        builder.environment().put("LC_ALL", "C");
        builder.environment().put("TZ", "UTC");
        Process process = builder.start();
        try {
            process.getOutputStream().close();
            String said =
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            boolean ended = process.waitFor(MINUTES, TimeUnit.MINUTES);
            if (!ended || process.exitValue() != 0) {
                throw new IOException("could not make the cluster in " + cluster + ":\n" + said);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while making the cluster", e);
        } finally {
            process.destroyForcibly();
        }
    }
}
