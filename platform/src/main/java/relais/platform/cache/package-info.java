/**
 * Short-lived copies of what is dear to compute: in process, or in memcached shared by all
 * processes. A miss is always right; nothing may depend on a hit.
 */
@NullMarked
package relais.platform.cache;

import org.jspecify.annotations.NullMarked;
