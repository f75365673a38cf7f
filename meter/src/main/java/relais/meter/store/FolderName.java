package relais.meter.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.UUID;

/** The number a folder of series is known by, drawn once and kept in it. */
public final class FolderName {
    private FolderName() {}

    public static UUID of(Path folder) throws IOException {
        Path file = folder.resolve("store-id");
        if (!Files.exists(file)) {
            Path draft = folder.resolve("store-id.new");
            Files.writeString(draft, UUID.randomUUID() + "\n");
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
        }
        try {
            return UUID.fromString(Files.readString(file).strip());
        } catch (IllegalArgumentException e) {
            throw new IOException(file + " is damaged: it should hold a UUID", e);
        }
    }
}
