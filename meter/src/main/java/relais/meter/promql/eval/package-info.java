/**
 * Computes what an expression means over series: every part of the tree becomes one grid of series
 * × steps. Called by the facade of the query language; it asks a source for series and never for
 * anything else.
 */
@NullMarked
package relais.meter.promql.eval;

import org.jspecify.annotations.NullMarked;
