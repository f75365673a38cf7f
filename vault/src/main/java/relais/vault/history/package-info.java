/** Everything that happened to dossiers. Written by the rooms that do it; decides nothing. */
@NullMarked
package relais.vault.history;

import org.jspecify.annotations.NullMarked;
