package relais.vault.policy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.util.zip.CRC32C;
import relais.vault.store.BlobStore;

/** Bytes from one store to another, and whether they are still what they were. */
final class Carrying {
    private Carrying() {}

    /** A copy cannot be used: what it holds is not what was written. */
    static final class Damaged extends IOException {
        private static final long serialVersionUID = 1;

        Damaged(OpenStore in, String key) {
            super("damaged in " + in.row().name() + ": " + key);
        }
    }

    /**
     * Copies an object; nothing shows in {@code to} unless it is equal.
     *
     * @throws Damaged where the source is
     */
    static void carry(Copies.Known object, OpenStore from, OpenStore to) throws IOException {
        carry(object, from, to, to.returns());
    }

    /**
     * The same; where it fails after the target went away and came back, that stays as it is.
     *
     * @param since how often the target had come back when somebody began to wait for this
     */
    static void carry(Copies.Known object, OpenStore from, OpenStore to, long since)
            throws IOException {
        try {
            copy(object, from, to, since);
        } catch (IOException e) {
            to.lacks(since, object.size());
            throw e;
        }
    }

    private static void copy(Copies.Known object, OpenStore from, OpenStore to, long since)
            throws IOException {
        byte[] piece = new byte[BlobStore.COPIED_AT_ONCE];
        CRC32C crc = new CRC32C();
        try (InputStream in = from.use(s -> s.read(object.key(), 0, Long.MAX_VALUE));
                BlobStore.Draft draft = given(to, since, s -> s.begin(object.key()))) {
            long size = 0;
            for (int count = in.read(piece); count >= 0; count = in.read(piece)) {
                crc.update(piece, 0, count);
                size += count;
                ByteBuffer bytes = ByteBuffer.wrap(piece, 0, count);
                given(
                        to,
                        since,
                        s -> {
                            draft.write(bytes);
                            return true;
                        });
            }
            if (size != object.size() || (int) crc.getValue() != object.crc()) {
                throw new Damaged(from, object.key());
            }
            given(
                    to,
                    since,
                    s -> {
                        draft.commit();
                        return true;
                    });
        }
    }

    /** What the target does not find must not look as if the source had lost the object. */
    private static <T> T given(OpenStore to, long since, OpenStore.Use<T> use) throws IOException {
        try {
            return to.use(since, use);
        } catch (NoSuchFileException e) {
            throw new IOException(to.row().name() + " does not take it: " + e.getMessage(), e);
        }
    }

    /**
     * Whether a copy is there, can be read and is what was written.
     *
     * @throws IOException where the store itself does not answer
     */
    static boolean isGood(Copies.Known object, OpenStore in) throws IOException {
        try {
            return isWhole(object, in);
        } catch (NoSuchFileException missing) {
            return false;
        } catch (IOException e) {
            in.knock();
            if (in.usable()) {
                return false; // such as a bad sector under this one
            }
            throw e;
        }
    }

    /** Reads a copy to its end; whether it is what was written. */
    static boolean isWhole(Copies.Known object, OpenStore in) throws IOException {
        return in.use(
                store -> {
                    byte[] piece = new byte[BlobStore.COPIED_AT_ONCE];
                    CRC32C crc = new CRC32C();
                    long size = 0;
                    try (InputStream bytes = store.read(object.key(), 0, Long.MAX_VALUE)) {
                        for (int count = bytes.read(piece); count >= 0; ) {
                            crc.update(piece, 0, count);
                            size += count;
                            count = bytes.read(piece);
                        }
                    }
                    return size == object.size() && (int) crc.getValue() == object.crc();
                });
    }
}
