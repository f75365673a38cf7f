/**
 * The hosts that are watched, their graphs as their agents describe them, and who may see them. It
 * keeps no measurements.
 */
@NullMarked
package relais.meter.host;

import org.jspecify.annotations.NullMarked;
