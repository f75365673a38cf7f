@NullMarked
package relais.vault.moving.load;

import org.jspecify.annotations.NullMarked;
