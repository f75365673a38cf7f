/** What tests of the vault need: real servers as children, and lines that fail as told. */
@NullMarked
package relais.vault.testing;

import org.jspecify.annotations.NullMarked;
