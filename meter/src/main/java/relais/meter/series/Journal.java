package relais.meter.series;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import relais.meter.series.files.LogReader;
import relais.meter.series.files.LogWriter;
import relais.meter.series.files.NotWrittenException;

/** The files of the log: the one that is written, older ones until they are sealed. */
final class Journal implements AutoCloseable {

    private final Shelf shelf;
    private final SecureRandom salts = new SecureRandom();
    private @Nullable LogWriter writer;

    Journal(Shelf shelf) {
        this.shelf = shelf;
    }

    /** Gives what was acknowledged and is not sealed, in order; tells of damage to the shelf. */
    void replay(Consumer<byte[]> records) throws IOException {
        for (Path file : logs()) {
            int places = LogReader.read(file, records);
            if (places > 0) {
                shelf.report(
                        "the log %s is damaged at %d places; what is sound was kept"
                                .formatted(file.getFileName(), places));
            }
        }
    }

    private List<Path> logs() throws IOException {
        try (Stream<Path> all = Files.list(shelf.folder())) {
            return all.filter(file -> file.toString().endsWith(".log")).sorted().toList();
        }
    }

    /** Begins a new file; what comes now is in files of that number and higher. */
    long turn() throws IOException {
        long number = shelf.takeNumber();
        Path file = shelf.folder().resolve("%012d.log".formatted(number));
        LogWriter fresh = LogWriter.begin(file, salts.nextInt());
        close();
        writer = fresh;
        return number;
    }

    /** Begins a file, or leaves that to the first append where the disk takes none. */
    void begin() throws IOException {
        try {
            turn();
        } catch (NotWrittenException full) {
            shelf.report("a new log could not be begun: " + full.getMessage());
        }
    }

    void append(Collection<byte[]> records) throws IOException {
        if (writer == null) {
            turn();
        }
        LogWriter now = writer;
        if (now != null) {
            now.append(records);
        }
    }

    void deleteBefore(long number) throws IOException {
        for (Path file : logs()) {
            if (Long.parseLong(file.getFileName().toString().substring(0, 12)) < number) {
                Files.delete(file);
            }
        }
    }

    @Override
    public void close() throws IOException {
        if (writer != null) {
            writer.close();
            writer = null;
        }
    }
}
