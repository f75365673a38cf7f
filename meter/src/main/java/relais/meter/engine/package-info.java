/**
 * A store of another maker that speaks Prometheus: written to by remote write 1.0, asked by the
 * query API. For those who outgrow folders; it knows nothing of where owners are placed.
 */
@NullMarked
package relais.meter.engine;

import org.jspecify.annotations.NullMarked;
