package relais.vault.moving;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What an operator has laid down for moving in, in the folder {@code incoming} beside the store:
 * dumps, and folders (or links to them, such as a mounted share). From the console nothing else of
 * the server can be named: who may move systems in may not read all that the server can.
 */
public final class Incoming {
    /** An operator lays down some; a chooser shows no more. */
    private static final int MOST = 200;

    private final Path folder;

    public Incoming(Path folder) {
        this.folder = folder.toAbsolutePath();
    }

    /** Something that can be chosen: a dump, or the folder of a share. */
    public record Laid(String name, boolean share, long size) {}

    /** Where an operator lays them down. */
    public Path folder() {
        return folder;
    }

    /** What lies there now, by name; nothing where there is no such folder. */
    public List<Laid> list() throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(path -> Files.isDirectory(path) || Files.isRegularFile(path))
                    .filter(path -> !path.getFileName().toString().startsWith("."))
                    .sorted(Comparator.comparing(Path::toString))
                    .limit(MOST)
                    .map(Incoming::laid)
                    .toList();
        }
    }

    private static Laid laid(Path path) {
        boolean share = Files.isDirectory(path);
        String name = path.getFileName().toString();
        return new Laid(name, share, share ? 0 : path.toFile().length());
    }

    /** What of {@link #list} is called so; empty for any other path. */
    public Optional<Path> find(String name, boolean share) throws IOException {
        return list().stream()
                .filter(laid -> laid.name().equals(name) && laid.share() == share)
                .findFirst()
                .map(laid -> folder.resolve(laid.name()));
    }
}
