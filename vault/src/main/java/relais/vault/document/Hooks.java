package relais.vault.document;

import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** What other rooms do at changes of documents; each within the change's transaction. */
public interface Hooks {
    /** Why nothing may be erased from the dossier; empty where it may. */
    Optional<String> keeps(Handle tx, long dossierId);
}
