package relais.vault.document;

import java.util.Optional;
import org.jdbi.v3.core.Handle;
import relais.vault.blob.BlobId;

/** What other rooms do at changes of documents; each within the change's transaction. */
public interface Hooks {
    /** A content that nothing is known of. */
    void arrived(Handle tx, BlobId hash);

    /** Why nothing may be erased from the dossier; empty where it may. */
    Optional<String> keeps(Handle tx, long dossierId);
}
