/**
 * Brings the rows of a dump into PostgreSQL: one thread reads, one copies. Stopped at any moment it
 * goes on where the last committed rows end. Called by moves; decides nothing about their meaning.
 */
@NullMarked
package relais.vault.moving.load;

import org.jspecify.annotations.NullMarked;
