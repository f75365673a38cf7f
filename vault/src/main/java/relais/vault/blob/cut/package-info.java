/** Cuts large contents where their bytes say so. Called by the contents; knows bytes alone. */
@NullMarked
package relais.vault.blob.cut;

import org.jspecify.annotations.NullMarked;
