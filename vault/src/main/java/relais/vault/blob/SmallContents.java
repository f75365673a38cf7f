package relais.vault.blob;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import relais.vault.blob.seal.Hashes;
import relais.vault.blob.seal.Keyring;
import relais.vault.blob.seal.Kind;
import relais.vault.blob.seal.ObjectWriter;
import relais.vault.blob.seal.Placed;
import relais.vault.blob.seal.Toolbox;
import relais.vault.store.BlobStore;

/**
 * Small contents of many writers, written together: one object, one fsync and one commit for all
 * that wait. While one group is forced the next gathers, so groups grow with the load.
 */
final class SmallContents {
    /** Bytes; larger ones are objects of their own. */
    static final int MOST = 128 << 10;

    /** Sealed bytes of one group: bounds the time that the first in it waits for the last. */
    private static final long GROUP = 8 << 20;

    /** While one group waits for the disk, the other one waits for the database. */
    private static final int LANES = 2;

    /** Contents in memory; who comes later waits before being read. */
    private static final int WAITING = 512;

    private final Index index;
    private final BlobStore store;
    private final Keyring keys;
    private final Toolbox box;
    private final InstantSource clock;
    private final SecureRandom random;
    private final Executor threads;
    private final Queue<Pending> waiting = new ArrayDeque<>();
    private final Semaphore room = new Semaphore(WAITING);
    private int lanes;

    SmallContents(Engine engine) {
        this.index = engine.index();
        this.store = engine.store();
        this.keys = engine.keys();
        this.box = engine.box();
        this.clock = engine.clock();
        this.random = engine.random();
        this.threads = engine.threads();
    }

    private record Pending(
            BlobId id, Placed placed, byte[] sealed, CompletableFuture<Boolean> known) {}

    Kept keep(byte[] content, int length) throws IOException {
        return keep(Kind.CONTENT, content, length);
    }

    /** The same for what is no document's content. */
    Kept keep(Kind kind, byte[] content, int length) throws IOException {
        MessageDigest sha = Hashes.sha256();
        sha.update(content, 0, length);
        byte[] hash = sha.digest();
        BlobId id = BlobId.of(hash);
        room.acquireUninterruptibly();
        try {
            Pending pending = seal(kind, id, hash, content, length);
            submit(pending);
            return new Kept(id, length, pending.known().get());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while " + id + " was written");
        } catch (ExecutionException e) {
            throw new IOException("the content could not be written", e.getCause());
        } finally {
            room.release();
        }
    }

    private Pending seal(Kind kind, BlobId id, byte[] hash, byte[] content, int length)
            throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(length + 512);
        try (ObjectWriter writer =
                new ObjectWriter(
                        keys,
                        box,
                        some -> bytes.write(some.array(), some.position(), some.remaining()))) {
            Placed placed = writer.entry(kind, hash, length, content, length);
            return new Pending(id, placed, bytes.toByteArray(), new CompletableFuture<>());
        }
    }

    private void submit(Pending pending) {
        boolean another;
        synchronized (waiting) {
            waiting.add(pending);
            another = lanes < LANES;
            lanes += another ? 1 : 0;
        }
        if (another) {
            begin(pending);
        }
    }

    /** A lane that cannot begin (no thread is to be had) is none: who asked for it learns of it. */
    private void begin(Pending pending) {
        try {
            threads.execute(this::run);
        } catch (RejectedExecutionException | OutOfMemoryError noThread) {
            synchronized (waiting) {
                lanes--;
                if (!waiting.remove(pending)) {
                    return; // the other lane has it
                }
            }
            throw noThread;
        }
    }

    private void run() {
        Error error = null;
        for (List<Pending> group = take(); !group.isEmpty(); group = take()) {
            try {
                write(group);
            } catch (Throwable failure) {
                // boundary: whoever waits for the group learns of it
                group.forEach(pending -> pending.known().completeExceptionally(failure));
                if (failure instanceof Error fatal) {
                    error = fatal;
                }
            }
        }
        if (error != null) {
            throw error; // once nobody waits any more
        }
    }

    /** What waits, up to the bound; nothing ends the lane. */
    private List<Pending> take() {
        List<Pending> group = new ArrayList<>();
        synchronized (waiting) {
            long bytes = 0;
            for (Pending next = waiting.peek();
                    next != null && (group.isEmpty() || bytes + next.sealed().length <= GROUP);
                    next = waiting.peek()) {
                group.add(waiting.remove());
                bytes += next.sealed().length;
            }
            if (group.isEmpty()) {
                lanes--;
            }
        }
        return group;
    }

    private void write(List<Pending> group) throws IOException {
        Map<BlobId, Pending> different = new HashMap<>();
        group.forEach(pending -> different.putIfAbsent(pending.id(), pending));
        Set<BlobId> known = index.keepKnown(different.keySet());
        List<Pending> fresh =
                different.values().stream().filter(p -> !known.contains(p.id())).toList();
        Set<BlobId> others = fresh.isEmpty() ? Set.of() : store(fresh);
        for (Pending pending : group) {
            boolean first = different.get(pending.id()) == pending;
            pending.known()
                    .complete(
                            !first
                                    || known.contains(pending.id())
                                    || others.contains(pending.id()));
        }
    }

    private Set<BlobId> store(List<Pending> fresh) throws IOException {
        UUID object = ObjectName.fresh(clock.instant(), random);
        try (BlobStore.Draft draft = store.begin(ObjectName.key(object));
                ObjectWriter writer = new ObjectWriter(keys, box, draft::write)) {
            for (Pending pending : fresh) {
                writer.sealed(pending.placed(), ByteBuffer.wrap(pending.sealed()));
            }
            List<Placed> entries = writer.entries();
            long size = writer.finish();
            draft.commit();
            return index.add(object, size, entries);
        }
    }
}
