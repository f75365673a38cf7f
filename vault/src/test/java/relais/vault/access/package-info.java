/** Stories of who may see and do what, told by those who may not. */
@NullMarked
package relais.vault.access;

import org.jspecify.annotations.NullMarked;
