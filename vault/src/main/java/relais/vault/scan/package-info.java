/**
 * Looks for viruses in contents, where a scanner is at hand. Called by {@code relais.vault.text}.
 */
@NullMarked
package relais.vault.scan;

import org.jspecify.annotations.NullMarked;
