/**
 * Which stores an object lies in, and that it does: copies, waiting copies, moves, checks. To who
 * writes and reads it is one store. Knows nothing of what the objects are.
 */
@NullMarked
package relais.vault.policy;

import org.jspecify.annotations.NullMarked;
