package relais.vault.manifest;

import java.util.List;
import relais.vault.blob.Rebuilt;

/**
 * What came back.
 *
 * @param contents from the objects of the stores
 * @param present types and dossiers that were there already
 * @param lost documents and versions whose content is in no store
 * @param refused manifests that could not be read or brought back, each with why
 * @param nameless contents that no document names; they stay for a while
 * @param namelessBytes of them
 */
public record Report(
        Rebuilt contents,
        int types,
        int dossiers,
        int present,
        int documents,
        int versions,
        List<String> lost,
        List<String> refused,
        long nameless,
        long namelessBytes) {}
