package relais.vault.upload;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A content under way.
 *
 * @param received how many bytes are durable
 * @param documentId once it is in its place
 * @param refusal the code of why it is not, though all of it is here
 */
public record Upload(
        String id,
        long dossierId,
        String path,
        String ifExists,
        long length,
        long received,
        long userId,
        String metadata,
        Instant expiresAt,
        @Nullable Long documentId,
        @Nullable String refusal) {
    public boolean whole() {
        return received == length;
    }
}
