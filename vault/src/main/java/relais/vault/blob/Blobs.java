package relais.vault.blob;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Executors;
import org.jdbi.v3.core.Handle;
import relais.platform.db.Database;
import relais.platform.secrets.Secrets;
import relais.vault.blob.seal.Kind;
import relais.vault.blob.seal.ObjectWriter;
import relais.vault.blob.seal.Toolbox;
import relais.vault.store.BlobStore;

/**
 * All contents. A content is durable before it has an id, and has an id before a row refers to it:
 * a crash leaves at worst a content that nobody refers to, which is collected later.
 */
public final class Blobs {
    /** Read at a time by {@link #open}. */
    private static final int PAGE = ObjectWriter.FRAME;

    private final Database database;
    private final InstantSource clock;
    private final Engine engine;
    private final SmallContents small;
    private final LargeContents large;
    private final Reading reading;
    private final Hold hold;
    private final Mending mending;

    /**
     * What the contents stand on.
     *
     * @param masters the keys that seal the wrapping keys; their file lies neither in the database
     *     nor in a store
     */
    public record Setup(
            Database database,
            BlobStore store,
            Secrets masters,
            InstantSource clock,
            Hold hold,
            Mending mending) {}

    /**
     * Without holds and other copies; the master key lies in the room.
     *
     * @param room a folder of this machine
     */
    public Blobs(Database database, BlobStore store, Path room, InstantSource clock)
            throws IOException {
        this(
                new Setup(
                        database,
                        store,
                        Secrets.open(Files.createDirectories(room).resolve("vault.key")),
                        clock,
                        Hold.NONE,
                        Mending.NONE));
    }

    public Blobs(Setup setup) throws IOException {
        this.database = setup.database();
        this.clock = setup.clock();
        SecureRandom random = new SecureRandom();
        KeyShelf shelf = new KeyShelf(database, setup.store(), setup.masters(), clock, random);
        shelf.open();
        this.engine =
                new Engine(
                        new Index(database, clock),
                        setup.store(),
                        shelf.ring(),
                        new Toolbox(),
                        clock,
                        random,
                        Executors.newCachedThreadPool(
                                Thread.ofPlatform().daemon().name("vault-", 0).factory()));
        this.small = new SmallContents(engine);
        this.large = new LargeContents(engine);
        this.reading = new Reading(engine, setup.mending());
        this.hold = setup.hold();
        this.mending = setup.mending();
    }

    /**
     * Reads {@code content} to its end; on return it is durable and known, and not referred to. The
     * commit that refers to it makes durable that it is known.
     */
    public Kept keep(InputStream content) throws IOException {
        return keep(content, -1);
    }

    /**
     * The same where the size is known beforehand, which saves memory and rows.
     *
     * @param size in bytes; -1 where nobody knows. A hint: what comes counts
     */
    public Kept keep(InputStream content, long size) throws IOException {
        return switch (take(content, size)) {
            case Kept kept -> kept;
            case Unkept unkept -> keep(unkept);
        };
    }

    /**
     * Reads {@code content} to its end; a large one is kept on return, a small one is in memory.
     */
    public Taken take(InputStream content, long size) throws IOException {
        int guess = size < 0 ? SmallContents.MOST : (int) Math.min(size, SmallContents.MOST);
        byte[] first = new byte[guess + 1];
        int length = content.readNBytes(first, 0, first.length);
        if (length <= guess) {
            return SmallContents.unkept(first, length);
        }
        Kept kept = large.keep(first, length, content, size);
        reading.forget(kept.id());
        return kept;
    }

    /** On return it is durable and known, and not referred to; as {@link #keep(InputStream)}. */
    public Kept keep(Unkept content) throws IOException {
        Kept kept = small.keep(content);
        reading.forget(kept.id());
        return kept;
    }

    /** Sealed for {@link #write}: the part of the work that needs a processor, and nobody else. */
    public Sealed seal(Unkept content) throws IOException {
        return small.seal(Kind.CONTENT, content);
    }

    /**
     * Makes contents durable for who refers to them at once: his transaction begins with {@link
     * #note}, and {@link #forget} follows its commit. Empty where all are kept already.
     */
    public Optional<Written> write(Collection<Sealed> contents) throws IOException {
        Map<BlobId, Sealed> fresh = new HashMap<>();
        contents.forEach(one -> fresh.putIfAbsent(one.id(), one));
        fresh.keySet().removeAll(engine.index().keepKnown(fresh.keySet()));
        return fresh.isEmpty() ? Optional.empty() : Optional.of(small.store(fresh.values()));
    }

    /** Writes down what {@link #write} made durable. */
    public void note(Handle tx, Written written) {
        engine.index().add(tx, written);
    }

    /** Where these were believed to lie before. */
    public void forget(Written written) {
        written.entries().forEach(entry -> reading.forget(BlobId.of(entry.hash())));
    }

