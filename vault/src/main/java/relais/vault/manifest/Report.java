package relais.vault.manifest;

import java.util.List;
import relais.vault.blob.Rebuilt;

/**
 * What came back.
 *
 * @param contents from the objects of the stores
 * @param present types and dossiers that were there already
 * @param lost documents and versions whose content is in no store
 * @param older what came back as it was earlier, since a newer manifest of it could not be read
 * @param elsewhere documents of a dossier that newer manifests have in another one
 * @param refused manifests that could not be read or brought back, each with why
 * @param nameless contents that no document names; they stay for a while
 * @param namelessBytes of them
 * @param database whose dossiers came back
 * @param others whose manifests lie in the stores too, and did not
 */
public record Report(
        Rebuilt contents,
        int types,
        int dossiers,
        int present,
        int documents,
        int versions,
        List<String> lost,
        List<String> older,
        List<String> elsewhere,
        List<String> refused,
        long nameless,
        long namelessBytes,
        Known database,
        List<Known> others)
        implements Result {}
