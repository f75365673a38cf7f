package relais.vault.backup;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
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

    public static final String DATABASE = "database";
    public static final String KEYS = "keys";

    /** What a backup has while it is being made: this, {@code -} and who makes it. */
    static final String BEGUN = "begun";

    /** Beside the backups: a mark for each who removes. */
    static final String REMOVING = "removing/";

    private final BlobStore objects;
    private final BlobStore backups;
    private final String shown;
    private final @Nullable Path folder;

    /** Over stores of any kind. */
    Place(BlobStore objects, BlobStore backups, String shown, @Nullable Path folder) {
        this.objects = objects;
        this.backups = backups;
        this.shown = shown;
        this.folder = folder;
    }

    /** A folder, made where there is none. */
    public static Place folder(Path folder) throws IOException {
        return new Place(
                new FolderStore(OBJECTS, Files.createDirectories(folder.resolve(OBJECTS))),
                new FolderStore(BACKUPS, Files.createDirectories(folder.resolve(BACKUPS))),
                folder.toString(),
                folder);
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
                shown,
                null);
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
        return all().stream().filter(Made::isWhole).map(Made::stamp).toList();
    }

    /** The backups, and what is there of others, the oldest first. */
    public List<Made> all() throws IOException {
        Map<String, Map<String, Long>> parts = new TreeMap<>();
        backups.list(
                "",
                entry -> {
                    int cut = entry.key().indexOf('/');
                    if (cut > 0) {
                        parts.computeIfAbsent(entry.key().substring(0, cut), s -> new HashMap<>())
                                .put(entry.key().substring(cut + 1), entry.size());
                    }
                });
        List<Made> all = new ArrayList<>();
        parts.forEach(
                (stamp, of) ->
                        Made.moment(stamp).ifPresent(at -> all.add(new Made(stamp, at, of))));
        return all;
    }

    /** How many objects lie there for all backups together. */
    public Copied.Some objectsThere() throws IOException {
        long[] seen = new long[2];
        objects.list(
                "",
                entry -> {
                    seen[0]++;
                    seen[1] += entry.size();
                });
        return new Copied.Some(seen[0], seen[1]);
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

    boolean has(String stamp, String name) throws IOException {
        return backups.size(stamp + "/" + name).isPresent();
    }

    /** The marks of those who remove. */
    List<String> removing() throws IOException {
        List<String> marks = new ArrayList<>();
        backups.list(REMOVING, entry -> marks.add(entry.key()));
        return marks;
    }

    /** Sets a mark among the backups. */
    void put(String mark) throws IOException {
        byte[] text = mark.getBytes(StandardCharsets.US_ASCII);
        backups.write(mark, new ByteArrayInputStream(text), text.length);
    }

    /** Nothing of this backup is left: where backups are folders, its own goes. */
    void forget(String stamp) throws IOException {
        if (folder != null) {
            try {
                Files.deleteIfExists(folder.resolve(BACKUPS).resolve(stamp));
            } catch (DirectoryNotEmptyException others) {
                return; // what lies there is not ours
            }
        }
    }

    /** Takes away a part of a backup, or a mark. */
    void take(String key) throws IOException {
        backups.delete(key);
    }

    BlobStore objects() {
        return objects;
    }

    BlobStore backups() {
        return backups;
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
