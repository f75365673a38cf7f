package relais.vault.policy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.zip.CRC32C;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import relais.platform.db.Database;
import relais.platform.secrets.Secrets;
import relais.vault.store.BlobStore;
import relais.vault.store.FolderStore;

/**
 * Gives the objects that rows name to a backup, from whichever store has them: the folder of this
 * home, shares, buckets. Only reads; no row is changed and no store is told anything.
 */
public final class ObjectSource implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ObjectSource.class);

    private final Database database;
    private final Map<Long, String> names;
    private final List<OpenStore> open;
    private final Set<Long> leftOut;

    private ObjectSource(
            Database database, Map<Long, String> names, List<OpenStore> open, Set<Long> leftOut) {
        this.database = database;
        this.names = names;
        this.open = open;
        this.leftOut = leftOut;
    }

    /** An object as its row has it; {@code crc} is the CRC-32C of its bytes. */
    public record Named(String key, long size, int crc) {}

    /** What came of giving one. */
    public sealed interface Given {
        record Whole() implements Given {}

        /** It lies only where nothing is to be copied from. */
        record LeftOut(String stores) implements Given {}

        /** Nobody who should have it gave it whole. */
        record Missing(String stores) implements Given {}
    }

    /**
     * @param ownFolder where this home keeps objects, if it does
     * @param leaveOut names of stores that are not read
     * @throws IllegalStateException for a name that no store has
     */
    public static ObjectSource open(
            Database database,
            Secrets secrets,
            Path ownFolder,
            Set<String> leaveOut,
            InstantSource clock)
            throws IOException {
        List<StoreRow> rows = database.with(Stores::rows);
        Set<String> unknown = new HashSet<>(leaveOut);
        rows.forEach(row -> unknown.remove(row.name()));
        if (!unknown.isEmpty()) {
            throw new IllegalStateException(
                    "there is no store "
                            + String.join(", ", unknown)
                            + "; these are: "
                            + rows.stream().map(StoreRow::name).collect(Collectors.joining(", ")));
        }
        List<OpenStore> open = new ArrayList<>();
        for (StoreRow row : rows) {
            Path folder = Stores.isOfAnotherHome(row) ? ownFolder : Stores.folder(row);
            if (!leaveOut.contains(row.name()) && (folder == null || isItself(row, folder))) {
                open.add(new OpenStore(row, opened(row, folder, secrets), folder, clock));
            }
        }
        open.sort(Comparator.comparing(store -> store.row().kind()));
        open.forEach(OpenStore::knock);
        return new ObjectSource(
                database,
                rows.stream()
                        .collect(
                                Collectors.toMap(
                                        StoreRow::id,
                                        StoreRow::name,
                                        (one, same) -> one,
                                        TreeMap::new)),
                open,
                rows.stream()
                        .filter(row -> leaveOut.contains(row.name()))
                        .map(StoreRow::id)
                        .collect(Collectors.toSet()));
    }

    /** The folder of a home is that of this row only if it says so. */
    private static boolean isItself(StoreRow row, Path folder) throws IOException {
        return AbsentFolder.isMarked(folder)
                && Stores.mark(new FolderStore(row.name(), folder)).equals(row.mark());
    }

    private static BlobStore opened(StoreRow row, @Nullable Path folder, Secrets secrets)
            throws IOException {
        return folder == null
                ? Stores.opened(row.name(), row.kind(), row.settings(), Stores.secret(row, secrets))
                : new FolderStore(row.name(), Objects.requireNonNull(folder));
    }

    /**
     * Those that are somewhere and not on their way out, by their keys' order, behind {@code
     * after}.
     */
    public static List<Named> page(Handle handle, String after, int most) {
        return handle.createQuery(
                        """
                        SELECT key, size, crc FROM vault_placed o
                        WHERE key > :after
                          AND EXISTS (SELECT FROM vault_copy c
                                      WHERE c.object_id = o.id AND c.state = 1)
                          AND NOT <dying>
                        ORDER BY key LIMIT :most
                        """)
                .define("dying", Copies.DYING)
                .bind("after", after)
                .bind("most", most)
                .map((row, context) -> new Named(row.getString(1), row.getLong(2), row.getInt(3)))
                .list();
    }

    /**
     * Copies one from the nearest that gives it whole.
     *
     * @throws IOException where {@code to} does not take it
     */
    public Given give(Named object, BlobStore to) throws IOException {
        List<Long> here = here(object);
        Given given = give(object, here, to);
        if (given instanceof Given.Missing) {
            List<Long> now = here(object); // it may have been brought elsewhere meanwhile
            if (!now.equals(here)) {
                return give(object, now, to);
            }
        }
        return given;
    }

    private List<Long> here(Named object) {
        return database
                .with(handle -> Copies.find(handle, object.key()))
                .map(Copies.Known::here)
                .orElse(List.of())
                .stream()
                .sorted()
                .toList();
    }

    private Given give(Named object, List<Long> here, BlobStore to) throws IOException {
        if (!here.isEmpty() && leftOut.containsAll(here)) {
            return new Given.LeftOut(names(here));
        }
        for (OpenStore store : open) {
            if (!here.contains(store.id())) {
                continue;
            }
            if (!store.usable() && store.knockIsDue()) {
                store.knock();
            }
            if (store.usable() && carried(object, store, to)) {
                return new Given.Whole();
            }
        }
        return new Given.Missing(names(here));
    }

    private String names(List<Long> stores) {
        return stores.stream()
                .map(id -> String.valueOf(names.get(id)))
                .collect(Collectors.joining(", "));
    }

    /** Whether this store gave all of it. */
    private static boolean carried(Named object, OpenStore from, BlobStore to) throws IOException {
        try (InputStream in = from.use(s -> s.read(object.key(), 0, Long.MAX_VALUE))) {
            if (carried(object, in, to)) {
                return true;
            }
            LOG.warn("{} is damaged in {}", object.key(), from.row().name());
            return false;
        } catch (NotTaken target) {
            throw target.why;
        } catch (NoSuchFileException missing) {
            LOG.warn("{} is not in {}", object.key(), from.row().name());
            return false;
        } catch (IOException source) {
            LOG.warn("{} not read: {}", object.key(), source.getMessage());
            from.knock(); // such as a bad sector under this one, or the store has gone
            return false;
        }
    }

    /**
     * Writes what comes, if it is the object; whether it was.
     *
     * @throws NotTaken where {@code to} does not take it
     */
    static boolean carried(Named object, InputStream in, BlobStore to) throws IOException {
        byte[] piece = new byte[BlobStore.COPIED_AT_ONCE];
        CRC32C crc = new CRC32C();
        long size = 0;
        try (Taking taking = new Taking(to, object.key())) {
            for (int count = in.read(piece); count >= 0; count = in.read(piece)) {
                crc.update(piece, 0, count);
                size += count;
                taking.write(ByteBuffer.wrap(piece, 0, count));
            }
            if (size != object.size() || (int) crc.getValue() != object.crc()) {
                return false;
            }
            taking.commit();
            return true;
        }
    }

    /** It was read well; where it was to go does not take it. */
    private static final class NotTaken extends IOException {
        private static final long serialVersionUID = 1;

        private final IOException why;

        NotTaken(IOException why) {
            super(why.getMessage(), why);
            this.why = why;
        }
    }

    /** A draft whose failures are told from those of the source. */
    private static final class Taking implements AutoCloseable {
        private final BlobStore.Draft draft;

        Taking(BlobStore to, String key) throws NotTaken {
            try {
                this.draft = to.begin(key);
            } catch (IOException e) {
                throw new NotTaken(e);
            }
        }

        void write(ByteBuffer bytes) throws NotTaken {
            try {
                draft.write(bytes);
            } catch (IOException e) {
                throw new NotTaken(e);
            }
        }

        void commit() throws NotTaken {
            try {
                draft.commit();
            } catch (IOException e) {
                throw new NotTaken(e);
            }
        }

        @Override
        public void close() throws NotTaken {
            try {
                draft.close();
            } catch (IOException e) {
                throw new NotTaken(e);
            }
        }
    }

    /**
     * Writes an object that comes from elsewhere, if it is what the row says; whether it was.
     *
     * @throws IOException where it cannot be read, or written
     */
    public static boolean take(Named object, InputStream in, BlobStore to) throws IOException {
        try {
            return carried(object, in, to);
        } catch (NotTaken target) {
            throw target.why;
        }
    }

    @Override
    public void close() {
        open.forEach(OpenStore::close);
    }
}
