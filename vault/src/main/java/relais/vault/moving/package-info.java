/**
 * Moves an old system in: its dump, its share, and the meaning of both, while people go on working.
 * Called by the vault, the console and the command line; never changes the source.
 */
@NullMarked
package relais.vault.moving;

import org.jspecify.annotations.NullMarked;
