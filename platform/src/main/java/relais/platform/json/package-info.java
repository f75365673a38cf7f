/** JSON, one way. */
@NullMarked
package relais.platform.json;

import org.jspecify.annotations.NullMarked;
