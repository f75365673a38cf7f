package relais.vault.document;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Somebody edits a document, or something in a folder.
 *
 * @param token a URI that is known to whoever took it (RFC 4918, section 6.5)
 * @param documentId null for a folder's
 * @param folderId null for a document's, and for the dossier's top
 * @param deep of a folder with all in it
 * @param shared others may share it
 * @param owner what the client says of itself, for drives
 */
public record Lock(
        String token,
        long dossierId,
        @Nullable Long documentId,
        @Nullable Long folderId,
        boolean deep,
        boolean shared,
        long userId,
        String userName,
        String owner,
        Instant madeAt,
        Instant until) {

    /** What is asked for with a lock. */
    public record Terms(boolean deep, boolean shared, String owner, Duration time) {}
}
