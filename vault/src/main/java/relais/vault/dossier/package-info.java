/**
 * Dossiers: what is known of a case, and what becomes of it. Called by the endpoints and by rooms
 * that work on dossiers; never reads documents.
 */
@NullMarked
package relais.vault.dossier;

import org.jspecify.annotations.NullMarked;
