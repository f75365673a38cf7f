/**
 * What strangers' files are opened with: a process of its own with little memory and little time,
 * which may die of what it reads. Called by {@code relais.vault.text} and {@code
 * relais.vault.preview}; {@link relais.vault.limited.Child} runs inside and knows nothing of the
 * rest.
 */
@NullMarked
package relais.vault.limited;

import org.jspecify.annotations.NullMarked;
