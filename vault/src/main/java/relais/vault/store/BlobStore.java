package relais.vault.store;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Keeps objects: named runs of bytes that never change once written. Safe for many threads. Every
 * kind of store passes the same suite, {@code BlobStoreContract}.
 */
public interface BlobStore extends AutoCloseable {
    /** Bytes; beyond this, larger pieces gain nothing. */
    int COPIED_AT_ONCE = 128 * 1024;

    /** What the operator calls it; unique among the stores of an installation. */
    String name();

    /**
     * Begins an object whose size shows at its end. Nothing is to be seen of it before {@link
     * Draft#commit}; what a crash leaves of it disappears by the store's own means.
     *
     * @param key parts of letters, digits, {@code . _ -}, joined by {@code /}; at most 200 signs
     */
    Draft begin(String key) throws IOException;

    /** An object being written; by one thread at a time. */
    interface Draft extends AutoCloseable {
        /** Takes all that remains in the buffer. */
        void write(ByteBuffer bytes) throws IOException;

        /**
         * Makes it an object, whole and durable: on return a crash of any machine but the store's
         * own disk cannot lose it; on an exception the key holds what it held before. One that is
         * there already is replaced by equal bytes or left as it is.
         */
        void commit() throws IOException;

        /**
         * The same for who notes the object in a transaction of his own, with what the store has to
         * say of it.
         */
        default Note commitUnnoted() throws IOException {
            commit();
            return Note.NOTHING;
        }

        /** What was not committed leaves nothing behind. */
        @Override
        void close() throws IOException;
    }

    /**
     * Writes an object of known size; the same promises as {@link Draft#commit}.
     *
     * @param size how many bytes {@code content} gives; a different number is refused
     */
    default void write(String key, InputStream content, long size) throws IOException {
        try (Draft draft = begin(key)) {
            byte[] buffer = new byte[COPIED_AT_ONCE];
            long written = 0;
            for (int read = content.read(buffer); read >= 0; read = content.read(buffer)) {
                draft.write(ByteBuffer.wrap(buffer, 0, read));
                written += read;
            }
            if (written != size) {
                throw new IOException("%d bytes came instead of %d".formatted(written, size));
            }
            draft.commit();
        }
    }

    /**
     * Bytes of an object from {@code offset} on, at most {@code length} of them.
     *
     * @throws java.nio.file.NoSuchFileException where there is none
     */
    InputStream read(String key, long offset, long length) throws IOException;

    /** The object's size; empty where there is none. */
    OptionalLong size(String key) throws IOException;

    /** Takes the object away; one that is not there is taken away already. */
    void delete(String key) throws IOException;

    /** Every object whose key begins with {@code prefix}, in no order. */
    void list(String prefix, Consumer<Entry> each) throws IOException;

    /** The same, with what is left to people until they say that it is ours. */
    default void listAll(String prefix, Consumer<Entry> each) throws IOException {
        list(prefix, each);
    }

    /** Whether an object is as safe as it is to be; until then it must not replace others. */
    default boolean settled(String key) throws IOException {
        return true;
    }

    /**
     * What it has to say of an object that lies there and that no row tells of, as after a crash
     * between the two.
     *
     * @param lookAt when it is asked where it belongs; null for not yet
     */
    default Note found(String key, @Nullable Instant lookAt) throws IOException {
        return Note.NOTHING;
    }

    /** How many bytes more it can take, where it knows. */
    default OptionalLong freeBytes() throws IOException {
        return OptionalLong.empty();
    }

    /** An object, by name and size in bytes. */
    record Entry(String key, long size) {}

    @Override
    void close();
}
