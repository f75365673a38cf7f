/** Where bytes are put for good: the contract that folders, shares and object stores fulfil. */
@NullMarked
package relais.vault.store;

import org.jspecify.annotations.NullMarked;
