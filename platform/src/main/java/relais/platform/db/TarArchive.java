package relais.platform.db;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * Reads the few things of a POSIX ustar archive that the PostgreSQL binaries need: files, folders,
 * symbolic links and GNU long names. An entry that would land outside the target is refused.
 */
final class TarArchive {
    private static final int BLOCK = 512;

    /** No path in the archive comes near this; a larger "long name" means a damaged archive. */
    private static final int LONGEST_NAME = 4096;

    private static final Set<PosixFilePermission> PROGRAM =
            PosixFilePermissions.fromString("rwxr-xr-x");
    private static final Set<PosixFilePermission> PLAIN =
            PosixFilePermissions.fromString("rw-r--r--");

    private final InputStream in;
    private final byte[] header = new byte[BLOCK];

    TarArchive(InputStream in) {
        this.in = in;
    }

    /** Unpacks everything into {@code folder}, readable by all accounts of the machine. */
    void unpackInto(Path folder) throws IOException {
        Files.createDirectories(folder);
        String longName = "";
        while (nextHeader()) {
            long size = octal(124, 12);
            String name = longName.isEmpty() ? name() : longName;
            longName = "";
            switch (header[156]) {
                case 'L' -> longName = longName(size);
                case '5' -> Files.createDirectories(inside(folder, name));
                case '2' -> link(inside(folder, name), folder, text(157, 100));
                case '0', 0 -> file(inside(folder, name), size);
                default -> skip(size);
            }
        }
    }

    private boolean nextHeader() throws IOException {
        if (in.readNBytes(header, 0, BLOCK) < BLOCK) {
            throw new EOFException("archive ends before its end mark");
        }
        return header[0] != 0;
    }

    private String name() {
        String prefix = text(257, 6).startsWith("ustar") ? text(345, 155) : "";
        return prefix.isEmpty() ? text(0, 100) : prefix + "/" + text(0, 100);
    }

    private String longName(long size) throws IOException {
        if (size > LONGEST_NAME) {
            throw new IOException("archive is damaged: a name of " + size + " bytes");
        }
        String name = new String(in.readNBytes((int) size), StandardCharsets.UTF_8);
        in.skipNBytes(padding(size));
        return name.substring(0, name.indexOf('\0') < 0 ? name.length() : name.indexOf('\0'));
    }

    private void file(Path target, long size) throws IOException {
        Files.createDirectories(target.resolveSibling("."));
        try (var out = Files.newOutputStream(target)) {
            long left = size;
            byte[] buffer = new byte[1 << 16];
            while (left > 0) {
                int read = in.read(buffer, 0, (int) Math.min(buffer.length, left));
                if (read < 0) {
                    throw new EOFException("archive ends inside " + target.getFileName());
                }
                out.write(buffer, 0, read);
                left -= read;
            }
        }
        Files.setPosixFilePermissions(target, (octal(100, 8) & 0100) != 0 ? PROGRAM : PLAIN);
        in.skipNBytes(padding(size));
    }

    private static void link(Path link, Path folder, String to) throws IOException {
        Path parent = link.getParent();
        if (parent == null || !parent.resolve(to).normalize().startsWith(folder)) {
            throw new IOException("archive is damaged: a link leads outside: " + to);
        }
        Files.createDirectories(parent);
        Files.createSymbolicLink(link, Path.of(to));
    }

    private void skip(long size) throws IOException {
        in.skipNBytes(size + padding(size));
    }

    private static long padding(long size) {
        return (BLOCK - size % BLOCK) % BLOCK;
    }

    private static Path inside(Path folder, String name) throws IOException {
        Path target = folder.resolve(name).normalize();
        if (!target.startsWith(folder)) {
            throw new IOException("archive is damaged: an entry lies outside: " + name);
        }
        return target;
    }

    private String text(int from, int length) {
        int end = from;
        while (end < from + length && header[end] != 0) {
            end++;
        }
        return new String(header, from, end - from, StandardCharsets.UTF_8);
    }

    private long octal(int from, int length) throws IOException {
        String digits = text(from, length).strip();
        try {
            return digits.isEmpty() ? 0 : Long.parseLong(digits, 8);
        } catch (NumberFormatException e) {
            throw new IOException("archive is damaged: not an octal number: " + digits, e);
        }
    }
}
