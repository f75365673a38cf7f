package relais.vault.blob;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import relais.platform.db.Database;
import relais.vault.blob.seal.DamagedEntry;
import relais.vault.blob.seal.Kind;
import relais.vault.blob.seal.ObjectReader;
import relais.vault.blob.seal.Opened;
import relais.vault.blob.seal.Placed;
import relais.vault.blob.seal.Source;
import relais.vault.store.BlobStore;
import relais.vault.store.Note;

/**
 * Makes rows from objects: of a whole store, when the database is lost; of the few that a crash
 * left without rows, so that they are found again or collected like everything that nobody needs.
 */
final class Rebuilding {
    private static final Logger LOG = LoggerFactory.getLogger(Rebuilding.class);
    private static final int BATCH = 500;

    private final Engine engine;
    private final Database database;
    private final ObjectReader reader;

    Rebuilding(Engine engine, Database database) {
        this.engine = engine;
        this.database = database;
        this.reader = engine.reader();
    }

    /** Takes in objects made between two moments, and tells of those made earlier. */
    Rebuilt run(Instant from, Instant madeBefore) throws IOException {
        Batches batches = new Batches(from, madeBefore);
        engine.store().list(ObjectName.PREFIX, batches);
        batches.found();
        Birth.warn(batches.earlier);
        return take(batches, engine.clock().instant());
    }

    /**
     * Takes in all there are, in whatever store; they stay there until they are to be placed, and
     * noted as {@link TakenIn}.
     */
    Rebuilt all() throws IOException {
        Batches batches = new Batches(Instant.MIN, Instant.MAX);
        engine.store().listAll(ObjectName.PREFIX, batches);
        batches.found();
        return take(batches, null);
    }

    /** Objects that are not known yet, with their sizes. */
    private final class Batches implements Consumer<BlobStore.Entry> {
        private final Instant from;
        private final Instant madeBefore;
        private final Map<UUID, Long> batch = new LinkedHashMap<>();
        private final List<Map<UUID, Long>> unknown = new ArrayList<>();

        private long earlier;

        Batches(Instant from, Instant madeBefore) {
            this.from = from;
            this.madeBefore = madeBefore;
        }

        @Override
        public void accept(BlobStore.Entry entry) {
            ObjectName.of(entry.key())
                    .filter(id -> ObjectName.madeAt(id).isBefore(madeBefore))
                    .ifPresent(id -> batch.put(id, entry.size()));
            if (batch.size() == BATCH) {
                look();
            }
        }

        private void look() {
            Map<UUID, Long> some = unknown(batch);
            batch.clear();
            int all = some.size();
            some.keySet().removeIf(id -> ObjectName.madeAt(id).isBefore(from));
            earlier += all - some.size();
            unknown.add(some);
        }

        List<Map<UUID, Long>> found() {
            if (!batch.isEmpty()) {
                look();
            }
            return unknown;
        }
    }

    /**
     * @param lookAt when it is asked where they belong; null for a rebuild, which says so at its
     *     end
     */
    private Rebuilt take(Batches batches, @Nullable Instant lookAt) throws IOException {
        int objects = 0;
        int contents = 0;
        int damaged = 0;
        for (Map<UUID, Long> some : batches.found()) {
            for (Map.Entry<UUID, Long> object : some.entrySet()) {
                Found found = tryTake(object.getKey(), object.getValue(), lookAt);
                objects++;
                contents += found.contents();
                damaged += found.whole() ? 0 : 1;
            }
        }
        return new Rebuilt(objects, contents, join(), damaged);
    }

    private Map<UUID, Long> unknown(Map<UUID, Long> objects) {
        Map<UUID, Long> left = new LinkedHashMap<>(objects);
        database.with(
                        handle ->
                                handle.createQuery(
                                                """
                                                SELECT id, size, damaged_at IS NOT NULL
                                                FROM vault_object WHERE id = ANY(:ids)
                                                """)
                                        .bind(
                                                "ids",
                                                Columns.array("uuid", objects.keySet(), id -> id))
                                        .map(
                                                (row, context) ->
                                                        new Row(
                                                                row.getObject(1, UUID.class),
                                                                row.getLong(2),
                                                                row.getBoolean(3)))
                                        .list())
                .forEach(row -> left.computeIfPresent(row.id(), (id, size) -> row.unless(size)));
        return left;
    }

    /** An object as it was when it was written down. */
    private record Row(UUID id, long size, boolean damaged) {
        /** Null where nothing new is to be found: one that was cut off may have grown since. */
        @Nullable Long unless(long now) {
            return damaged && now > size ? now : null;
        }
    }

