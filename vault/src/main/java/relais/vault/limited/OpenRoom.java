package relais.vault.limited;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The folder where contents lie open while they are read: they are sealed everywhere else. */
public final class OpenRoom {
    private static final Logger LOG = LoggerFactory.getLogger(OpenRoom.class);

    /** Nobody who lives reads one for so long. */
    private static final Duration LONGEST = Duration.ofHours(1);

    private OpenRoom() {}

    /**
     * Deletes what a process left that was killed; what is younger may be another's who works
     * beside us.
     */
    public static void sweep(Path room) {
        try {
            Files.createDirectories(room);
            Instant now = now(room);
            List<Path> all;
            try (Stream<Path> there = Files.list(room)) {
                all = there.toList();
            }
            for (Path one : all) {
                sweep(one, now.minus(LONGEST));
            }
        } catch (IOException e) {
            LOG.warn("contents that were left open cannot be deleted: {}", e.toString());
        }
    }

    /** By the clock that dates the files. */
    private static Instant now(Path room) throws IOException {
        Path probe = Files.createTempFile(room, "now", "");
        try {
            return Files.getLastModifiedTime(probe).toInstant();
        } finally {
            Files.deleteIfExists(probe);
        }
    }

    private static void sweep(Path one, Instant before) throws IOException {
        try {
            List<Path> inside;
            try (Stream<Path> files = Files.walk(one)) {
                inside = files.sorted(Comparator.reverseOrder()).toList();
            }
            FileTime limit = FileTime.from(before);
            for (Path file : inside) {
                if (Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS).compareTo(limit)
                        > 0) {
                    return; // somebody is at work in it
                }
            }
            for (Path file : inside) {
                Files.deleteIfExists(file);
            }
            LOG.info("a content that was left open is deleted: {}", one.getFileName());
        } catch (NoSuchFileException | UncheckedIOException e) {
            LOG.debug("somebody else deletes {}", one.getFileName(), e);
        }
    }
}
