package relais.vault.dossier;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import relais.vault.history.Content;

/** A dossier as it is kept. */
public record Dossier(
        long id,
        long typeId,
        String number,
        Content content,
        int version,
        Instant createdAt,
        long createdBy,
        String createdByName,
        Instant changedAt,
        @Nullable Instant closedAt) {

    /**
     * What of its life a list may show.
     *
     * @param closedAt null while it is not closed
     */
    record Times(Instant createdAt, String createdByName, @Nullable Instant closedAt) {}
}
