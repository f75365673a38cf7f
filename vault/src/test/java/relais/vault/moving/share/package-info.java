/** Tests of old shares. */
@NullMarked
package relais.vault.moving.share;

import org.jspecify.annotations.NullMarked;
