/** Short-lived copies: in process or in memcached. */
@NullMarked
package relais.platform.cache;

import org.jspecify.annotations.NullMarked;
