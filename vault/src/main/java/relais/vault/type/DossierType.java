package relais.vault.type;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import relais.vault.access.Grant;

/**
 * A type that is kept.
 *
 * @param dossiers how many there are; counted up to {@link Types#COUNTED}
 */
public record DossierType(
        long id,
        TypeDefinition definition,
        int version,
        @Nullable Instant archivedAt,
        List<Grant> grants,
        int dossiers) {}
