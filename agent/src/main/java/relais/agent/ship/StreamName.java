package relais.agent.ship;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.random.RandomGenerator;

/** The number that tells this spool from any other of the same agent; lies within its folder. */
final class StreamName {

    private StreamName() {}

    static long of(Path folder, RandomGenerator random) throws IOException {
        Path file = folder.resolve("stream");
        Files.createDirectories(folder);
        if (Files.exists(file)) {
            try {
                return Long.parseUnsignedLong(Files.readString(file).strip(), 16);
            } catch (NumberFormatException damaged) {
                // A new name sends what waits once more: samples known already change nothing.
                Files.delete(file);
            }
        }
        long drawn = random.nextLong();
        Path draft = folder.resolve("stream.new");
        Files.writeString(draft, Long.toHexString(drawn) + "\n", StandardCharsets.US_ASCII);
        try (FileChannel written = FileChannel.open(draft, StandardOpenOption.WRITE)) {
            written.force(true);
        }
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
        return drawn;
    }
}
