package relais.vault.blob.seal;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;

/** Finds and checks what lies in an object. */
public final class ObjectReader {
    /** Read at once where the directory is damaged and entries are looked for. */
    private static final int WINDOW = 1 << 20;

    /** Of a directory, in memory; 1.5 million entries. */
    private static final long MOST_DIRECTORY = 96L << 20;

    private final Keyring keys;
    private final Toolbox box;

    public ObjectReader(Keyring keys, Toolbox box) {
        this.keys = keys;
        this.box = box;
    }

    /** Opens the entry that lies there. */
    public Opened open(Source source, long at, long length) throws IOException {
        Tools tools = box.borrow();
        try {
            return Opened.read(source, at, length, keys, tools);
        } finally {
            box.giveBack(tools);
        }
    }

    /** Opens an entry that is in memory; {@code at} is where it lies in its object. */
    public Opened open(byte[] entry, long at) throws DamagedEntry {
        Tools tools = box.borrow();
        try {
            return Opened.of(entry, entry.length, at, keys, tools);
        } finally {
            box.giveBack(tools);
        }
    }

    /**
     * All entries but the directory, by the directory; where that is damaged, by looking for them.
     */
    public List<Placed> entries(Source source, long size) throws IOException {
        try {
            return byDirectory(source, size);
        } catch (DamagedEntry damaged) {
            return search(source, size);
        }
    }

    /** The same; damage of the end or the directory is thrown. */
    public List<Placed> byDirectory(Source source, long size) throws IOException {
        if (size < Layout.HEAD + Layout.END) {
            throw new DamagedEntry("an object of %d bytes".formatted(size));
        }
        long length = ByteBuffer.wrap(source.exactly(size - Layout.END, Layout.END)).getLong();
        if (length <= 0 || length > size) {
            throw new DamagedEntry("the end was changed");
        }
        Opened last = open(source, size - length, length);
        if (length == size && last.placed().kind() != Kind.DIRECTORY) {
            return List.of(last.placed());
        }
        if (last.placed().kind() != Kind.DIRECTORY || last.inner() > MOST_DIRECTORY) {
            throw new DamagedEntry("the object begins before its only entry");
        }
        List<Placed> entries = Directory.parse(ByteBuffer.wrap(inner(source, last)));
        Placed before = entries.isEmpty() ? null : entries.getLast();
        if (before == null || before.at() + before.length() != size - length) {
            throw new DamagedEntry("the directory speaks of another object");
        }
        return entries;
    }

    /** All that an entry holds; for lists and directories, which are small. */
    public byte[] inner(Source source, Opened entry) throws IOException {
        ByteBuffer all = ByteBuffer.allocate(Math.toIntExact(entry.inner()));
        try (Frames frames = new Frames(entry, source, box, 0, entry.inner())) {
            for (ByteBuffer some = frames.next(); some != null; some = frames.next()) {
                all.put(some);
            }
        }
        return all.array();
    }

    /** Looks for ends, each of which says where its entry begins; only what opens counts. */
    List<Placed> search(Source source, long size) throws IOException {
        List<Placed> found = new ArrayList<>();
        for (long from = 0; from + Layout.END <= size; from += WINDOW) {
            byte[] window =
                    source.exactly(from, (int) Math.min(WINDOW + Layout.END - 1, size - from));
            for (int i = 0; i + Layout.END <= window.length; i++) {
                if (ByteBuffer.wrap(window).getInt(i + 16) == Layout.END_MAGIC) {
                    tryEnd(source, window, i, from + i + Layout.END, found);
                }
            }
        }
        return found;
    }

    private void tryEnd(Source source, byte[] window, int at, long end, List<Placed> found)
            throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(window, at, Layout.END);
        long length = bytes.getLong();
        if (bytes.getInt(at + 12) != Layout.check(window, at) || length > end || length <= 0) {
            return;
        }
        try {
            Opened opened = open(source, end - length, length);
            if (opened.placed().kind() != Kind.DIRECTORY) {
                found.add(opened.placed());
            }
        } catch (DamagedEntry not) {
            return;
        }
    }

    /**
     * Reads an entry to its end and compares it with what it says of itself.
     *
     * @throws DamagedEntry where anything is wrong
     */
    public void verify(Source source, Placed expected) throws IOException {
        Opened opened = open(source, expected.at(), expected.length());
        MessageDigest sha = Hashes.sha256();
        try (Frames frames = new Frames(opened, source, box, 0, opened.inner())) {
            for (ByteBuffer some = frames.next(); some != null; some = frames.next()) {
                sha.update(some);
            }
        }
        Placed says = opened.placed();
        boolean same =
                says.kind() == expected.kind()
                        && MessageDigest.isEqual(says.hash(), expected.hash());
        boolean hashed = says.kind() != Kind.LIST;
        if (!same || (hashed && !MessageDigest.isEqual(says.hash(), sha.digest()))) {
            throw new DamagedEntry("the content is not the one that was expected");
        }
    }

    /** The bytes of an entry as they lie there. */
    public static InputStream raw(Source source, Placed entry) throws IOException {
        return source.read(entry.at(), entry.length());
    }
}
