package relais.vault.blob;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import relais.platform.db.Database;
import relais.vault.blob.seal.DamagedEntry;
import relais.vault.blob.seal.ObjectReader;
import relais.vault.blob.seal.Placed;
import relais.vault.blob.seal.Source;
import relais.vault.store.BlobStore;

/**
 * Reads what lies in the stores before somebody needs it: oldest verification first, a slice at a
 * time. Damage is mended from another copy, or written down.
 */
final class Scrub {
    private static final Logger LOG = LoggerFactory.getLogger(Scrub.class);

    private final Engine engine;
    private final Database database;
    private final ObjectReader reader;
    private final Mending mending;

    Scrub(Engine engine, Database database, Mending mending) {
        this.engine = engine;
        this.database = database;
        this.reader = engine.reader();
        this.mending = mending;
    }

    private record Due(UUID id, long size) {}

    /**
     * Verifies objects of about so many bytes, at least one. One that cannot be read now has its
     * turn again in the next round.
     *
     * @throws IOException where none could be read
     */
    Scrubbed slice(long bytes) throws IOException {
        long read = 0;
        int objects = 0;
        int damaged = 0;
        int told = 0;
        IOException failure = null;
        for (Due due : due()) {
            if (objects > 0 && read + due.size() > bytes) {
                break;
            }
            try {
                damaged += verify(due.id()) ? 0 : 1;
                told++;
            } catch (IOException unreadable) {
                LOG.warn("object {} could not be verified", due.id(), unreadable);
                engine.index().verified(due.id(), false);
                failure = unreadable;
            }
            objects++;
            read += due.size();
        }
        if (failure != null && told == 0) {
            throw failure;
        }
        return new Scrubbed(objects, read, damaged);
    }

    private List<Due> due() {
        return database.with(
                handle ->
                        handle.createQuery(
                                        """
                                        SELECT id, size FROM vault_object WHERE dying_at IS NULL
                                        ORDER BY coalesce(checked_at, made_at) LIMIT 1000
                                        """)
                                .map(
                                        (row, context) ->
                                                new Due(
                                                        row.getObject(1, UUID.class),
                                                        row.getLong(2)))
                                .list());
    }

    private boolean verify(UUID id) throws IOException {
        String key = ObjectName.key(id);
        Optional<String> wrong = wrong(engine.store(), id);
        if (wrong.isPresent() && isDying(id)) {
            return true;
        }
        if (wrong.isPresent()) {
            engine.index().damaged(id, wrong.get());
            if (mending.mend(key)) {
                wrong = wrong(engine.store(), id);
            }
        }
        engine.index().verified(id, wrong.isEmpty());
        return wrong.isEmpty();
    }

    private boolean isDying(UUID id) {
        return database.with(
                handle ->
                        handle.createQuery(
                                        """
                                        SELECT 1 FROM vault_object
                                        WHERE id = :id AND dying_at IS NULL
                                        """)
                                .bind("id", id)
                                .mapTo(Integer.class)
                                .findOne()
                                .isEmpty());
    }

    /** What is wrong with a store's copy of an object, by its directory and by the rows. */
    Optional<String> wrong(BlobStore store, UUID id) throws IOException {
        String key = ObjectName.key(id);
        try {
            OptionalLong size = store.size(key);
            if (size.isEmpty()) {
                return Optional.of("it is not there");
            }
            Optional<Long> wanted = sizeOf(id);
            if (wanted.isPresent() && wanted.get() != size.getAsLong()) {
                return Optional.of(
                        "%d bytes are there of %d".formatted(size.getAsLong(), wanted.get()));
            }
            Source source = (offset, length) -> store.read(key, offset, length);
            Map<Long, Placed> there = new HashMap<>();
            for (Placed entry : reader.byDirectory(source, size.getAsLong())) {
                reader.verify(source, entry);
                there.put(entry.at(), entry);
            }
            return missing(id, there);
        } catch (DamagedEntry wrong) {
            return Optional.of(String.valueOf(wrong.getMessage()));
        } catch (NoSuchFileException gone) {
            return Optional.of("it is not there");
        }
    }

    /** An object cut exactly behind its first entry looks whole; the rows know better. */
    private Optional<Long> sizeOf(UUID id) {
        return database.with(
                handle ->
                        handle.createQuery("SELECT size FROM vault_object WHERE id = :id")
                                .bind("id", id)
                                .mapTo(Long.class)
                                .findOne());
    }

    private Optional<String> missing(UUID id, Map<Long, Placed> there) {
        return database.with(
                handle ->
                        handle
                                .createQuery(
                                        "SELECT hash, at FROM vault_blob WHERE object = :object")
                                .bind("object", id)
                                .map(
                                        (row, context) ->
                                                Map.entry(
                                                        BlobId.of(row.getBytes(1)), row.getLong(2)))
                                .list()
                                .stream()
                                .filter(row -> !isAt(there.get(row.getValue()), row.getKey()))
                                .map(row -> "content " + row.getKey() + " is not in it")
                                .findFirst());
    }

    private static boolean isAt(@Nullable Placed entry, BlobId id) {
        return entry != null && BlobId.of(entry.hash()).equals(id);
    }
}
