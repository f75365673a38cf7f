package relais.platform.status;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The room left on the disk under a folder. */
public record FreeSpace(long freeBytes, long totalBytes) {
    /**
     * Below this it counts as full: PostgreSQL takes 16 MiB at a time for its log, the spool a
     * segment, and all of them together must not be surprised.
     */
    private static final long LITTLE = 64L << 20;

    public static FreeSpace of(Path folder) throws IOException {
        var store = Files.getFileStore(folder);
        return new FreeSpace(store.getUsableSpace(), store.getTotalSpace());
    }

    /** What is wrong with the disk under {@code folder}, in a few words; empty when it is well. */
    public static Optional<String> trouble(Path folder) {
        try {
            FreeSpace space = of(folder);
            return space.freeBytes >= LITTLE
                    ? Optional.empty()
                    : Optional.of(
                            "nearly full: %d MB left of %d MB"
                                    .formatted(space.freeBytes >> 20, space.totalBytes >> 20));
        } catch (IOException e) {
            return Optional.of("cannot be read");
        }
    }
}
