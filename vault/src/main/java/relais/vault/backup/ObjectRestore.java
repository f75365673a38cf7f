package relais.vault.backup;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import relais.vault.policy.ObjectSource;
import relais.vault.policy.ObjectSource.Named;
import relais.vault.store.FolderStore;

/**
 * Brings the objects of a backup into a folder, each compared with its checksum. Killed at any
 * moment and called again it goes on.
 */
public final class ObjectRestore {
    private static final String ELSEWHERE = "stores elsewhere, not in the backup";
    private static final String DAMAGED = "the backup, which is damaged";

    private final Place place;
    private final Path folder;
    private final Consumer<String> progress;

    public ObjectRestore(Place place, Path folder, Consumer<String> progress) {
        this.place = place;
        this.folder = folder;
        this.progress = progress;
    }

    /** Gives the list of a backup, from its beginning. */
    public interface Listing {
        InputStream open() throws IOException;
    }

    /**
     * Brings them all; what is damaged or gone in the backup is told as missing, and keeps no other
     * from coming.
     *
     * @throws IOException before anything is copied, where the disk has no room for it
     */
    public Copied run(Listing listing) throws IOException {
        Files.createDirectories(folder);
        try (FolderStore into = new FolderStore("restored", folder);
                AtOnce atOnce = new AtOnce()) {
            long[] wanted = new long[1];
            ObjectLine.each(listing.open(), page -> wanted[0] += lacking(page, into));
            long free = into.freeBytes().orElse(Long.MAX_VALUE);
            if (wanted[0] > free) {
                throw new IOException(
                        "the files want %,d bytes, and %s has room for %,d"
                                .formatted(wanted[0], folder, free));
            }
            Copied[] done = {Copied.NOTHING};
            long[] looked = new long[1];
            ObjectLine.each(
                    listing.open(),
                    page -> {
                        for (Copied one : atOnce.each(page, line -> bring(line, into))) {
                            done[0] = done[0].plus(one);
                        }
                        looked[0] += page.size();
                        progress.accept("files: %,d looked at".formatted(looked[0]));
                    });
            return done[0];
        }
    }

    private static long lacking(List<ObjectLine> page, FolderStore into) throws IOException {
        long bytes = 0;
        for (ObjectLine line : page) {
            if (line.where() == ObjectLine.Where.HERE && !isThere(line.object(), into)) {
                bytes += line.object().size();
            }
        }
        return bytes;
    }

    private static boolean isThere(Named object, FolderStore into) throws IOException {
        var size = into.size(object.key());
        return size.isPresent() && size.getAsLong() == object.size();
    }

    private Copied bring(ObjectLine line, FolderStore into) throws IOException {
        Named object = line.object();
        return switch (line.where()) {
            case LEFT -> Copied.leftOut(ELSEWHERE, object.size());
            case MISSING -> Copied.missing(ELSEWHERE, object.size());
            case HERE -> isThere(object, into) ? Copied.there() : brought(object, into);
        };
    }

    private Copied brought(Named object, FolderStore into) throws IOException {
        try (InputStream in = place.objects().read(object.key(), 0, Long.MAX_VALUE)) {
            if (ObjectSource.take(object, in, into)) {
                return Copied.one(object.size());
            }
        } catch (NoSuchFileException gone) {
            progress.accept(object.key() + " is not in the backup any more");
            return Copied.missing(DAMAGED, object.size());
        }
        progress.accept(object.key() + " is damaged in the backup");
        return Copied.missing(DAMAGED, object.size());
    }
}
