package relais.vault.share;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A link to a document; what the link says is known to who made it alone.
 *
 * @param password its hash; null for a link that needs none
 * @param most downloads; null for any number
 */
public record Share(
        long id,
        long documentId,
        @Nullable String password,
        Instant expiresAt,
        @Nullable Integer most,
        int used,
        Instant createdAt,
        String createdBy,
        @Nullable Instant revokedAt) {
    @Override
    public String toString() {
        return "Share[" + id + "]";
    }

    boolean open(Instant now) {
        boolean left = most == null || used < most;
        return revokedAt == null && left && expiresAt.isAfter(now);
    }
}
