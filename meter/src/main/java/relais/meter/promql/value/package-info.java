/**
 * The words of a query: labels, matchers, series, results, and the port to where series are kept.
 * Used by the packages beside it and by whoever offers or asks for series; it never evaluates.
 */
@NullMarked
package relais.meter.promql.value;

import org.jspecify.annotations.NullMarked;
