/**
 * Looks for viruses in contents, where a scanner is at hand. Called by {@code relais.vault.text}
 * for documents, and by {@code relais.vault.download} for what still lies on an old share.
 */
@NullMarked
package relais.vault.scan;

import org.jspecify.annotations.NullMarked;
