package relais.vault.blob.seal;

import org.jspecify.annotations.Nullable;

/** What an entry is; its place in this list is its number on disk. */
public enum Kind {
    /** A whole content. */
    CONTENT,
    /** A piece of large contents. */
    CHUNK,
    /** Of which chunks a content is made: 32 bytes of SHA-256 and 4 of size each. */
    LIST,
    /** What else lies in the object. */
    DIRECTORY,
    /** Says what a record consists of, so that it can be made again from the stores alone. */
    MANIFEST,
    /** Of a manifest that is too long for one. */
    MANIFEST_PIECE;

    private static final Kind[] ALL = values();

    static @Nullable Kind of(int number) {
        return number >= 0 && number < ALL.length ? ALL[number] : null;
    }
}