    private record Found(int contents, boolean whole) {}

    /** One that cannot be read now keeps no other from being found; it is tried again next time. */
    private Found tryTake(UUID id, long size, @Nullable Instant lookAt) {
        try {
            return take(id, size, lookAt);
        } catch (IOException away) {
            LOG.warn("{} cannot be read: {}", ObjectName.key(id), away.getMessage());
            return new Found(0, false);
        }
    }

    private Found take(UUID id, long size, @Nullable Instant lookAt) throws IOException {
        Source source = engine.source(ObjectName.key(id));
        boolean whole = true;
        List<Placed> entries;
        try {
            entries = reader.byDirectory(source, size);
        } catch (DamagedEntry damaged) {
            entries = reader.entries(source, size);
            whole = false;
        }
        entries = sound(id, source, entries);
        if (entries.isEmpty()) {
            return new Found(0, false);
        }
        Written written = new Written(id, size, entries, found(id, lookAt));
        if (lookAt == null) {
            engine.index().takeIn(written);
        } else {
            engine.index().add(written);
        }
        if (!whole) {
            engine.index().damaged(id, "found without a directory");
        }
        return new Found(entries.size(), whole);
    }

    /** Without it nobody would copy the object to where it belongs, nor back it up. */
    private Note found(UUID id, @Nullable Instant lookAt) throws IOException {
        return engine.store().found(ObjectName.key(id), lookAt);
    }

    /**
     * All but those that another object has too and that are wrong here. Where the other object has
     * not what its row says, as after a database older than a compaction was restored, it is
     * damaged: then the row is taken over.
     */
    private List<Placed> sound(UUID id, Source source, List<Placed> entries) throws IOException {
        List<BlobId> ids = entries.stream().map(entry -> BlobId.of(entry.hash())).toList();
        Map<BlobId, Place> places = engine.index().places(ids);
        List<Placed> sound = new ArrayList<>();
        for (Placed entry : entries) {
            Place other = places.get(BlobId.of(entry.hash()));
            if (other == null || other.object().equals(id)) {
                sound.add(entry);
                continue;
            }
            if (isRight(source, entry)) {
                sound.add(entry);
                Source there = engine.source(ObjectName.key(other.object()));
                if (!isRight(there, other.placed(entry.hash()))) {
                    engine.index().damaged(other.object(), "what lay in it was found elsewhere");
                }
            }
        }
        return sound;
    }

    private boolean isRight(Source source, Placed entry) throws IOException {
        try {
            reader.verify(source, entry);
            return true;
        } catch (DamagedEntry | NoSuchFileException wrong) {
            return false;
        }
    }

    /** Gives how many lists name a chunk that is nowhere. */
    private int join() throws IOException {
        int incomplete = 0;
        for (BlobId list : listsWithoutParts()) {
            Place place = engine.index().place(list);
            if (place == null) {
                continue;
            }
            Source source = engine.source(ObjectName.key(place.object()));
            try {
                Opened opened = reader.open(source, place.at(), place.length());
                List<Index.Part> parts = parts(ByteBuffer.wrap(reader.inner(source, opened)));
                Set<BlobId> wanted = new HashSet<>();
                parts.forEach(part -> wanted.add(part.chunk()));
                boolean complete = engine.index().places(wanted).size() == wanted.size();
                incomplete += complete ? 0 : 1;
                if (complete) {
                    engine.index().join(list, parts);
                } else {
                    engine.index().stay(wanted); // the chunk that is missing may come back
                    engine.index().damaged(place.object(), list + " lacks chunks");
                }
            } catch (DamagedEntry | NoSuchFileException damaged) {
                incomplete++;
                engine.index().damaged(place.object(), String.valueOf(damaged.getMessage()));
            }
        }
        return incomplete;
    }

    private List<BlobId> listsWithoutParts() {
        return database.with(
                handle ->
                        handle.createQuery(
                                        """
                                        SELECT hash FROM vault_blob b
                                        WHERE kind = :list AND NOT EXISTS (
                                            SELECT 1 FROM vault_part p WHERE p.content = b.hash)
                                        """)
                                .bind("list", Kind.LIST.ordinal())
                                .map((row, context) -> BlobId.of(row.getBytes(1)))
                                .list());
    }

    private static List<Index.Part> parts(ByteBuffer lines) {
        List<Index.Part> parts = new ArrayList<>();
        long at = 0;
        while (lines.remaining() >= LargeContents.LINE) {
            byte[] hash = new byte[32];
            lines.get(hash);
            parts.add(new Index.Part(at, BlobId.of(hash)));
            at += lines.getInt();
        }
        return parts;
    }
}
