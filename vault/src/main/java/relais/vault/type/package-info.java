/**
 * Types of dossiers: fields, states, numbers. Deciding is pure; {@link Types} keeps them. Called by
 * the dossiers and the endpoints; never touches a dossier.
 */
@NullMarked
package relais.vault.type;

import org.jspecify.annotations.NullMarked;
