/**
 * Placing legal holds, how long dossiers are kept, and erasing them. Proposes what may be erased;
 * never erases unless a person says so.
 */
@NullMarked
package relais.vault.retention;

import org.jspecify.annotations.NullMarked;
