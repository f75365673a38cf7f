/**
 * Where all series are, whoever keeps them: the one door to the stores for those who write and for
 * those who read. It knows nothing of agents, graphs or HTTP.
 */
@NullMarked
package relais.meter.store;

import org.jspecify.annotations.NullMarked;
