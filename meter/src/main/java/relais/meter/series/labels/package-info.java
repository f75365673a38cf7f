/**
 * Names of series: sorted labels, the matchers that choose among them, and the inverted index.
 * Called by the series store; holds everything in memory and never touches a file.
 */
@NullMarked
package relais.meter.series.labels;

import org.jspecify.annotations.NullMarked;
