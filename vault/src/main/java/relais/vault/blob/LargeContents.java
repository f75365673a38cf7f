package relais.vault.blob;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import relais.vault.blob.cut.Cutter;
import relais.vault.blob.seal.Hashes;
import relais.vault.blob.seal.Kind;
import relais.vault.blob.seal.ObjectWriter;
import relais.vault.blob.seal.Placed;
import relais.vault.store.BlobStore;

/**
 * Contents that are objects of their own, sealed while they come in: whole, or cut into chunks
 * where a sample says that they compress, for then versions of them share much.
 */
final class LargeContents {
    /** Frames under way between the two threads. */
    private static final int BUFFERS = 4;

    private static final int CHUNK_BUFFERS = 3;

    /** Bytes; a content known to be smaller is not worth a row for each chunk. */
    static final long CUT_FROM = 8 << 20;

    /** Bytes of a line in a list: the chunk's hash and size. */
    static final int LINE = 36;

    private final Engine engine;

    LargeContents(Engine engine) {
        this.engine = engine;
    }

    /**
     * @param first what was read already
     * @param size what is said to come; -1 where nobody knows
     */
    Kept keep(byte[] first, int had, InputStream rest, long size) throws IOException {
        byte[] sample = Arrays.copyOf(first, ObjectWriter.FRAME);
        int length = had + rest.readNBytes(sample, had, ObjectWriter.FRAME - had);
        boolean cut = (size < 0 || size >= CUT_FROM) && engine.box().squeezes(sample, length);
        UUID object = ObjectName.fresh(engine.clock().instant(), engine.random());
        try (BlobStore.Draft draft = engine.store().begin(ObjectName.key(object));
                ObjectWriter writer = new ObjectWriter(engine.keys(), engine.box(), draft::write)) {
            Writing writing = new Writing(object, draft, writer, sample, length);
            return cut ? chunked(writing, rest) : whole(writing, rest);
        }
    }

    private record Writing(
            UUID object, BlobStore.Draft draft, ObjectWriter writer, byte[] sample, int length) {
        Written commit(List<Placed> entries) throws IOException {
            return new Written(object, writer.finish(), entries, draft.commitUnnoted());
        }
    }

    private Kept whole(Writing writing, InputStream rest) throws IOException {
        MessageDigest sha = Hashes.sha256();
        long size = 0;
        try (Handover handover =
                new Handover(
                        BUFFERS,
                        ObjectWriter.FRAME,
                        engine.threads(),
                        (bytes, length) -> writing.writer().frame(bytes, 0, length))) {
            byte[] buffer = handover.take();
            System.arraycopy(writing.sample(), 0, buffer, 0, writing.length());
            int length = writing.length();
            while (length > 0) {
                sha.update(buffer, 0, length);
                size += length;
                handover.give(buffer, length);
                buffer = handover.take();
                length = rest.readNBytes(buffer, 0, ObjectWriter.FRAME);
            }
            handover.finish();
        }
        byte[] hash = sha.digest();
        BlobId id = BlobId.of(hash);
        if (engine.index().keepKnown(List.of(id)).contains(id)) {
            return new Kept(id, size, true);
        }
        writing.writer().end(Kind.CONTENT, hash, size);
        List<Placed> entries = writing.writer().entries();
        return new Kept(id, size, !engine.index().add(writing.commit(entries)).isEmpty());
    }

    private Kept chunked(Writing writing, InputStream rest) throws IOException {
        Chunks chunks = new Chunks(writing.writer());
        MessageDigest sha = Hashes.sha256();
        long size;
        try (Handover handover =
                new Handover(CHUNK_BUFFERS, Cutter.MOST, engine.threads(), chunks::take)) {
            size = cut(writing, rest, sha, handover);
            handover.finish();
        }
        byte[] hash = sha.digest();
        BlobId id = BlobId.of(hash);
        if (engine.index().keepKnown(List.of(id)).contains(id)) {
            return new Kept(id, size, true);
        }
        boolean many = chunks.parts.size() > 1;
        if (many) {
            byte[] list = chunks.list();
            writing.writer().entry(Kind.LIST, hash, size, list, list.length);
        }
        List<Placed> entries = writing.writer().entries();
        if (entries.isEmpty()) {
            return new Kept(id, size, true);
        }
        Written written = writing.commit(entries);
        Set<BlobId> others =
                many
                        ? engine.index().addChunked(written, id, chunks.parts)
                        : engine.index().add(written);
        return new Kept(id, size, others.contains(id));
    }

    private static long cut(Writing writing, InputStream rest, MessageDigest sha, Handover handover)
            throws IOException {
        Cutter cutter = new Cutter();
        byte[] buffer = handover.take();
        System.arraycopy(writing.sample(), 0, buffer, 0, writing.length());
        int length = writing.length();
        sha.update(buffer, 0, length);
        long size = length;
        while (length > 0) {
            int end = cutter.cut(buffer, length);
            if (end < 0) {
                int more = Math.min(ObjectWriter.FRAME, Cutter.MOST - length);
                int read = rest.readNBytes(buffer, length, more);
                sha.update(buffer, length, read);
                size += read;
                length += read;
                if (read > 0) {
                    continue;
                }
                end = length;
            }
            byte[] next = handover.take();
            System.arraycopy(buffer, end, next, 0, length - end);
            handover.give(buffer, end);
            buffer = next;
            length -= end;
            if (length == 0) {
                // A cut at the buffer's very end is not the content's.
                length = rest.readNBytes(buffer, 0, ObjectWriter.FRAME);
                sha.update(buffer, 0, length);
                size += length;
            }
        }
        return size;
    }

    /** Takes chunks as they are cut; writes those that are not known yet. */
    private final class Chunks {
        private final ObjectWriter writer;
        private final List<Index.Part> parts = new ArrayList<>();
        private final Set<BlobId> here = new HashSet<>();
        private ByteBuffer lines = ByteBuffer.allocate(64 * LINE);
        private long at;

        Chunks(ObjectWriter writer) {
            this.writer = writer;
        }

        void take(byte[] bytes, int length) throws IOException {
            MessageDigest sha = Hashes.sha256();
            sha.update(bytes, 0, length);
            byte[] hash = sha.digest();
            BlobId id = BlobId.of(hash);
            if (here.add(id) && engine.index().keepKnown(List.of(id)).isEmpty()) {
                writer.entry(Kind.CHUNK, hash, length, bytes, length);
            }
            if (!lines.hasRemaining()) {
                lines = ByteBuffer.allocate(lines.capacity() * 2).put(lines.flip());
            }
            lines.put(hash).putInt(length);
            parts.add(new Index.Part(at, id));
            at += length;
        }

        byte[] list() {
            byte[] list = new byte[lines.position()];
            lines.get(0, list);
            return list;
        }
    }
}