    /** Bytes of a content, at most: 4 TiB. */
    public static final long MOST_OF_A_CONTENT = ObjectWriter.MOST;

    /** Keeps what tells of a record; {@link #manifests} finds it, in the store alone. */
    public BlobId keepManifest(byte[] manifest) throws IOException {
        return small.keep(Kind.MANIFEST, manifest).id();
    }

    /** Keeps what a manifest names and cannot hold. */
    public BlobId keepPiece(byte[] piece) throws IOException {
        return small.keep(Kind.MANIFEST_PIECE, piece).id();
    }

    /** All manifests there are, as they lie, those that newer ones replaced included. */
    public List<BlobId> manifests() {
        return database.with(
                handle ->
                        handle.createQuery(
                                        """
                                        SELECT hash FROM vault_blob WHERE kind = :manifest
                                        ORDER BY object, at
                                        """)
                                .bind("manifest", Kind.MANIFEST.ordinal())
                                .map((row, context) -> BlobId.of(row.getBytes(1)))
                                .list());
    }

    /** A content that is kept already, and stays for another grace period; empty otherwise. */
    public Optional<Kept> known(BlobId id) throws IOException {
        return engine.index().keepKnown(List.of(id)).isEmpty()
                ? Optional.empty()
                : Optional.of(new Kept(id, reading.size(id), true));
    }

    /** Whether all of these are known, and as safe as they are to be; none waits for a store. */
    public boolean areSettled(Set<BlobId> ids) throws IOException {
        Map<BlobId, Place> places = engine.index().places(ids);
        Set<UUID> objects = new HashSet<>();
        places.values().forEach(place -> objects.add(place.object()));
        for (UUID object : objects) {
            if (!engine.store().settled(ObjectName.key(object))) {
                return false;
            }
        }
        return places.keySet().equals(ids);
    }

    /**
     * Writes {@code length} bytes of a content from {@code from} on; what does not verify is never
     * written.
     *
     * @throws java.nio.file.NoSuchFileException for a content that is not known
     * @throws DamagedContent where its bytes are wrong or away and no other copy helped
     */
    public void copy(BlobId id, long from, long length, OutputStream to) throws IOException {
        reading.copy(id, from, length, to);
    }

    /** The same for who would rather read; whole. */
    public InputStream open(BlobId id) throws IOException {
        return new Paged(reading, id, reading.size(id), PAGE);
    }

    /**
     * One more row refers to the content; in the transaction that writes the row.
     *
     * @throws IllegalStateException where it was collected meanwhile: keep it again
     */
    public void refer(Handle tx, BlobId id) {
        int rows =
                tx.createUpdate("UPDATE vault_blob SET refs = refs + 1 WHERE hash = :hash")
                        .bind("hash", id.bytes())
                        .execute();
        if (rows == 0) {
            throw new IllegalStateException("the content " + id + " is not kept (any more)");
        }
    }

    /**
     * So many more rows refer to these contents; in the transaction that writes the rows.
     *
     * @throws IllegalStateException where one was collected meanwhile
     */
    public void refer(Handle tx, Map<BlobId, Integer> rows) {
        // in one order, so that two who refer to the same contents wait and do not deadlock
        int known =
                tx.createUpdate(
                                """
                                WITH more AS (
                                  SELECT b.hash, m.rows
                                  FROM unnest(:hashes, :rows::int[]) AS m (hash, rows)
                                  JOIN vault_blob b USING (hash)
                                  ORDER BY b.hash FOR UPDATE OF b)
                                UPDATE vault_blob b SET refs = refs + more.rows
                                FROM more WHERE b.hash = more.hash
                                """)
                        .bind("hashes", Columns.hashes(rows.keySet()))
                        .bind("rows", rows.values().toArray(Integer[]::new))
                        .execute();
        if (known < rows.size()) {
            throw new IllegalStateException("a content is not kept (any more)");
        }
    }

    /** One row less refers to it; in the transaction that takes the row away. */
    public void release(Handle tx, BlobId id) {
        tx.createUpdate(
                        """
                        UPDATE vault_blob SET refs = refs - 1, kept_at = :now WHERE hash = :hash
                        """)
                .bind("hash", id.bytes())
                .bind("now", clock.instant())
                .execute();
    }

    /**
     * What can be said of a content.
     *
     * @throws java.nio.file.NoSuchFileException for one that is not known
     */
    public Facts facts(BlobId id) throws NoSuchFileException {
        Facts facts = FactRows.of(database, id);
        if (facts == null) {
            throw new NoSuchFileException(id.hex());
        }
        return facts;
    }

    /**
     * The work on contents that nobody waits for.
     *
     * @param grace how long what nobody refers to stays
     */
    public Care care(Duration grace) {
        return new Care(engine, database, hold, mending, grace);
    }
}
