/**
 * The objects of a store for a backup, and back. Called by {@code app}'s commands; knows nothing of
 * what is in them.
 */
@NullMarked
package relais.vault.backup;

import org.jspecify.annotations.NullMarked;
