package relais.vault.download;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import relais.vault.blob.Blobs;
import relais.vault.document.Document;
import relais.vault.document.Elsewhere;
import relais.vault.document.Listing;
import relais.vault.scan.Gate;

/** A folder as a zip archive, written while it is sent; of any size (Zip64), names in UTF-8. */
public final class Archive {
    private static final Set<String> PACKED = Set.of("pdf", "zip", "jpg", "jpeg", "png", "mp4");

    /** Of the free disk: as many archives at once as are allowed leave half of it. */
    private static final int SHARE_OF_THE_DISK = 8;

    private final Blobs blobs;
    private final Path room;
    private final Free free;
    private final Gate gate;

    /** How many bytes are free where files of an old share lie meanwhile. */
    @FunctionalInterface
    interface Free {
        long bytes() throws IOException;
    }

    /**
     * Archives of what these hold.
     *
     * @param room a folder of this machine for one file of an old share at a time
     * @param gate what scans such a file
     */
    public Archive(Blobs blobs, Path room, Gate gate) {
        this(blobs, room, gate, () -> Files.getFileStore(room).getUsableSpace());
    }

    Archive(Blobs blobs, Path room, Gate gate, Free free) {
        this.gate = gate;
        this.blobs = blobs;
        this.room = room;
        this.free = free;
    }

    /**
     * Writes all documents, then what waits on an old share, read from there. What is infected,
     * what the share does not give, or what would take too much of this machine's disk meanwhile,
     * is left out and named in a list at the end.
     */
    public void write(
            Iterator<Listing.Below> documents,
            List<Elsewhere.Waiting> waiting,
            Elsewhere elsewhere,
            OutputStream to)
            throws IOException {
        Set<String> names = new HashSet<>();
        StringBuilder infected = new StringBuilder();
        try (ZipOutputStream zip =
                new ZipOutputStream(
                        new BufferedOutputStream(to, 1 << 16), StandardCharsets.UTF_8)) {
            while (documents.hasNext()) {
                Listing.Below below = documents.next();
                Document document = below.document();
                if (document.scan() == Document.Scan.INFECTED) {
                    infected.append(below.path()).append('\n');
                    continue;
                }
                zip.setLevel(level(document.name()));
                ZipEntry entry = new ZipEntry(unique(names, portable(below.path())));
                entry.setLastModifiedTime(FileTime.from(document.changedAt()));
                zip.putNextEntry(entry);
                if (document.size() > 0) {
                    blobs.copy(document.hash(), 0, document.size(), zip);
                }
                zip.closeEntry();
            }
            String away = waiting(waiting, elsewhere, names, infected, zip);
            list(infected.toString(), "INFECTED-LEFT-OUT.txt", names, zip);
            list(away, "OLD-SHARE-LEFT-OUT.txt", names, zip);
        }
    }

    private String waiting(
            List<Elsewhere.Waiting> waiting,
            Elsewhere elsewhere,
            Set<String> names,
            StringBuilder infected,
            ZipOutputStream zip)
            throws IOException {
        if (waiting.isEmpty()) {
            return "";
        }
        StringBuilder away = new StringBuilder();
        Files.createDirectories(room);
        try (Elsewhere.Reading reading = elsewhere.reading()) {
            for (Elsewhere.Waiting file : waiting) {
                Path whole = Files.createTempFile(room, "waiting", "");
                try {
                    if (!isRead(reading, file, whole)) {
                        away.append(file.name()).append('\n');
                    } else if (isInfected(file, whole)) {
                        infected.append(file.name()).append('\n');
                    } else {
                        add(file, whole, names, zip);
                    }
                } finally {
                    Files.deleteIfExists(whole);
                }
            }
        }
        return away.toString();
    }

    private boolean isInfected(Elsewhere.Waiting file, Path whole) throws IOException {
        try (InputStream content = Files.newInputStream(whole)) {
            return gate.isInfected("the waiting file " + file.id(), content);
        }
    }

    private static void add(
            Elsewhere.Waiting file, Path whole, Set<String> names, ZipOutputStream zip)
            throws IOException {
        zip.setLevel(level(file.name()));
        ZipEntry entry = new ZipEntry(unique(names, portable(file.name())));
        entry.setLastModifiedTime(FileTime.from(file.changedAt()));
        zip.putNextEntry(entry);
        Files.copy(whole, zip);
        zip.closeEntry();
    }

    /** Whole, before the archive names it: what the share gives in part cannot be taken back. */
    private boolean isRead(Elsewhere.Reading reading, Elsewhere.Waiting file, Path to) {
        try (Elsewhere.Lent lent = reading.open(file);
                OutputStream out = Files.newOutputStream(to)) {
            long most = free.bytes() / SHARE_OF_THE_DISK;
            return lent.size() <= most && copied(lent.content(), out, most);
        } catch (IOException | NoSuchElementException e) {
            return false;
        }
    }

    private static boolean copied(InputStream from, OutputStream to, long most) throws IOException {
        byte[] some = new byte[1 << 16];
        long left = most;
        for (int count = from.read(some); count >= 0; count = from.read(some)) {
            left -= count;
            if (left < 0) {
                return false;
            }
            to.write(some, 0, count);
        }
        return true;
    }

    private static void list(String left, String name, Set<String> names, ZipOutputStream zip)
            throws IOException {
        if (!left.isEmpty()) {
            zip.putNextEntry(new ZipEntry(unique(names, name)));
            zip.write(left.getBytes(StandardCharsets.UTF_8));
            zip.closeEntry();
        }
    }

    private static int level(String name) {
        String ending = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        return PACKED.contains(ending) ? Deflater.NO_COMPRESSION : Deflater.BEST_SPEED;
    }

    /** Signs that Windows cannot have in a name are replaced; slashes stay. */
    static String portable(String path) {
        return path.replaceAll("[<>:\"|?*\\\\]", "_");
    }

    private static String unique(Set<String> names, String name) {
        String next = name;
        int dot = name.lastIndexOf('.') > name.lastIndexOf('/') ? name.lastIndexOf('.') : -1;
        for (int number = 2; !names.add(next.toLowerCase(Locale.ROOT)); number++) {
            next =
                    dot < 0
                            ? name + " (" + number + ")"
                            : name.substring(0, dot) + " (" + number + ")" + name.substring(dot);
        }
        return next;
    }
}
