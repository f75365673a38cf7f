package relais.vault.blob;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import relais.vault.blob.seal.DamagedEntry;
import relais.vault.blob.seal.Frames;
import relais.vault.blob.seal.Kind;
import relais.vault.blob.seal.ObjectReader;
import relais.vault.blob.seal.ObjectWriter;
import relais.vault.blob.seal.Opened;
import relais.vault.blob.seal.Source;

/** Gives contents back; nothing that was not found right leaves here. */
final class Reading {
    /** Bytes of an entry that is fetched whole: head, frame and tail by one reading. */
    private static final long AT_ONCE = SmallContents.MOST + 1024;

    private static final int PLACES = 50_000;

    /** Tails with their tables; some 200 KB each for contents of gigabytes. */
    private static final int TAILS = 128;

    /** Chunks looked up at a time. */
    private static final int CHUNKS = 64;

    /** Once for a place that has changed, once for a copy that was mended. */
    private static final int TRIES = 3;

    /**
     * Large contents that are sent by a thread of their own, a megabyte each; others do without.
     */
    private static final int AHEAD = 32;

    private final Engine engine;
    private final Semaphore mayRunAhead = new Semaphore(AHEAD);
    private final ObjectReader reader;
    private final Mending mending;
    private final Recent<BlobId, Place> places = new Recent<>(PLACES);
    private final Recent<Place, Opened> tails = new Recent<>(TAILS);
    private final Recent<BlobId, byte[]> lists = new Recent<>(TAILS);

    Reading(Engine engine, Mending mending) {
        this.engine = engine;
        this.reader = engine.reader();
        this.mending = mending;
    }

    Place place(BlobId id) throws NoSuchFileException {
        Place known = places.get(id);
        if (known != null) {
            return known;
        }
        Place found = engine.index().place(id);
        if (found == null) {
            throw new NoSuchFileException(id.hex());
        }
        places.put(id, found);
        return found;
    }

    void copy(BlobId id, long from, long length, OutputStream to) throws IOException {
        if (length <= ObjectWriter.FRAME) {
            // whoever receives slowly holds no tools meanwhile
            ByteArrayOutputStream whole = new ByteArrayOutputStream((int) length);
            copyHere(id, from, length, whole);
            whole.writeTo(to);
            return;
        }
        if (length < Ahead.WORTH || !mayRunAhead.tryAcquire()) {
            copyHere(id, from, length, to);
            return;
        }
        try (Ahead ahead = new Ahead(to, engine.threads())) {
            copyHere(id, from, length, ahead);
            ahead.finish();
        } finally {
            mayRunAhead.release();
        }
    }

    private void copyHere(BlobId id, long from, long length, OutputStream to) throws IOException {
        Place place = place(id);
        if (place.kind() == Kind.LIST) {
            copyList(id, from, length, to);
        } else {
            copyEntry(id, from, length, to);
        }
    }

    private void copyEntry(BlobId id, long from, long length, OutputStream to) throws IOException {
        long position = from;
        long end = length > Long.MAX_VALUE - from ? Long.MAX_VALUE : from + length;
        for (int left = TRIES; ; left--) {
            Place place = place(id);
            if (place.kind() == Kind.LIST) {
                copyList(id, position, end - position, to);
                return;
            }
            try (Frames frames = frames(id, place, position, end - position)) {
                for (ByteBuffer some = frames.next(); some != null; some = frames.next()) {
                    to.write(some.array(), some.position(), some.remaining());
                    position = frames.position();
                }
                return;
            } catch (DamagedEntry | NoSuchFileException wrong) {
                recover(id, place, wrong, left);
            }
        }
    }

    private Frames frames(BlobId id, Place place, long from, long length) throws IOException {
        Source source = engine.source(ObjectName.key(place.object()));
        if (place.length() <= AT_ONCE) {
            byte[] entry = source.exactly(place.at(), (int) place.length());
            Opened opened = expected(id, reader.open(entry, 0));
            Source memory =
                    (offset, count) -> new ByteArrayInputStream(entry, (int) offset, (int) count);
            return new Frames(opened, memory, engine.box(), from, length);
        }
        Opened opened = tails.get(place);
        if (opened == null) {
            opened = expected(id, reader.open(source, place.at(), place.length()));
            tails.put(place, opened);
        }
        return new Frames(opened, source, engine.box(), from, length);
    }

