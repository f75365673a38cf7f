package relais.vault.store;

import java.io.IOException;
import java.io.InputStream;
import java.util.OptionalLong;
import java.util.function.Consumer;

/**
 * Keeps objects: named runs of bytes that never change once written. Safe for many threads. Every
 * kind of store passes the same suite, {@code BlobStoreContract}.
 */
public interface BlobStore extends AutoCloseable {
    /** What the operator calls it; unique among the stores of an installation. */
    String name();

    /**
     * Writes an object whole and durably: on return a crash of any machine but the store's own disk
     * cannot lose it; on an exception the key holds what it held before. An object that is there
     * already is replaced by equal bytes or left as it is.
     *
     * @param key parts of letters, digits, {@code . _ -}, joined by {@code /}; at most 200 signs
     * @param size how many bytes {@code content} gives; a different number is refused
     */
    void write(String key, InputStream content, long size) throws IOException;

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

    /** An object, by name and size in bytes. */
    record Entry(String key, long size) {}

    @Override
    void close();
}
