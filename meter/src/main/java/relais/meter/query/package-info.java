/**
 * PromQL over the stores, as far as a caller sees them, and the answers of Prometheus' HTTP API.
 * Asked by the API, by alert rules and dashboards; it evaluates nothing itself and never writes.
 */
@NullMarked
package relais.meter.query;

import org.jspecify.annotations.NullMarked;
