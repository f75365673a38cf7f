/**
 * Placing legal holds, and how long dossiers are kept. Proposes what may be erased; never erases by
 * itself.
 */
@NullMarked
package relais.vault.retention;

import org.jspecify.annotations.NullMarked;