    private static Opened expected(BlobId id, Opened opened) throws DamagedEntry {
        if (!BlobId.of(opened.placed().hash()).equals(id)) {
            throw new DamagedEntry("another content lies there");
        }
        return opened;
    }

    /** Returns where trying again may work. */
    private void recover(BlobId id, Place place, IOException wrong, int left) throws IOException {
        places.forget(id);
        tails.forget(place);
        lists.forget(id);
        if (left == 0) {
            throw new DamagedContent(id, String.valueOf(wrong.getMessage()), wrong);
        }
        if (!place(id).equals(place)) {
            return; // moved meanwhile
        }
        engine.index().damaged(place.object(), String.valueOf(wrong.getMessage()));
        if (!mending.mend(ObjectName.key(place.object()))) {
            throw new DamagedContent(id, String.valueOf(wrong.getMessage()), wrong);
        }
    }

    private void copyList(BlobId id, long from, long length, OutputStream to) throws IOException {
        long end = length > Long.MAX_VALUE - from ? Long.MAX_VALUE : from + length;
        byte[] list = list(id);
        if (list == null) {
            copyEntry(id, from, length, to);
            return;
        }
        try {
            copyLines(list, from, end, to);
        } catch (DamagedContent wrong) {
            forget(id); // what comes again may come whole
            throw wrong;
        }
    }

    private void copyLines(byte[] list, long from, long end, OutputStream to) throws IOException {
        List<Chunk> wanted = new ArrayList<>();
        long at = 0;
        ByteBuffer lines = ByteBuffer.wrap(list);
        while (lines.hasRemaining() && at < end) {
            byte[] hash = new byte[32];
            lines.get(hash);
            int size = lines.getInt();
            if (at + size > from) {
                wanted.add(new Chunk(BlobId.of(hash), at, size));
            }
            at += size;
            if (wanted.size() == CHUNKS) {
                copyChunks(wanted, from, end, to);
                wanted.clear();
            }
        }
        copyChunks(wanted, from, end, to);
    }

    private record Chunk(BlobId id, long at, int size) {}

    private void copyChunks(List<Chunk> chunks, long from, long end, OutputStream to)
            throws IOException {
        look(chunks);
        for (Chunk chunk : chunks) {
            long skip = Math.max(0, from - chunk.at());
            long until = Math.min(chunk.size(), end - chunk.at());
            try {
                copyHere(chunk.id(), skip, until - skip, to);
            } catch (NoSuchFileException lost) {
                throw new DamagedContent(chunk.id(), "this chunk is not known", lost);
            }
        }
    }

    private void look(List<Chunk> chunks) {
        Map<BlobId, Boolean> unknown = new HashMap<>();
        for (Chunk chunk : chunks) {
            if (places.get(chunk.id()) == null) {
                unknown.put(chunk.id(), true);
            }
        }
        if (!unknown.isEmpty()) {
            engine.index().places(unknown.keySet()).forEach(places::put);
        }
    }

    /** Null where the content came again meanwhile, and lies whole. */
    private byte @Nullable [] list(BlobId id) throws IOException {
        byte[] known = lists.get(id);
        if (known != null) {
            return known;
        }
        for (int left = TRIES; ; left--) {
            Place place = place(id);
            if (place.kind() != Kind.LIST) {
                return null;
            }
            try {
                Source source = engine.source(ObjectName.key(place.object()));
                Opened opened = expected(id, reader.open(source, place.at(), place.length()));
                byte[] list = reader.inner(source, opened);
                if (opened.placed().kind() != Kind.LIST || list.length % LargeContents.LINE != 0) {
                    throw new DamagedEntry("not a list of chunks");
                }
                lists.put(id, list);
                return list;
            } catch (DamagedEntry | NoSuchFileException wrong) {
                recover(id, place, wrong, left);
            }
        }
    }

    /** A content's size, by its place. */
    long size(BlobId id) throws NoSuchFileException {
        return place(id).size();
    }

    /** It may lie elsewhere, and otherwise, from now on. */
    void forget(BlobId id) {
        places.forget(id);
        lists.forget(id);
    }
}
