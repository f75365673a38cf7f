/**
 * Copies an old share: what lies there, what is wanted of it, and the contents themselves, as often
 * as it takes, while people go on working with it. Called by moves; never writes to the share.
 */
@NullMarked
package relais.vault.moving.share;

import org.jspecify.annotations.NullMarked;
