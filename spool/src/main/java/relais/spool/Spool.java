package relais.spool;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * An append-only log in a folder of its own. Positions begin at 1, grow, and are never given out
 * twice, not even after everything was acknowledged and the process restarted; a gap appears only
 * where a torn or damaged end was cut off, or where an old copy goes on. All methods may be called
 * from any thread.
 */
public final class Spool implements AutoCloseable {

    private final SpoolLimits limits;
    private final Holding holding;
    private final Bookmark bookmark;
    private final Shelf shelf;
    private final Reader reader;
    private final Committer committer;

    private Spool(
            Folder folder,
            SpoolLimits limits,
            Holding holding,
            Bookmark bookmark,
            long beyond,
            InstantSource clock,
            RandomGenerator salts)
            throws IOException {
        this.limits = limits;
        this.holding = holding;
        this.bookmark = bookmark;
        ByteBuffer buffer = ByteBuffer.allocateDirect(Window.SIZE);
        Recovery.Found found = Recovery.of(folder, bookmark, buffer);
        shelf = new Shelf(found);
        reader = new Reader(shelf, folder.disk(), buffer);
        Writer writer =
                new Writer(
                        folder, shelf, limits.rollAt(), salts, Math.max(found.next(), beyond + 1));
        committer = new Committer(folder, limits, shelf, writer, bookmark, clock);
    }

    /**
     * Opens the folder, made where missing. Damage in it never prevents that: see {@link #state}.
     *
     * @throws IOException when the folder cannot be used, another holder has it open, or a newer
     *     version wrote it
     */
    public static Spool open(Path folder, SpoolLimits limits) throws IOException {
        return open(folder, limits, 0);
    }

    /**
     * As {@link #open(Path, SpoolLimits)}, but gives out no position up to {@code beyond}: for one
     * who knows that the folder is an old copy, and how far the newer one had come.
     */
    public static Spool open(Path folder, SpoolLimits limits, long beyond) throws IOException {
        InstantSource clock = InstantSource.system();
        return open(folder, limits, beyond, clock, new SecureRandom(), FileChannel::open);
    }

    static Spool open(
            Path path, SpoolLimits limits, InstantSource clock, RandomGenerator salts, Disk disk)
            throws IOException {
        return open(path, limits, 0, clock, salts, disk);
    }

    private static Spool open(
            Path path,
            SpoolLimits limits,
            long beyond,
            InstantSource clock,
            RandomGenerator salts,
            Disk disk)
            throws IOException {
        Files.createDirectories(path);
        Folder folder = new Folder(path, disk);
        Holding holding = Holding.take(path);
        Bookmark bookmark = null;
        try {
            bookmark = Bookmark.open(folder);
            Spool spool = new Spool(folder, limits, holding, bookmark, beyond, clock, salts);
            spool.committer.start();
            return spool;
        } catch (IOException | RuntimeException failure) {
            if (bookmark != null) {
                bookmark.close();
            }
            holding.close();
            throw failure;
        }
    }

    /** Waits until the payload is on the disk. */
    public Appended append(byte[] payload) {
        return appendAll(List.of(payload));
    }

    /**
     * One position each, Stored carries the last. After a crash either all of them are there or
     * none.
     */
    public Appended appendAll(List<byte[]> payloads) {
        Pending pending = new Pending(checked(payloads), null);
        committer.submit(pending);
        return pending.await();
    }

    /**
     * Returns at once; the answer comes on the committer's thread, where it must be cheap and must
     * not wait, or on the caller's when it is a refusal. Past 64 MiB of waiting appends: Full. The
     * array belongs to the spool until then.
     */
    public void append(byte[] payload, Consumer<Appended> whenDurable) {
        committer.submit(new Pending(checked(List.of(payload)), whenDurable));
    }

    private List<byte[]> checked(List<byte[]> payloads) {
        List<byte[]> copy = List.copyOf(payloads);
        if (copy.isEmpty()) {
            throw new IllegalArgumentException("nothing to append");
        }
        for (byte[] payload : copy) {
            if (payload.length > limits.maxPayload()) {
                throw new IllegalArgumentException(
                        "payload of %d bytes, at most %d are allowed"
                                .formatted(payload.length, limits.maxPayload()));
            }
        }
        return copy;
    }

    /**
     * Durable, unacknowledged entries beyond that position, oldest first. At least one where there
     * is any, however large; then as many as both bounds allow. Damaged entries are left out.
     *
     * @param maxBytes of payload
     * @throws java.io.UncheckedIOException when the disk cannot be read; try again later, the fifth
     *     failure in a row makes the unreadable block count as damaged
     */
    public List<Entry> read(long after, int maxEntries, long maxBytes) {
        return reader.read(after, maxEntries, maxBytes);
    }

    /** Whether something durable lies beyond the position, waiting for it no longer than that. */
    public boolean awaitBeyond(long position, Duration atMost) {
        return shelf.awaitBeyond(position, atMost);
    }

    /** Of the newest stored entry; 0 before the first. Cheaper than {@link #state}. */
    public long lastPosition() {
        return shelf.last();
    }

    public long acknowledged() {
        return shelf.acknowledged();
    }

    /**
     * Everything up to that position is not needed any more. Written soon and not forced: a crash
     * may bring back what was acknowledged last, never lose what was not.
     */
    public void acknowledge(long upTo) {
        if (shelf.acknowledge(upTo)) {
            committer.acknowledged();
        }
    }

    public SpoolState state() {
        return shelf.state(reader.oldest(), committer.broken());
    }

    /** Stores what waits, then lets go of the folder. */
    @Override
    public void close() throws IOException {
        try (Holding held = holding;
                Bookmark kept = bookmark;
                Reader last = reader) {
            committer.close();
        }
    }
}
