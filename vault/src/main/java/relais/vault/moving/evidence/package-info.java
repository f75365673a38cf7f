/**
 * Proves that what was read is what lies in PostgreSQL: counts, nulls, least and greatest keys, and
 * sums of hashes that do not depend on order, from both sides. Called by the loading; changes
 * nothing.
 */
@NullMarked
package relais.vault.moving.evidence;

import org.jspecify.annotations.NullMarked;
