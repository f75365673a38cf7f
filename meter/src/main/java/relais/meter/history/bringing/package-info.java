/**
 * Finds the history that munin, RRDtool, rrd4j or Graphite left in a folder, and brings it to a
 * centre over HTTP. Called by the command line, on the machine where the folder is. It changes
 * nothing in the folder, and knows neither the database nor the stores.
 */
@NullMarked
package relais.meter.history.bringing;

import org.jspecify.annotations.NullMarked;
