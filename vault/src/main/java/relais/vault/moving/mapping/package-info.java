/**
 * Says what old tables mean: which becomes dossiers, which column is a title, where files are
 * named. Proposed by looking, changed by people, then carried out in the database. Called by moves.
 */
@NullMarked
package relais.vault.moving.mapping;

import org.jspecify.annotations.NullMarked;
