/**
 * What the vault asks of the module that knows people and speaks with them. The application fills
 * these ports; each answers only what its caller may see.
 */
@NullMarked
package relais.vault.contact;

import org.jspecify.annotations.NullMarked;
