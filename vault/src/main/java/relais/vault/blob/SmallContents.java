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
import java.util.Collection;
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

    private record Pending(Sealed sealed, CompletableFuture<Boolean> known) {
        BlobId id() {
            return sealed.id();
        }
    }

    Kept keep(Unkept content) throws IOException {
        return keep(Kind.CONTENT, content);
    }

    /** The same for what is no document's content. */
    Kept keep(Kind kind, byte[] content) throws IOException {
        return keep(kind, unkept(content, content.length));
    }

    static Unkept unkept(byte[] content, int length) {
        MessageDigest sha = Hashes.sha256();
        sha.update(content, 0, length);
        return new Unkept(BlobId.of(sha.digest()), content, length);
    }

    private Kept keep(Kind kind, Unkept content) throws IOException {
        BlobId id = content.id();
        room.acquireUninterruptibly();
        try {
            Pending pending = new Pending(seal(kind, content), new CompletableFuture<>());
            submit(pending);
            return new Kept(id, content.size(), pending.known().get());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while " + id + " was written");
        } catch (ExecutionException e) {
            throw new IOException("the content could not be written", e.getCause());
        } finally {
            room.release();
        }
    }

    Sealed seal(Kind kind, Unkept content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(content.length() + 512);
        try (ObjectWriter writer =
                new ObjectWriter(
                        keys,
                        box,
                        some -> bytes.write(some.array(), some.position(), some.remaining()))) {
            Placed placed =
                    writer.entry(
                            kind,
                            content.id().bytes(),
                            content.length(),
                            content.bytes(),
                            content.length());
            return new Sealed(content.id(), placed, bytes.toByteArray());
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
                    next != null
                            && (group.isEmpty() || bytes + next.sealed().bytes().length <= GROUP);
                    next = waiting.peek()) {
                group.add(waiting.remove());
                bytes += next.sealed().bytes().length;
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
        Map<BlobId, Sealed> sealed = new HashMap<>();
        different.forEach((id, pending) -> sealed.put(id, pending.sealed()));
        Set<BlobId> known = index.keepKnown(sealed.keySet());
        sealed.keySet().removeAll(known);
        Set<BlobId> others = sealed.isEmpty() ? Set.of() : index.add(store(sealed.values()));
        for (Pending pending : group) {
            boolean first = different.get(pending.id()) == pending;
            pending.known()
                    .complete(
                            !first
                                    || known.contains(pending.id())
                                    || others.contains(pending.id()));
        }
    }

    /** Different contents become a durable object that no row tells of yet. */
    Written store(Collection<Sealed> fresh) throws IOException {
        UUID object = ObjectName.fresh(clock.instant(), random);
        try (BlobStore.Draft draft = store.begin(ObjectName.key(object));
                ObjectWriter writer = new ObjectWriter(keys, box, draft::write)) {
            for (Sealed sealed : fresh) {
                writer.sealed(sealed.placed(), ByteBuffer.wrap(sealed.bytes()));
            }
            List<Placed> entries = writer.entries();
            long size = writer.finish();
            return new Written(object, size, entries, draft.commitUnnoted());
        }
    }
}
