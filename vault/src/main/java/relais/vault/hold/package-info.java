/**
 * Legal holds and how long dossiers are kept. Asked by whoever trashes or erases; never erases by
 * itself.
 */
@NullMarked
package relais.vault.hold;

import org.jspecify.annotations.NullMarked;
