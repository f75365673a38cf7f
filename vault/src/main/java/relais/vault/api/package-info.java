/** The HTTP endpoints of the vault, one file per resource. */
@NullMarked
package relais.vault.api;

import org.jspecify.annotations.NullMarked;
