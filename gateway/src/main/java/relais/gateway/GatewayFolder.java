package relais.gateway;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/**
 * The gateway's own folder: the intake's log, the journals, and who this folder is. The file {@code
 * identity} holds a name given once, and a generation counted up whenever the folder turns out to
 * be an old copy of itself; a journal resolved under an earlier generation is in doubt.
 */
public final class GatewayFolder {
    private final Path path;
    private volatile String name;
    private volatile long generation;

    private GatewayFolder(Path path, String name, long generation) {
        this.path = path;
        this.name = name;
        this.generation = generation;
    }

    /** Makes the folder where it is missing. */
    public static GatewayFolder open(Path path) throws IOException {
        Files.createDirectories(path.resolve("journal"));
        Path identity = path.resolve("identity");
        if (!Files.exists(identity)) {
            GatewayFolder made = new GatewayFolder(path, UUID.randomUUID().toString(), 1);
            write(identity, made.stamp());
            return made;
        }
        String[] words = Files.readString(identity).strip().split(" ");
        if (words.length != 2 || !words[1].matches("[0-9]{1,18}")) {
            throw new IOException(identity + " is damaged: it should hold a name and a number");
        }
        return new GatewayFolder(path, words[0], Long.parseLong(words[1]));
    }

    /** Names this folder on this machine: a copy elsewhere is somebody else. */
    public String holder() {
        String where = name + " " + host() + " " + path.toAbsolutePath();
        return UUID.nameUUIDFromBytes(where.getBytes(StandardCharsets.UTF_8)).toString();
    }

    private static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "";
        }
    }

    Path intake() {
        return path.resolve("intake");
    }

    Path journal(String channel) {
        return path.resolve("journal").resolve(channel);
    }

    /** What is in the folder is older than what the rest of Relais remembers of it. */
    void isOld() {
        generation++;
        try {
            write(path.resolve("identity"), stamp());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether the channel's journal was last resolved before the folder became an old copy. */
    boolean inDoubt(String channel) throws IOException {
        Path file = resolved(channel);
        return Files.exists(journal(channel))
                && generation > 1
                && !(Files.exists(file) && Files.readString(file).equals(stamp()));
    }

    /** The channel's journal is resolved; to be called once that is on the disk. */
    void resolve(String channel) throws IOException {
        if (!Files.exists(resolved(channel))
                || !Files.readString(resolved(channel)).equals(stamp())) {
            write(resolved(channel), stamp());
        }
    }

    private Path resolved(String channel) {
        return path.resolve("journal").resolve(channel + ".resolved");
    }

    private String stamp() {
        return name + " " + generation + "\n";
    }

    private static void write(Path file, String text) throws IOException {
        Path draft = file.resolveSibling(file.getFileName() + ".new");
        try (FileChannel out =
                FileChannel.open(
                        draft,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.TRUNCATE_EXISTING,
                        StandardOpenOption.WRITE)) {
            ByteBuffer bytes = StandardCharsets.UTF_8.encode(text);
            while (bytes.hasRemaining()) {
                out.write(bytes);
            }
            out.force(true);
        }
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
        try (FileChannel folder = FileChannel.open(file.resolveSibling("."))) {
            folder.force(true);
        }
    }
}
