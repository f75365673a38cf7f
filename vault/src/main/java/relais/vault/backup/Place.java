package relais.vault.backup;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import relais.vault.store.BlobStore;
import relais.vault.store.FolderStore;
import relais.vault.store.s3.Bucket;
import relais.vault.store.s3.S3Store;

/**
 * A folder or a bucket with any number of backups in it. Objects lie there once for all of them;
 * docs/formats/backup.md says what lies where.
 */
public final class Place implements AutoCloseable {
    private static final String OBJECTS = "objects";
    private static final String BACKUPS = "backups";

    /** What a backup has last: it is one only with it. */
    public static final String LIST = "objects";

    private final BlobStore objects;
    private final BlobStore backups;
    private final String shown;

    private Place(BlobStore objects, BlobStore backups, String shown) {
        this.objects = objects;
        this.backups = backups;
        this.shown = shown;
    }

    /** A folder, made where there is none. */
    public static Place folder(Path folder) throws IOException {
        return new Place(
                new FolderStore(OBJECTS, Files.createDirectories(folder.resolve(OBJECTS))),
                new FolderStore(BACKUPS, Files.createDirectories(folder.resolve(BACKUPS))),
                folder.toString());
    }

    /**
     * A bucket's address.
     *
     * @param folder in the bucket, parts joined by {@code /}; empty for none
     */
    public record Address(URI endpoint, String region, String bucket, String folder) {}

    /** Who we are there; never shown. */
    public record Credentials(String keyId, String secret) {
        @Override
        public String toString() {
            return "Credentials[…]";
        }
    }

    /** A bucket. Nothing is asked of it yet. */
    public static Place bucket(Address at, Credentials who) {
        String shown = "s3://" + at.bucket() + (at.folder().isEmpty() ? "" : "/" + at.folder());
        return new Place(
                new S3Store(shown, inside(at, who, OBJECTS)),
                new S3Store(shown, inside(at, who, BACKUPS)),
                shown);
    }

    private static Bucket inside(Address at, Credentials who, String folder) {
        return new Bucket(
                at.endpoint(),
                at.region(),
                at.bucket(),
                at.folder().isEmpty() ? folder : at.folder() + "/" + folder,
                who.keyId(),
                who.secret(),
                true,
                false);
    }

    /** The names of the backups that are whole, the oldest first. */
    public List<String> whole() throws IOException {
        List<String> found = new ArrayList<>();
        backups.list(
                "",
                entry -> {
                    if (entry.key().endsWith("/" + LIST)) {
                        found.add(
                                entry.key().substring(0, entry.key().length() - LIST.length() - 1));
                    }
                });
        Collections.sort(found);
        return found;
    }

    /** Begins a part of a backup; it is there only once it is committed, whole and durable. */
    public Part begin(String stamp, String name) throws IOException {
        return new Part(backups.begin(stamp + "/" + name));
    }

    /**
     * A part of a backup, from its beginning.
     *
     * @throws java.nio.file.NoSuchFileException where there is none
     */
    public InputStream read(String stamp, String name) throws IOException {
        return backups.read(stamp + "/" + name, 0, Long.MAX_VALUE);
    }

    BlobStore objects() {
        return objects;
    }

    @Override
    public String toString() {
        return shown;
    }

    @Override
    public void close() {
        objects.close();
        backups.close();
    }
}
