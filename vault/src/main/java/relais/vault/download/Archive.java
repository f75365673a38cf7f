package relais.vault.download;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.attribute.FileTime;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Locale;
import java.util.Set;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import relais.vault.blob.Blobs;
import relais.vault.document.Document;
import relais.vault.document.Listing;

/** A folder as a zip archive, written while it is sent; of any size (Zip64), names in UTF-8. */
public final class Archive {
    private static final Set<String> PACKED = Set.of("pdf", "zip", "jpg", "jpeg", "png", "mp4");

    private final Blobs blobs;

    public Archive(Blobs blobs) {
        this.blobs = blobs;
    }

    /** Writes all documents; what is infected is left out and named in a list at the end. */
    public void write(Iterator<Listing.Below> documents, OutputStream to) throws IOException {
        Set<String> names = new HashSet<>();
        StringBuilder left = new StringBuilder();
        try (ZipOutputStream zip =
                new ZipOutputStream(
                        new BufferedOutputStream(to, 1 << 16), StandardCharsets.UTF_8)) {
            while (documents.hasNext()) {
                Listing.Below below = documents.next();
                Document document = below.document();
                if (document.scan() == Document.Scan.INFECTED) {
                    left.append(below.path()).append('\n');
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
            if (!left.isEmpty()) {
                zip.putNextEntry(new ZipEntry(unique(names, "INFECTED-LEFT-OUT.txt")));
                zip.write(left.toString().getBytes(StandardCharsets.UTF_8));
                zip.closeEntry();
            }
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
