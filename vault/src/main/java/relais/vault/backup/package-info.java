/**
 * Where backups lie, and the objects of the stores in them and back. Called by {@code app}'s
 * commands; knows nothing of what is in the objects, and never changes a store. Removes from a
 * place what no kept backup needs (docs/decisions/178).
 */
@NullMarked
package relais.vault.backup;

import org.jspecify.annotations.NullMarked;
