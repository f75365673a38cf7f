package relais.agent.host;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Where the kernel speaks: its files, read whole and bounded. */
record Machine(Path proc, Path sys) {

    /** /proc/stat of a machine with hundreds of cores has less. */
    private static final int LARGEST = 1 << 20;

    /** Entries of one folder: processes of a very busy machine. */
    private static final int MOST_ENTRIES = 200_000;

    List<String> lines(String file) throws IOException {
        return text(proc.resolve(file)).lines().toList();
    }

    String text(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return new String(in.readNBytes(LARGEST), StandardCharsets.UTF_8);
        }
    }

    /** Names in a folder, sorted; none where it is missing. */
    List<String> names(Path folder) throws IOException {
        List<String> names = new ArrayList<>();
        if (!Files.isDirectory(folder)) {
            return names;
        }
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            for (Path entry : entries) {
                names.add(entry.getFileName().toString());
                if (names.size() >= MOST_ENTRIES) {
                    break;
                }
            }
        }
        names.sort(String::compareTo);
        return names;
    }
}
