package relais.vault.document;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A folder of a dossier.
 *
 * @param id 0 for the dossier's top
 * @param parentId null for a folder at the top
 */
public record Folder(
        long id, long dossierId, @Nullable Long parentId, String name, Instant createdAt)
        implements Node {}
