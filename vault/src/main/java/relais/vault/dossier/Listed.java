package relais.vault.dossier;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A dossier in a list.
 *
 * @param typeName in the reader's language
 * @param held a legal hold stands
 * @param trashedAt since when it is put aside; null for none that is not
 */
public record Listed(
        long id,
        long type,
        String typeName,
        String number,
        String title,
        String state,
        boolean confidential,
        List<String> tags,
        Instant changedAt,
        int documents,
        boolean held,
        @Nullable Instant trashedAt) {}
