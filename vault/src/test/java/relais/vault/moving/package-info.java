@NullMarked
package relais.vault.moving;

import org.jspecify.annotations.NullMarked;
