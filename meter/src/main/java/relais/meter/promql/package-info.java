/**
 * PromQL as Prometheus 2.42 understands it, over any {@link
 * relais.meter.promql.value.SeriesSource}. Called by the meter's HTTP resources, graphs and alert
 * rules; it knows neither HTTP nor how series are stored.
 */
@NullMarked
package relais.meter.promql;

import org.jspecify.annotations.NullMarked;
