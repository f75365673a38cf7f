package relais.meter.series;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import relais.meter.series.files.Durable;
import relais.meter.series.files.FileName;
import relais.meter.series.files.Manifest;
import relais.meter.series.files.NamesFile;

/** Copies everything that counts into a new folder, which a store can be opened on. */
final class Backup {

    private final Shelf shelf;
    private final Names names;

    Backup(Shelf shelf, Names names) {
        this.shelf = shelf;
        this.names = names;
    }

    /** Nothing may be merged meanwhile; what is appended meanwhile may be missing. */
    void write(Path target) throws IOException {
        Files.createDirectories(target);
        try (var already = Files.list(target)) {
            if (already.findAny().isPresent()) {
                throw new IOException(target + " is not empty");
            }
        }
        Manifest manifest = shelf.manifest();
        for (FileName name : manifest.files()) {
            Path from = shelf.folder().resolve(name.toString());
            Path to = target.resolve(name.toString());
            copy(from, to, Files.size(from));
        }
        // After the manifest: every series in a file has its name by now.
        long length = names.bytes();
        for (String copy : new String[] {NamesFile.FIRST, NamesFile.SECOND}) {
            copy(shelf.folder().resolve(NamesFile.FIRST), target.resolve(copy), length);
        }
        manifest.write(target);
        Durable.forceFolder(target);
    }

    private static void copy(Path from, Path to, long length) throws IOException {
        try (FileChannel in = FileChannel.open(from, StandardOpenOption.READ);
                FileChannel out =
                        FileChannel.open(
                                to, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            for (long at = 0; at < length; ) {
                long moved = in.transferTo(at, length - at, out);
                if (moved <= 0) {
                    throw new IOException(from + " became shorter");
                }
                at += moved;
            }
            out.force(true);
        }
    }
}
