/** A vault for tests of others. */
@NullMarked
package relais.vault.testing;

import org.jspecify.annotations.NullMarked;
