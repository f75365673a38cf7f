package relais.app;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import relais.platform.json.Json;

/** The small files of a home that nobody can make again, for a backup and back. */
final class Keys {
    private static final String KEY = "[a-z]+\\.key";

    /** By it a store is known again; docs/formats/blob.md. */
    private static final String MARK = "store.id";

    private final Home home;

    Keys(Home home) {
        this.home = home;
    }

    boolean areThere() throws IOException {
        return Files.isDirectory(home.folder()) && !files().isEmpty();
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(home.folder())) {
            return files.filter(file -> file.getFileName().toString().endsWith(".key"))
                    .sorted()
                    .toList();
        }
    }

    /** As JSON, by name. */
    byte[] read() throws IOException {
        Map<String, String> keys = new TreeMap<>();
        for (Path file : files()) {
            keys.put(
                    file.getFileName().toString(),
                    Base64.getEncoder().encodeToString(Files.readAllBytes(file)));
        }
        Path mark = home.store().resolve(MARK);
        if (Files.exists(mark)) {
            keys.put(MARK, Base64.getEncoder().encodeToString(Files.readAllBytes(mark)));
        }
        return Json.bytes(keys);
    }

    /** Writes them as they were; done twice, it is the same. */
    @SuppressWarnings("unchecked") // a JSON object of texts
    void write(byte[] json) throws IOException {
        Map<String, String> keys = Json.read(json, Map.class);
        for (Map.Entry<String, String> key : keys.entrySet()) {
            byte[] bytes = Base64.getDecoder().decode(key.getValue());
            if (key.getKey().equals(MARK)) {
                UUID.fromString(new String(bytes, StandardCharsets.US_ASCII).strip());
                Files.createDirectories(home.store());
                write(home.store().resolve(MARK), bytes);
            } else if (key.getKey().matches(KEY)) {
                write(home.folder().resolve(key.getKey()), bytes);
            } else {
                throw new IOException("not the name of a key: " + key.getKey());
            }
        }
    }

    /** Nobody else ever reads it, and it is there whole or not at all. */
    static void write(Path file, byte[] bytes) throws IOException {
        Path part = file.resolveSibling(file.getFileName() + ".part");
        Files.deleteIfExists(part);
        Files.createFile(
                part,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.write(part, bytes);
        try (FileChannel written = FileChannel.open(part, StandardOpenOption.WRITE)) {
            written.force(true);
        }
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
        try (FileChannel folder = FileChannel.open(file.toAbsolutePath().getParent())) {
            folder.force(true);
        }
    }
}
