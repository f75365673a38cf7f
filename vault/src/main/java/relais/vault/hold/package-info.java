/** Whether a legal hold stands: asked by whoever trashes or erases; asks nobody. */
@NullMarked
package relais.vault.hold;

import org.jspecify.annotations.NullMarked;
