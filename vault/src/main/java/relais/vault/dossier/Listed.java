package relais.vault.dossier;

import java.time.Instant;
import java.util.List;

/**
 * A dossier in a list.
 *
 * @param typeName in the reader's language
 * @param held a legal hold stands
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
        boolean held) {}
