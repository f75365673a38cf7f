/**
 * How hosts are, as one looks at them: heard or silent, complete or with holes, which plugin hangs.
 * Called by the hosts' endpoints; it changes nothing.
 */
@NullMarked
package relais.meter.overview;

import org.jspecify.annotations.NullMarked;
