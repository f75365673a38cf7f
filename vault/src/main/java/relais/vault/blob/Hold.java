package relais.vault.blob;

import java.util.Collection;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/** Who may forbid that contents go, whatever else says that nobody needs them. */
@FunctionalInterface
public interface Hold {
    /** Nobody does; what rows refer to stays in any case. */
    Hold NONE = (tx, contents) -> Set.of();

    /** Those of the contents that must stay; in the transaction that would let them go. */
    Set<BlobId> held(Handle tx, Collection<BlobId> contents);
}
