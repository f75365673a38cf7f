package relais.spool;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The spool's directory. */
record Folder(Path path, Disk disk) {

    /** Under this much free space a failed write is put down to it, whatever the error says. */
    private static final long NO_SPACE = 64 << 10;

    List<SegmentFile> segments() throws IOException {
        List<SegmentFile> found = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(path)) {
            for (Path file : files) {
                SegmentFile segment = SegmentFile.of(file);
                if (segment != null) {
                    found.add(segment);
                }
            }
        }
        found.sort(Comparator.comparingLong(SegmentFile::first));
        return found;
    }

    /** Makes created and deleted names durable. */
    void force() throws IOException {
        try (FileChannel directory = disk.open(path, StandardOpenOption.READ)) {
            directory.force(true);
        }
    }

    /**
     * Whether a write failed for lack of space. The error's text depends on the locale, so the file
     * system is asked as well.
     */
    boolean isOutOfSpace(IOException failure, long wanted) throws IOException {
        String text = String.valueOf(failure.getMessage());
        if (text.contains("No space left") || text.contains("quota")) {
            return true;
        }
        FileStore store = Files.getFileStore(path);
        return store.getUsableSpace() < wanted + NO_SPACE;
    }
}
