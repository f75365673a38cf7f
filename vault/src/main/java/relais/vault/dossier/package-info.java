/** Dossiers: what is known of a case, and what becomes of it. */
@NullMarked
package relais.vault.dossier;

import org.jspecify.annotations.NullMarked;
